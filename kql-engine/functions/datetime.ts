import { conversion } from '../values/convert.ts';
import {
  type DateTicks,
  dateParts,
  daysInMonth,
  EPOCH_TICKS,
  endOf,
  fromParts,
  inRange,
  startOf,
  toAbsoluteTicks,
} from '../values/datetime.ts';
import { add, divide, floorTo, fromBigInt, type Int64, multiply, subtract } from '../values/int64.ts';
import { TICKS } from '../values/timespan.ts';
import { formatDatetimePattern, formatTimespanPattern } from './format-time.ts';
import { define, defineCall } from './registry.ts';

for (const unit of ['day', 'week', 'month', 'year'] as const) {
  define(`startof${unit}`, ['datetime', 'long'], (t: DateTicks, offset = 0) => startOf(unit, t, offset));
  define(`endof${unit}`, ['datetime', 'long'], (t: DateTicks, offset = 0) => endOf(unit, t, offset));
}

define('getyear', ['datetime'], (t: DateTicks) => dateParts(t).year);
define('getmonth monthofyear', ['datetime'], (t: DateTicks) => dateParts(t).month);
define('dayofmonth', ['datetime'], (t: DateTicks) => dateParts(t).day);
define('hourofday', ['datetime'], (t: DateTicks) => dateParts(t).hour);
define('dayofweek', ['datetime'], (t: DateTicks) => dateParts(t).weekday * TICKS.day);
define('dayofyear', ['datetime'], dayOfYear);
define('week_of_year weekofyear', ['datetime'], isoWeek);

function dayOfYear(t: DateTicks): number {
  const start = startOf('year', t)!;
  return Number(divide(subtract(startOf('day', t)!, start), TICKS.day)) + 1;
}

/** Week number of ISO 8601: weeks start on Monday, week 1 has the first Thursday. */
function isoWeek(t: DateTicks): number {
  const day = startOf('day', t)!;
  const fromMonday = (dateParts(day).weekday + 6) % 7;
  const thursday = inRange(add(day, (3 - fromMonday) * TICKS.day)) ?? day;
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
}

define('make_datetime', ['long', 'long', 'long', 'long', 'long', 'real'], (
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
) => {
  const ticks = Math.round(second * TICKS.second);
  const whole = Math.floor(ticks / TICKS.second);
  return fromParts(year, month, day, hour, minute, whole, ticks - whole * TICKS.second);
});

defineCall('make_timespan', ['any'], () => (...parts: (number | bigint)[]) => {
  const n = parts.map(Number);
  const seconds = n.length >= 3 ? n[n.length - 1]! : 0;
  const [days, hours, minutes] = n.length === 4 ? n : [0, n[0]!, n[1]!];
  if (hours! > 23 || minutes! > 59 || seconds >= 60 || n.some((v) => v < 0)) return null;
  const rest = hours! * TICKS.hour + minutes! * TICKS.minute + Math.round(seconds * TICKS.second);
  return add(multiply(days!, TICKS.day), rest);
});

const fixedUnits: Record<string, number> = {
  week: TICKS.day * 7,
  day: TICKS.day,
  hour: TICKS.hour,
  minute: TICKS.minute,
  second: TICKS.second,
  millisecond: TICKS.millisecond,
  microsecond: TICKS.microsecond,
};

/** Adds calendar or clock units; the day of the month is cut to the length of the new month. */
function datetimeAdd(part: string, amount: number, t: DateTicks): DateTicks | null {
  const unit = part.toLowerCase();
  if (unit === 'nanosecond') return inRange(add(t, Math.trunc(amount / 100)));
  const fixed = fixedUnits[unit];
  if (fixed) return inRange(add(t, multiply(amount, fixed)));
  const months = { year: 12, quarter: 3, month: 1 }[unit];
  if (!months) return null;
  const p = dateParts(t);
  const total = p.year * 12 + p.month - 1 + amount * months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  if (year < 1 || year > 9999) return null;
  const day = Math.min(p.day, daysInMonth(year, month));
  return fromParts(year, month, day, p.hour, p.minute, p.second, p.fraction);
}

define('datetime_add', ['string', 'long', 'datetime'], datetimeAdd);

