import type { DictionaryColumn, LazyColumn, NumberColumn, Values } from '../chunk.ts';
import type { KqlType } from '../types.ts';

/**
 * One column of a segment as it is held in memory:
 *
 * - `coded`: codes into a list of distinct values; text, and the types whose values are no numbers.
 * - `numbers`: plain numbers, with a byte a row for nulls where there are any.
 * - `values`: what has neither form, such as longs beyond 2^53 and text that hardly ever repeats.
 */
export type ColumnData =
  | { kind: 'coded'; codes: Uint8Array | Uint16Array | Uint32Array; values: unknown[] }
  | ({ kind: 'numbers' } & NumberColumn)
  | { kind: 'values'; values: Values };

/** The value of a field that a row does not have. */
export function missingValue(type: KqlType): unknown {
  return type === 'string' ? '' : null;
}

/** The types that are held as numbers. */
export function isNumeric(type: KqlType): boolean {
  return type === 'int' || type === 'long' || type === 'real' || type === 'datetime' || type === 'timespan';
}

/** The rows from start up to end of a column that is fetched when it is read. */
export function lazyColumn(fetch: () => ColumnData, type: KqlType, start: number, end: number): LazyColumn {
  const column: LazyColumn = () => valuesOf(fetch(), start, end);
  if (type === 'string') {
    column.dictionary = () => {
      const data = fetch();
      if (data.kind !== 'coded') return undefined;
      return { codes: data.codes.subarray(start, end), values: data.values } as DictionaryColumn;
    };
  } else if (isNumeric(type)) {
    column.numbers = () => {
      const data = fetch();
      if (data.kind !== 'numbers') return undefined;
      return { values: data.values.subarray(start, end), valid: data.valid?.subarray(start, end) };
    };
  }
  return column;
}

/** The rows from start up to end as an array of their own. */
export function valuesOf(data: ColumnData, start: number, end: number): Values {
  if (data.kind === 'values') return data.values.slice(start, end);
  const out: Values = new Array(end - start);
  if (data.kind === 'coded') {
    const { codes, values } = data;
    for (let row = start; row < end; row++) out[row - start] = values[codes[row]!];
    return out;
  }
  const { values, valid } = data;
  for (let row = start; row < end; row++) out[row - start] = valid && !valid[row] ? null : values[row]!;
  return out;
}

/** About how many bytes a column takes in memory. */
export function bytesOf(data: ColumnData): number {
  if (data.kind === 'numbers') return data.values.byteLength + (data.valid?.byteLength ?? 0);
  let bytes = data.kind === 'coded' ? data.codes.byteLength : 0;
  for (const value of data.values) bytes += bytesOfValue(value);
  return bytes;
}

/** A slot in an array and what hangs on it, by V8's own sizes. */
export function bytesOfValue(value: unknown): number {
  if (typeof value === 'string') return 40 + value.length;
  if (typeof value === 'bigint') return 32;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + bytesOfValue(item), 40);
  if (value instanceof Map) {
    let bytes = 200;
    for (const [key, item] of value) bytes += bytesOfValue(key) + bytesOfValue(item);
    return bytes;
  }
  return 16;
}
