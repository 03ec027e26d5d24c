import { type DateTicks, fromDate } from './values/datetime.ts';
import { add, subtract } from './values/int64.ts';
import { parseDatetime } from './values/parse-datetime.ts';
import { TICKS } from './values/timespan.ts';

const duration =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

function durationTicks(text: string): number | undefined {
  const m = duration.exec(text);
  if (!m || text === 'P' || text.endsWith('T')) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = m
    .slice(1)
    .map((v) => Number(v ?? 0)) as number[];
  return (
    (years! * 365 + months! * 30 + weeks! * 7 + days!) * TICKS.day +
    hours! * TICKS.hour +
    minutes! * TICKS.minute +
    Math.round(seconds! * TICKS.second)
  );
}

/**
 * Reads the `timespan` of the query API: an ISO 8601 duration up to now, `start/end`, `start/duration` or `duration/end`.
 * The start is included, the end is not. Undefined when the text is none of these.
 */
export function parseTimeRange(text: string, now: Date): { from: DateTicks; to: DateTicks } | undefined {
  const [first, second] = text.split('/') as [string, string | undefined];
  const firstLength = durationTicks(first);
  if (second === undefined) {
    if (firstLength === undefined) return undefined;
    const end = fromDate(now);
    // rows of this very moment belong to the range
    return { from: subtract(end, firstLength), to: add(end, 1) };
  }
  const start = firstLength === undefined ? parseDatetime(first) : undefined;
  const secondLength = durationTicks(second);
  const end = secondLength === undefined ? parseDatetime(second) : undefined;
  if (start !== undefined && start !== null && secondLength !== undefined) {
    return { from: start, to: add(start, secondLength) };
  }
  if (firstLength !== undefined && end !== undefined && end !== null)
    return { from: subtract(end, firstLength), to: end };
  return start && end ? { from: start, to: end } : undefined;
}
