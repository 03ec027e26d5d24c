import type { QueryResult } from '../kql-engine/index.ts';

const numeric = new Set(['int', 'long', 'real', 'decimal']);

/** A result as a table of Markdown: times to the second, durations to the millisecond. */
export function markdownTable({ columns, rows }: QueryResult): string {
  const names = columns.map(({ name }) => name);
  const right = columns.map(({ type }) => numeric.has(type));
  const cells = [
    names,
    ...rows.map((row) => row.map((value, index) => cellText(value, columns[index]!.type))),
  ];
  const widths = names.map((_, index) => Math.max(3, ...cells.map((row) => row[index]!.length)));
  const line = (row: readonly string[]) => {
    const padded = row.map((text, index) =>
      right[index] ? text.padStart(widths[index]!) : text.padEnd(widths[index]!),
    );
    return `| ${padded.join(' | ')} |\n`;
  };
  const rule = widths.map((width, index) => (right[index] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [cells[0]!, rule, ...cells.slice(1)].map(line).join('');
}

/** The table that begins at a place of a page, behind at most one empty line; undefined where none does. */
export function tableBehind(page: string, place: number): { text: string; start: number } | undefined {
  const [whole, gap = '', text = ''] = /^(\n{1,2})((?:\|.*\|\n)+)/.exec(page.slice(place)) ?? [];
  return whole === undefined ? undefined : { text, start: place + gap.length };
}

/** The cells of a table of Markdown, line by line, without the padding. */
export function tableCells(text: string): string[][] {
  return text
    .trim()
    .split('\n')
    .filter((_, index) => index !== 1)
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}

function cellText(value: unknown, type: string): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (type === 'datetime') return text.slice(0, 19).replace('T', ' ');
  if (type === 'timespan') return text.replace(/(\.\d{3})\d+$/, '$1');
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();
}
