import { runtimeError } from '../scope.ts';
import { type DateTicks, dateParts } from '../values/datetime.ts';
import type { Int64 } from '../values/int64.ts';
import { timespanParts } from '../values/timespan.ts';

const pad = (n: number, width: number) => String(n).padStart(width, '0');

/** Fraction digits: `f` cuts to its length, `F` also drops zeros at the end. */
function fraction(ticks: number, count: number, trim: boolean): string {
  const digits = pad(ticks, 7).slice(0, count);
  return trim ? digits.replace(/0+$/, '') : digits;
}

/** The characters that may stand between the parts of a pattern; the service refuses all others. */
function delimiter(token: string): string {
  if (/[\s/\-:,._[\]]/.test(token)) return token;
  throw runtimeError('format', `'${token}' cannot stand in a date or time format`);
}

const datetimeTokens = /yyyy|yy|y|MM|M|dd|d|HH|H|hh|h|mm|m|ss|s|f{1,7}|F{1,7}|tt|[\s\S]/g;

/** format_datetime(): yyyy MM dd HH hh mm ss f F tt and any other character as it is. */
export function formatDatetimePattern(t: DateTicks, pattern: string): string {
  const p = dateParts(t);
  const hour12 = p.hour % 12 || 12;
  let out = '';
  for (const [token] of pattern.matchAll(datetimeTokens)) {
    switch (token) {
      case 'yyyy':
        out += pad(p.year, 4);
        break;
      case 'yy':
        out += pad(p.year % 100, 2);
        break;
      case 'y':
        out += String(p.year % 100);
        break;
      case 'MM':
        out += pad(p.month, 2);
        break;
      case 'M':
        out += p.month;
        break;
      case 'dd':
        out += pad(p.day, 2);
        break;
      case 'd':
        out += p.day;
        break;
      case 'HH':
        out += pad(p.hour, 2);
        break;
      case 'H':
        out += p.hour;
        break;
      case 'hh':
        out += pad(hour12, 2);
        break;
      case 'h':
        out += hour12;
        break;
      case 'mm':
        out += pad(p.minute, 2);
        break;
      case 'm':
        out += p.minute;
        break;
      case 'ss':
        out += pad(p.second, 2);
        break;
      case 's':
        out += p.second;
        break;
      case 'tt':
        out += p.hour < 12 ? 'AM' : 'PM';
        break;
      default:
        if (token[0] === 'f') out += fraction(p.fraction, token.length, false);
        else if (token[0] === 'F') out += fraction(p.fraction, token.length, true);
        else out += delimiter(token);
    }
  }
  return out;
}

const timespanTokens = /d{1,8}|HH|H|hh|h|mm|m|ss|s|f{1,7}|F{1,7}|[\s\S]/g;

/** format_timespan(): d… for days, hh mm ss f F; the sign stands in front. */
export function formatTimespanPattern(ticks: Int64, pattern: string): string {
  const p = timespanParts(ticks);
  let out = '';
  for (const [token] of pattern.matchAll(timespanTokens)) {
    switch (token[0]) {
      case 'd':
        out += pad(p.days, token.length);
        break;
      case 'H':
      case 'h':
        out += pad(p.hours, token.length);
        break;
      case 'm':
        out += pad(p.minutes, token.length);
        break;
      case 's':
        out += pad(p.seconds, token.length);
        break;
      case 'f':
        out += fraction(p.fraction, token.length, false);
        break;
      case 'F':
        out += fraction(p.fraction, token.length, true);
        break;
      default:
        out += delimiter(token);
    }
  }
  return p.negative ? `-${out}` : out;
}
