import { type DateTicks, fromParts, inRange } from './datetime.ts';
import { subtract } from './int64.ts';
import { TICKS } from './timespan.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const iso =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?$/i;
const american =
  /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(AM|PM)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}:?\d{2})?$/i;
const slashed = /^(\d{4})\/(\d{1,2})\/(\d{1,2})(.*)$/;
const compact = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z)?$/;
const worded =
  /^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+)?(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2}|\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{1,2}:?\d{2})?$/i;

/**
 * Reads a date and time as Kusto does: ISO 8601 with or without time and offset, RFC 822 and the American form. Null when
 * the text is no date. The result is UTC; a text without an offset is taken as UTC.
 */
export function parseDatetime(text: string): DateTicks | null {
  const s = text.trim();
  const first = s.charCodeAt(0);
  if (s.length < 4 || s.length > 64) return null;
  let m = iso.exec(s);
  if (m) return build(m[1]!, m[2]!, m[3] ?? '1', m[4], m[5], m[6], m[7], m[8]);
  if (first < 48 || first > 57) {
    if (!/^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(s)) return null;
  }
  m = slashed.exec(s);
  if (m) return parseDatetime(`${m[1]}-${m[2]}-${m[3]}${m[4]}`);
  m = american.exec(s);
  if (m) {
    let hour = m[4];
    if (hour && m[8]) {
      const h = Number(hour);
      if (h < 1 || h > 12) return null;
      hour = String((h % 12) + (m[8].toUpperCase() === 'PM' ? 12 : 0));
    }
    return build(m[3]!, m[1]!, m[2]!, hour, m[5], m[6], m[7], m[9]);
  }
  m = worded.exec(s);
  if (m) {
    const month = months.indexOf(m[2]!.toLowerCase()) + 1;
    if (!month) return null;
    let year = Number(m[3]);
    if (m[3]!.length === 2) year += year < 50 ? 2000 : 1900;
    return build(String(year), String(month), m[1]!, m[4], m[5], m[6], m[7], m[8]);
  }
  m = compact.exec(s);
  if (m) return build(m[1]!, m[2]!, m[3]!, m[4], m[5], m[6], undefined, m[7]);
  if (/^\d{4}$/.test(s)) return fromParts(Number(s), 1, 1);
  return null;
}

function build(
  year: string,
  month: string,
  day: string,
  hour?: string,
  minute?: string,
  second?: string,
  fraction?: string,
  offset?: string,
): DateTicks | null {
  const value = fromParts(
    Number(year),
    Number(month),
    Number(day),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    fraction ? Number(fraction.padEnd(7, '0').slice(0, 7)) : 0,
  );
  if (value === null || !offset || !/^[+-]/.test(offset)) return value;
  const digits = offset.slice(1).replace(':', '').padStart(2, '0');
  const hours = Number(digits.length <= 2 ? digits : digits.slice(0, -2));
  const minutes = digits.length <= 2 ? 0 : Number(digits.slice(-2));
  const ticks = hours * TICKS.hour + minutes * TICKS.minute;
  return inRange(subtract(value, offset.startsWith('-') ? -ticks : ticks));
}
