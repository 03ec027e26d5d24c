import type { DateOrder } from './date-order.ts';
import type { ImportReason } from './import-reason.ts';

/** Exchange Online began in 2011; what says to be older was misread. */
const earliest = Date.UTC(2010, 0, 1);
/** Clocks differ, but not by more than a day. */
const latestAheadMs = 24 * 60 * 60_000;

/** How dates of one file are to be read. */
export interface DateRules {
  /** For dates such as `11/12/2025 9:41:00`; none: not known (yet). */
  readonly order: DateOrder | undefined;
  /** Whether a date-time without zone is UTC, as cmdlets, reports and the web service write it. */
  readonly utc: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A date whose numbers can be read in more than one order. */
export interface UnorderedDate {
  readonly first: number;
  readonly second: number;
}

/** ISO 8601, with T or a blank, and 0 to 7 fraction digits (.NET writes 7). */
const iso =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7})\d*)?)?(?: ?(Z|UTC|GMT|[+-]\d\d:?\d\d))?$/i;
/** JavaScriptSerializer of .NET, in PowerShell 5.1 and OData v2: milliseconds since 1970 in UTC, whatever offset follows. */
const milliseconds = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;
/**
 * What .NET's cultures write: separators `/ . -`, with or without blanks and a full stop behind (Hungarian), colons or
 * full stops in the time (Finnish), AM or PM (also `a. m.`). \s matches the narrow blank that ICU puts before AM.
 */
const cultural =
  /^(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})\.?,?\s+(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:\.(\d{1,7})\d*)?)?(?:\s?([ap])\.?\s?m\.?)?(?:\s?(Z|UTC|GMT|[+-]\d\d:?\d\d))?$/i;
/** A time with a word behind it that is no zone we know: CET, (Local), PST and others. */
const zoneWord = /\d[\d:.]*(?:\s?[ap]\.?\s?m\.?)?\s+\(?[a-z][a-z ]*\)?$/i;

/**
 * Reads a date-time of an export.
 * @returns ISO 8601 in UTC with `Z` and the fraction digits of the source; the reason where it is none; its first two
 * numbers where the order of day and month must be known first
 */
export function readTraceDate(
  text: string,
  rules: DateRules,
): string | { readonly reason: ImportReason } | UnorderedDate {
  let match = iso.exec(text);
  if (match !== null) {
    const [, year, month, day, hour, minute, second = '00', fraction, zone] = match;
    if (zone === undefined && !rules.utc) return { reason: 'local-time' };
    return checked(+year!, +month!, +day!, +hour!, +minute!, +second, fraction, zone, rules.now);
  }
  match = milliseconds.exec(text);
  if (match !== null) {
    const time = Number(match[1]);
    return inRange(time, rules.now) ? new Date(time).toISOString() : { reason: 'date-range' };
  }
  match = cultural.exec(text);
  if (match !== null) return readCultural(match, rules);
  return { reason: zoneWord.test(text) ? 'local-time' : 'date-time' };
}

function readCultural(
  match: RegExpExecArray,
  { order, now }: DateRules,
): string | { reason: ImportReason } | UnorderedDate {
  const [, first, , second, third, hourText, minute, seconds = '00', fraction, half, zone] = match;
  const yearFirst = first!.length === 4;
  if (!yearFirst && order === undefined) {
    return third!.length === 4 ? { first: +first!, second: +second! } : { reason: 'date-format' };
  }
  const actual = yearFirst ? 'ymd' : order!;
  const yearText = actual === 'ymd' ? first! : third!;
  const dayText = actual === 'ymd' ? third! : actual === 'dmy' ? first! : second!;
  const month = actual === 'dmy' || actual === 'ymd' ? +second! : +first!;
  // A number of three digits is neither year nor day; a day of four digits shows another order.
  if ((yearText.length !== 4 && yearText.length !== 2) || dayText.length > 2)
    return { reason: 'date-format' };
  if (month > 12) return { reason: 'date-format' };
  let hour = +hourText!;
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return { reason: 'date-time' };
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  const year = yearText.length === 2 ? 2000 + +yearText : +yearText;
  return checked(year, month, +dayText, hour, +minute!, +seconds, fraction, zone, now);
}

function checked(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fraction: string | undefined,
  zone: string | undefined,
  now: number,
): string | { reason: ImportReason } {
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC carries over what does not exist: 31 February becomes 3 March.
  const exists =
    local.getUTCMonth() === month - 1 &&
    local.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!exists) return { reason: 'date-time' };
  const time = local.getTime() - offsetMs(zone);
  if (!inRange(time, now)) return { reason: 'date-range' };
  const seconds = new Date(time).toISOString().slice(0, 19);
  return fraction === undefined ? `${seconds}Z` : `${seconds}.${fraction}Z`;
}

function inRange(time: number, now: number): boolean {
  return time >= earliest && time <= now + latestAheadMs;
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone[0] === '-' ? -minutes : minutes) * 60_000;
}
