import { formatNumber } from '../chart/number-format.ts';
import { cellText, isNumeric } from '../grid/cell-text.ts';
import { durationInWords } from './duration-in-words.ts';

/** The queries name columns as KQL likes them; this is how the page names them, with their units. */
const names: Readonly<Record<string, string>> = {
  LastHour: 'Rows, last hour',
  Newest: 'Newest record',
  AgeSeconds: 'Its age',
  LagSeconds: 'Lag',
  TimeGenerated: 'Time',
  Bytes: 'Sent (gzip)',
};
/** Bytes, in the portal's list of units; see `number-format.ts`. */
const inBytes = { unit: 2, options: { maximumFractionDigits: 1 } };
const count = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** The heading of a column. */
export function columnTitle(name: string, type: string): string {
  return (names[name] ?? name) + (type === 'datetime' ? ' (UTC)' : '');
}

/** The text of a cell: numbers with their unit, times to the second. */
export function columnText(name: string, type: string, value: unknown): string {
  if (typeof value === 'number' && isNumeric(type)) {
    if (name.endsWith('Seconds')) return durationInWords(value);
    return name === 'Bytes' ? formatNumber(value, inBytes) : count.format(value);
  }
  const text = cellText(value, type);
  return type === 'datetime' ? text.replace(/\.\d+$/, '') : text;
}
