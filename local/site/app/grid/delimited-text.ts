import type { GridColumn } from './arrange-rows.ts';
import { isNumeric } from './cell-text.ts';

type Row = readonly unknown[];

/**
 * Rows as CSV (RFC 4180) with a byte order mark, so that spreadsheets read UTF-8. Text that a spreadsheet would run as a
 * formula – a subject is written by strangers – gets an apostrophe in front.
 * Source: OWASP, "CSV Injection".
 */
export function csv(columns: readonly GridColumn[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ name }) => field(name)),
    ...rows.map((row) => columns.map(({ type }, index) => csvCell(row[index], type))),
  ];
  return `\uFEFF${lines.map((line) => `${line.join(',')}\r\n`).join('')}`;
}

/** Rows for the clipboard: fields separated by tabs, lines by line feeds; tabs and line ends within values become spaces. */
export function tabbed(columns: readonly GridColumn[], rows: readonly Row[], header: boolean): string {
  const lines = rows.map((row) => columns.map((_, index) => plain(row[index]).replace(/[\t\r\n]+/g, ' ')));
  if (header) lines.unshift(columns.map(({ name }) => name));
  return lines.map((line) => line.join('\t')).join('\n');
}

function csvCell(value: unknown, type: string): string {
  const text = plain(value);
  return field(!isNumeric(type) && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function plain(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
