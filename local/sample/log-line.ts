import { isoTime, trackingFields } from './message.ts';
import { BUILD } from './organisation.ts';

/** A record as a line of a log file, CRLF included: quotes only where a comma, a quote or a line break needs them. */
export function logLine(values: readonly string[]): string {
  return `${values.map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(',')}\r\n`;
}

/** The lines at the top of a log file that begins at `time` (milliseconds since 1970). */
export function logHeader(time: number): string {
  return [
    '#Software: Microsoft Exchange Server',
    `#Version: ${BUILD}`,
    '#Log-type: Message Tracking Log',
    `#Date: ${isoTime(time)}`,
    `#Fields: ${trackingFields.join(',')}`,
    '',
  ].join('\r\n');
}
