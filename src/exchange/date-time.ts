/** What every record begins with; enough to find the next record behind a damaged one. */
export const dateTimeStart = /^\d{4}-\d\d-\d\dT/;

const pattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,7})?Z$/;

/**
 * Whether the text is a `date-time` as Exchange writes it: ISO 8601 in UTC, with `Z`, such as
 * `2026-11-21T09:00:00.123Z`. The date has to exist.
 */
export function isDateTime(text: string): boolean {
  if (!pattern.test(text)) return false;
  const day = (text.charCodeAt(8) - 48) * 10 + text.charCodeAt(9) - 48;
  if (day <= 28) return !text.startsWith('0000');
  const [year, month] = [Number(text.slice(0, 4)), Number(text.slice(5, 7))];
  return year > 0 && day <= daysInMonth(year, month);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
