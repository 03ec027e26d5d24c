import { element } from '../shell/element.ts';
import type { GridColumn } from './arrange-rows.ts';
import { csv } from './delimited-text.ts';

/**
 * Hands rows to the browser as a CSV file.
 * @param title what the rows are; its words up to a colon or comma make the name of the file
 */
export function downloadCsv(
  title: string,
  columns: readonly GridColumn[],
  rows: readonly (readonly unknown[])[],
): void {
  const [subject = ''] = title.split(/[:,]/);
  const name =
    subject
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.join('-') ?? 'mailflow';
  const address = URL.createObjectURL(new Blob([csv(columns, rows)], { type: 'text/csv;charset=utf-8' }));
  element('a', { href: address, download: `${name.slice(0, 60)}.csv` }).click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
