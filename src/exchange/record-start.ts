import { dateTimeStart, isDateTime } from './date-time.ts';
import { headerLine } from './log-header.ts';
import type { RowShape } from './log-layout.ts';
import { splitLine } from './split-line.ts';

/**
 * Whether a line begins something new, so that a quote open before it was never closed: a header line, a line that
 * begins with a date-time, or, where `date-time` is not the first column, a line that is a whole record. (The end of
 * a record can look whole too, but for the closing quote in it.)
 */
export function startsRecord(line: string, shape: RowShape | undefined): boolean {
  const text = line.startsWith('\ufeff') ? line.slice(1) : line;
  if (headerLine.test(text)) return true;
  if (shape === undefined || shape.dateTime === 0) return dateTimeStart.test(text);
  if (text.split('"').length % 2 === 0) return false;
  const values = splitLine(text);
  return (
    typeof values !== 'string' &&
    values.length === shape.layout.columns.length &&
    isDateTime(values[shape.dateTime]!)
  );
}