/** Counts the borders of the unit between two datetimes, negative when the second is later. */
function datetimeDiff(part: string, a: DateTicks, b: DateTicks): Int64 | null {
  const unit = part.toLowerCase();
  if (unit === 'nanosecond') return multiply(subtract(a, b), 100);
  if (unit === 'week') {
    return divide(subtract(startOf('week', a) ?? a, startOf('week', b) ?? b), TICKS.day * 7);
  }
  const fixed = fixedUnits[unit];
  if (fixed) {
    const x = toAbsoluteTicks(a);
    const y = toAbsoluteTicks(b);
    return divide(subtract(floorTo(x, fixed)!, floorTo(y, fixed)!), fixed);
  }
  const x = dateParts(a);
  const y = dateParts(b);
  const quarter = (p: { year: number; month: number }) => p.year * 4 + Math.floor((p.month - 1) / 3);
  if (unit === 'year') return x.year - y.year;
  if (unit === 'quarter') return quarter(x) - quarter(y);
  if (unit === 'month') return x.year * 12 + x.month - (y.year * 12 + y.month);
  return null;
}

define('datetime_diff', ['string', 'datetime', 'datetime'], datetimeDiff);

define('datetime_part', ['string', 'datetime'], (part: string, t: DateTicks) => {
  const p = dateParts(t);
  switch (part.toLowerCase()) {
    case 'year':
      return p.year;
    case 'quarter':
      return Math.floor((p.month - 1) / 3) + 1;
    case 'month':
      return p.month;
    case 'week_of_year':
    case 'weekofyear':
    case 'week':
      return isoWeek(t);
    case 'day':
      return p.day;
    case 'dayofyear':
      return dayOfYear(t);
    case 'hour':
      return p.hour;
    case 'minute':
      return p.minute;
    case 'second':
      return p.second;
    case 'millisecond':
      return Math.floor(p.fraction / TICKS.millisecond);
    case 'microsecond':
      return Math.floor(p.fraction / TICKS.microsecond);
    case 'nanosecond':
      return p.fraction * 100;
    default:
      return null;
  }
});

const EPOCH_ORIGIN = fromBigInt(-EPOCH_TICKS);

/** Rounds down to a multiple; datetimes count from 0001-01-01, negative numbers go away from zero. */
defineCall('bin floor', ['any', 'any'], ({ args, type }) => {
  const value = args[0]!.type;
  const toWidth = conversion(args[1]!.type, value === 'datetime' ? 'timespan' : type);
  const widthOf = (w: unknown) => (args[1]!.type === type ? w : (toWidth?.(w) ?? w));
  if (type === 'real') {
    return (v, w) => {
      const width = Number(w);
      return width > 0 ? Math.floor(Number(v) / width) * width : null;
    };
  }
  if (value === 'datetime')
    return (v: Int64, w) => inRange(floorTo(v, widthOf(w) as Int64, EPOCH_ORIGIN) ?? 1e300);
  return (v: Int64, w) => floorTo(v, widthOf(w) as Int64);
});

defineCall('bin_at', ['any', 'any', 'any'], ({ type }) => {
  if (type === 'real') {
    return (v, w, at) =>
      Number(w) > 0 ? Math.floor((Number(v) - Number(at)) / Number(w)) * Number(w) + Number(at) : null;
  }
  return (v: Int64, w: Int64, at: Int64) => floorTo(v, w, at);
});

for (const [name, unit] of [
  ['seconds', TICKS.second],
  ['milliseconds', TICKS.millisecond],
  ['microseconds', TICKS.microsecond],
  ['nanoseconds', 0.01],
] as const) {
  define(`unixtime_${name}_todatetime`, ['real'], (n: number) => {
    const ticks = n * unit;
    if (!Number.isFinite(ticks) || Math.abs(ticks) > 4e18) return null;
    return inRange(add(fromParts(1970, 1, 1)!, fromBigInt(BigInt(Math.round(ticks)))));
  });
}

define('format_datetime', ['datetime', 'string'], formatDatetimePattern);
define('format_timespan', ['timespan', 'string'], formatTimespanPattern);
