import { add, floorTo, fromBigInt, type Int64, subtract } from './int64.ts';
import { TICKS } from './timespan.ts';

/**
 * A datetime is ticks of 100 ns, always UTC, counted from 2010-01-01: so the years 1981 to 2038 are exact as plain
 * numbers, and the rest of 0001 to 9999 are bigints (see Int64).
 */
export type DateTicks = Int64;

/** Ticks from 0001-01-01 to the epoch 2010-01-01. */
export const EPOCH_TICKS = 633_979_008_000_000_000n;
/** Milliseconds from 1970-01-01 to the epoch. */
const EPOCH_UNIX_MS = 1_262_304_000_000;
export const MIN_DATETIME: DateTicks = fromBigInt(-EPOCH_TICKS);
export const MAX_DATETIME: DateTicks = fromBigInt(3_155_378_975_999_999_999n - EPOCH_TICKS);

/** The value, or null when it lies outside 0001 to 9999. */
export function inRange(value: DateTicks): DateTicks | null {
  return value >= MIN_DATETIME && value <= MAX_DATETIME ? value : null;
}

/** Ticks since 0001-01-01, as `tolong(datetime)` gives them. */
export function toAbsoluteTicks(value: DateTicks): Int64 {
  return fromBigInt(BigInt(value) + EPOCH_TICKS);
}

export function fromAbsoluteTicks(ticks: Int64): DateTicks | null {
  return inRange(fromBigInt(BigInt(ticks) - EPOCH_TICKS));
}

/** From milliseconds since 1970 and 0 to 9999 ticks more. */
export function fromUnixMs(ms: number, ticks = 0): DateTicks {
  const shifted = ms - EPOCH_UNIX_MS;
  const value = shifted * 10_000 + ticks;
  if (Number.isSafeInteger(value)) return value;
  return fromBigInt(BigInt(shifted) * 10_000n + BigInt(ticks));
}

export function fromDate(date: Date): DateTicks {
  return fromUnixMs(date.getTime());
}

/** Milliseconds since 1970 (rounded down) and the ticks above them. */
export function toUnixMs(value: DateTicks): { ms: number; ticks: number } {
  if (typeof value === 'number') {
    const ms = Math.floor(value / 10_000);
    return { ms: ms + EPOCH_UNIX_MS, ticks: value - ms * 10_000 };
  }
  const absolute = value + EPOCH_TICKS;
  return { ms: Number(absolute / 10_000n) - 62_135_596_800_000, ticks: Number(absolute % 10_000n) };
}

export interface DateParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 100 ns units within the second. */
  fraction: number;
  /** 0 = Sunday. */
  weekday: number;
}

const scratch = new Date(0);

export function dateParts(value: DateTicks): DateParts {
  const { ms, ticks } = toUnixMs(value);
  scratch.setTime(ms);
  return {
    year: scratch.getUTCFullYear(),
    month: scratch.getUTCMonth() + 1,
    day: scratch.getUTCDate(),
    hour: scratch.getUTCHours(),
    minute: scratch.getUTCMinutes(),
    second: scratch.getUTCSeconds(),
    fraction: scratch.getUTCMilliseconds() * 10_000 + ticks,
    weekday: scratch.getUTCDay(),
  };
}

/** Days in a month; month is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  scratch.setTime(0);
  scratch.setUTCFullYear(year, month, 0);
  return scratch.getUTCDate();
}

/** A datetime from calendar parts, or null when a part is out of its range. */
export function fromParts(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  fraction = 0,
): DateTicks | null {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return null;
  if (day > 28 && day > daysInMonth(year, month)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  scratch.setTime(0);
  scratch.setUTCFullYear(year, month - 1, day);
  scratch.setUTCHours(hour, minute, second);
  const base = fromUnixMs(scratch.getTime());
  return fraction ? add(base, fraction) : base;
}

const pad = (n: number, width: number) => String(n).padStart(width, '0');

let lastWidth = 1;
/** Ticks of the epoch above a multiple of `lastWidth`, both counted from 0001-01-01. */
let lastShift = 0;

/** The start of the bin of a datetime; bins count from 0001-01-01. Null when the width is not above zero or the start before it. */
export function binDatetime(value: DateTicks, width: Int64): DateTicks | null {
  if (typeof value !== 'number' || typeof width !== 'number' || !(width > 0)) {
    const start = floorTo(value, width, fromBigInt(-EPOCH_TICKS));
    return start === null ? null : inRange(start);
  }
  if (width !== lastWidth) {
    lastWidth = width;
    lastShift = Number(EPOCH_TICKS % BigInt(width));
  }
  const shifted = value + lastShift;
  if (!Number.isSafeInteger(shifted)) return inRange(floorTo(value, width, fromBigInt(-EPOCH_TICKS))!);
  const rest = shifted % width;
  return inRange(subtract(value, rest < 0 ? rest + width : rest));
}

/** ISO 8601 with seven fraction digits and Z, as Kusto prints it. */
export function formatDatetime(value: DateTicks): string {
  const p = dateParts(value);
  return `${pad(p.year, 4)}-${two(p.month)}-${two(p.day)}T${two(p.hour)}:${two(p.minute)}:${two(p.second)}.${pad(p.fraction, 7)}Z`;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

/** Start of the day, the month, the year or the week (Sunday). */
export function startOf(
  unit: 'day' | 'week' | 'month' | 'year',
  value: DateTicks,
  offset = 0,
): DateTicks | null {
  const p = dateParts(value);
  if (unit === 'year') return fromParts(p.year + offset, 1, 1);
  if (unit === 'month') {
    const months = p.year * 12 + p.month - 1 + offset;
    return fromParts(Math.floor(months / 12), (((months % 12) + 12) % 12) + 1, 1);
  }
  const midnight = fromParts(p.year, p.month, p.day)!;
  const days = unit === 'week' ? offset * 7 - p.weekday : offset;
  return inRange(add(midnight, fromBigInt(BigInt(days) * BigInt(TICKS.day))));
}

/** The last tick of the day, week, month or year. */
export function endOf(
  unit: 'day' | 'week' | 'month' | 'year',
  value: DateTicks,
  offset = 0,
): DateTicks | null {
  const next = startOf(unit, value, offset + 1);
  if (next !== null) return subtract(next, 1);
  return startOf(unit, value, offset) === null ? null : MAX_DATETIME;
}
