/** A result table: of the engine, or of the Log Analytics query API. */
export interface QueryResult {
  columns: readonly { readonly name: string; readonly type: string }[];
  rows: readonly (readonly unknown[])[];
}

/** One of several result tables. */
export interface ResultTable extends QueryResult {
  name: string;
}

export type ResultFormat = 'table' | 'json' | 'csv';

/** A value wider than this is cut in the table format; json and csv give all of it. */
const widest = 60;

const numeric = new Set(['int', 'long', 'real', 'decimal']);

/**
 * The tables of a result as text: one table as `formatResult` has it; several with their names above them, in JSON as an
 * array of objects with name and rows, in CSV one behind the other with an empty line between them.
 */
export function formatResults(tables: readonly ResultTable[], format: ResultFormat): string {
  if (tables.length === 1) return formatResult(tables[0], format);
  if (format === 'json') {
    const named = tables.map((table) => ({ name: table.name, rows: objects(table) }));
    return `${JSON.stringify(named, bigintAsNumber, 2)}\n`;
  }
  if (format === 'csv') return tables.map((table) => formatResult(table, format)).join('\r\n');
  return tables.map((table) => `${table.name}\n\n${formatResult(table, format)}`).join('\n');
}

/** The result as text: lined-up columns, a JSON array of objects, or CSV (RFC 4180). */
export function formatResult(result: QueryResult, format: ResultFormat): string {
  if (format === 'json') return `${JSON.stringify(objects(result), bigintAsNumber, 2)}\n`;
  const names = result.columns.map(({ name }) => name);
  const cells = result.rows.map((row) => row.map(cellText));
  if (format === 'csv') return [names, ...cells].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
  return lineUp(
    names,
    cells,
    result.columns.map(({ type }) => numeric.has(type)),
  );
}

function objects({ columns, rows }: QueryResult): Record<string, unknown>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i]])));
}

function bigintAsNumber(_key: string, value: unknown): unknown {
  // JSON numbers know no limit: all digits of a long beyond 2^53 are kept.
  return typeof value === 'bigint' ? rawJson(value.toString()) : value;
}

/** `JSON.rawJSON`, in Node since 21; TypeScript's library does not declare it yet. */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value, bigintAsNumber) : String(value);
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function lineUp(names: string[], cells: string[][], right: boolean[]): string {
  const shown = [names, ...cells].map((row) => row.map(oneLine));
  const widths = names.map((_, i) => shown.reduce((width, row) => Math.max(width, row[i].length), 0));
  const line = (row: string[]) =>
    row
      .map((cell, i) => (right[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const count = cells.length === 1 ? '1 row' : `${cells.length} rows`;
  return `${[line(shown[0]), rule, ...shown.slice(1).map(line), '', count].join('\n')}\n`;
}

function oneLine(text: string): string {
  const flat = text.replace(/[\r\n\t]+/g, ' ');
  return flat.length > widest ? `${flat.slice(0, widest - 1)}…` : flat;
}
