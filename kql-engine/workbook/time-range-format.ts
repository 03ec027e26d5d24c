import type { TimeContext } from './workbook-parameter.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Ranges up to this length get this grain. Documented is only that 24 hours give 30m (workbooks-time, "Time parameter
 * options"); the other pairs are inferred: about the same number of points, in the steps that the portal's charts use.
 */
const grains: [upTo: number, grain: string][] = [
  [HOUR, '1m'],
  [4 * HOUR, '5m'],
  [12 * HOUR, '15m'],
  [DAY, '30m'],
  [3 * DAY, '1h'],
  [7 * DAY, '6h'],
  [14 * DAY, '12h'],
];

/** The value of a time range parameter, or undefined when it is none (no value, or no length). */
export function readTimeContext(value: unknown): TimeContext | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { durationMs, endTime } = value as { durationMs?: unknown; endTime?: unknown };
  if (typeof durationMs !== 'number' || !Number.isFinite(durationMs) || durationMs <= 0) return undefined;
  if (typeof endTime !== 'string') return { durationMs };
  return Number.isNaN(Date.parse(endTime)) ? undefined : { durationMs, endTime };
}

/** First and last moment of a time range; a relative one ends at `now`. */
export function boundsOf(range: TimeContext, now: Date): { start: Date; end: Date } {
  const end = range.endTime === undefined ? now : new Date(range.endTime);
  return { start: new Date(end.getTime() - range.durationMs), end };
}

/**
 * The time range of a query step as `start/end` for the query API, from its `timeContext` or from the value of the
 * parameter that `timeContextFromParameter` names. Undefined when the query sets its time itself (a length of 0).
 */
export function timespanOf(value: unknown, now: Date): string | undefined {
  const range = readTimeContext(value);
  if (!range) return undefined;
  const { start, end } = boundsOf(range, now);
  return `${start.toISOString()}/${end.toISOString()}`;
}

function inLargestUnit(ms: number): string {
  for (const [unit, suffix] of [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'm'],
    [SECOND, 's'],
  ] as const)
    if (ms % unit === 0) return `${ms / unit}${suffix}`;
  return `${ms}ms`;
}

function isoDuration(ms: number): string {
  if (ms % HOUR === 0) return `PT${ms / HOUR}H`;
  return ms % MINUTE === 0 ? `PT${ms / MINUTE}M` : `PT${ms / SECOND}S`;
}

const shortDateTime = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
// newer ICU data puts a narrow no-break space before AM and PM
const readable = (date: Date) => shortDateTime.format(date).replace(',', '').replace(/\s+/g, ' ');

function labelOf(range: TimeContext, start: Date, end: Date): string {
  if (range.endTime !== undefined) return `${readable(start)} - ${readable(end)}`;
  const ms = range.durationMs;
  if (ms === HOUR) return 'Last hour';
  const [unit, name] =
    ms > 2 * DAY && ms % DAY === 0 ? [DAY, 'days'] : ms % HOUR === 0 ? [HOUR, 'hours'] : [MINUTE, 'minutes'];
  return `Last ${Number((ms / unit).toFixed(2))} ${name}`;
}

function startOfDay(date: Date): string {
  return `${date.toISOString().slice(0, 10)}T00:00:00.000Z`;
}

/**
 * The text that a reference to a time range parameter becomes in a query; `format` is what follows the colon, in any
 * case, `undefined` when nothing does. Undefined for a format that time ranges do not have.
 *
 * Documented (workbooks-time, and Documentation/Parameters/Time.md of Microsoft's Application-Insights-Workbooks
 * repository): the names of the formats and the examples for 24 hours. `> ago(1d)` for `query` and `value`, and for the
 * bare reference in KQL (its tables show the label for the bare reference, as it reads in a text step); `30m` for `grain`;
 * `startISO`, `endISO`, `startDateISO`, `endDateISO`, `durationISO` (`PT24H`) and `seconds`. A custom range becomes
 * `between(datetime("…")..datetime("…"))` (a maintainer in issue 146 of that repository).
 *
 * Inferred: `start` and `end` are `datetime("…")` literals, as the documented make-series and the published workbooks use
 * them bare (the documented `3/20/2019 4:18 PM` is how they read in a text step); the unit in `ago`, the grain and the
 * ISO length of other ranges; labels of ranges in English and UTC, where the portal uses the user's own.
 */
export function formatTimeRange(
  range: TimeContext,
  format: string | undefined,
  now: Date,
): string | undefined {
  const { start, end } = boundsOf(range, now);
  switch (format?.toLowerCase()) {
    case undefined:
    case 'value':
    case 'query':
      return range.endTime === undefined
        ? `> ago(${inLargestUnit(range.durationMs)})`
        : `between(datetime("${start.toISOString()}")..datetime("${end.toISOString()}"))`;
    case 'label':
      return labelOf(range, start, end);
    case 'start':
      return `datetime("${start.toISOString()}")`;
    case 'end':
      return `datetime("${end.toISOString()}")`;
    case 'startiso':
      return start.toISOString();
    case 'endiso':
      return end.toISOString();
    case 'startdateiso':
      return startOfDay(start);
    case 'enddateiso':
      return startOfDay(end);
    case 'durationiso':
      return isoDuration(range.durationMs);
    case 'seconds':
      return String(Math.round(range.durationMs / SECOND));
    case 'grain':
      return grains.find(([upTo]) => range.durationMs <= upTo)?.[1] ?? '1d';
    default:
      return undefined;
  }
}
