import { rejected, unsupported } from '../scope.ts';
import { conversion } from '../values/convert.ts';
import {
  binDatetime,
  type DateTicks,
  dateParts,
  daysInMonth,
  endOf,
  fromParts,
  inRange,
  MAX_DATETIME,
  startOf,
  toAbsoluteTicks,
} from '../values/datetime.ts';
import { floorDecimal } from '../values/decimal.ts';
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
// the service has no weekday for the last instant there is
define('dayofweek', ['datetime'], (t: DateTicks) =>
  t === MAX_DATETIME ? null : dateParts(t).weekday * TICKS.day);
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

function makeDatetime(...parts: number[]): DateTicks | null {
  const [year, month, day, hour = 0, minute = 0, second = 0] = parts;
  const ticks = Math.round(second * TICKS.second);
  const whole = Math.floor(ticks / TICKS.second);
  return fromParts(year!, month!, day!, hour, minute, whole, ticks - whole * TICKS.second);
}

function makeTimespan(...parts: number[]): Int64 | null {
  const seconds = parts.length >= 3 ? parts[parts.length - 1]! : 0;
  const [days, hours, minutes] = parts.length === 4 ? parts : [0, parts[0]!, parts[1]!];
  if (hours! > 23 || minutes! > 59 || seconds >= 60 || parts.some((v) => v < 0)) return null;
  const rest = hours! * TICKS.hour + minutes! * TICKS.minute + Math.round(seconds * TICKS.second);
  return add(multiply(days!, TICKS.day), rest);
}

// with one argument they convert it
for (const [name, type, make] of [
  ['make_datetime', 'datetime', makeDatetime],
  ['make_timespan', 'timespan', makeTimespan],
] as const) {
  defineCall(name, ['any'], ({ args, node }) => {
    const to = args.map((a) => conversion(a.type, args.length === 1 ? type : 'real'));
    if (to.includes(undefined)) throw unsupported(`${name}() of ${args.map((a) => a.type).join(', ')}`, node);
    if (args.length === 1) return to[0]!;
    return (...values) => {
      const parts = values.map((v, i) => to[i]!(v) as number | null);
      const last = parts.length - 1;
      // all but the seconds are whole
      return parts.includes(null) || parts.some((v, i) => i < last && !Number.isInteger(v))
        ? null
        : make(...(parts as number[]));
    };
  });
}

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

define('datetime_part datepart', ['string', 'datetime'], (part: string, t: DateTicks) => {
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

/** Rounds down to a multiple; datetimes count from 0001-01-01, negative numbers go away from zero. */
defineCall('bin floor', ['any', 'any'], ({ args, type }) => {
  const value = args[0]!.type;
  const toWidth = conversion(args[1]!.type, value === 'datetime' ? 'timespan' : type);
  const widthOf = (w: unknown) => (args[1]!.type === type ? w : (toWidth?.(w) ?? w));
  if (type === 'decimal') {
    const toDecimal = args.map((a) => conversion(a.type, 'decimal'));
    return (v, w) => {
      const x = toDecimal[0]?.(v) ?? null;
      const width = toDecimal[1]?.(w) ?? null;
      return x === null || width === null ? null : floorDecimal(x as string, width as string);
    };
  }
  if (type === 'real') {
    return (v, w) => {
      const width = Number(w);
      return width > 0 ? Math.floor(Number(v) / width) * width : null;
    };
  }
  if (value === 'datetime') return (v: Int64, w) => binDatetime(v, widthOf(w) as Int64);
  return (v: Int64, w) => floorTo(v, widthOf(w) as Int64);
});

defineCall('bin_at', ['any', 'any', 'any'], ({ args, type, node }) => {
  if (args.some((a) => a.type === 'decimal')) throw unsupported('bin_at() of a decimal', node);
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
  defineCall(`unixtime_${name}_todatetime`, ['any'], ({ args, node }) => (value) => {
    if (typeof value === 'bigint' && unit < 1)
      return inRange(add(fromParts(1970, 1, 1)!, fromBigInt(value / 100n)));
    const n = conversion(args[0]!.type, 'real')?.(value);
    if (n === undefined) throw unsupported(`unixtime_${name}_todatetime() of ${args[0]!.type}`, node);
    if (n === null) return null;
    const ticks = (n as number) * unit;
    if (!Number.isFinite(ticks) || Math.abs(ticks) > 4e18) return null;
    return inRange(add(fromParts(1970, 1, 1)!, fromBigInt(BigInt(Math.round(ticks)))));
  });
}

for (const [name, type, format] of [
  ['format_datetime', 'datetime', formatDatetimePattern],
  ['format_timespan', 'timespan', formatTimespanPattern],
] as const) {
  defineCall(name, [type, 'string'], ({ args, node }) => {
    // a constant pattern is checked before rows are read
    const pattern = args[1]!.constant?.value;
    try {
      if (typeof pattern === 'string') format(0, pattern);
    } catch (error) {
      throw rejected((error as Error).message, node);
    }
    return format;
  });
}
