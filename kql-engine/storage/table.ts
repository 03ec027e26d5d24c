import { Chunk, type Values } from '../chunk.ts';
import type { Column, KqlType } from '../types.ts';
import { fromEdge } from '../values/convert.ts';

/** Rows of one segment: as many as are scanned at once. */
const SEGMENT_ROWS = 16_384;

/** A finished column: numbers packed when all are plain numbers, otherwise the values themselves. */
type Stored = Values | Float64Array | Int32Array;

function pack(values: Values, type: KqlType): Stored {
  if (type === 'string' || type === 'dynamic' || type === 'guid' || type === 'bool') return values;
  for (const v of values) if (typeof v !== 'number') return values;
  return type === 'int' ? Int32Array.from(values as number[]) : Float64Array.from(values as number[]);
}

/** A table in memory: full segments are packed by column, text that repeats is held once. */
export class StoredTable {
  readonly name: string;
  readonly columns: Column[];
  readonly #segments: { length: number; columns: Stored[] }[] = [];
  #open: Values[];
  #openLength = 0;
  readonly #interned = new Map<string, string>();

  constructor(name: string, columns: Column[]) {
    this.name = name;
    this.columns = columns;
    this.#open = columns.map(() => []);
  }

  get rows(): number {
    return this.#segments.reduce((n, s) => n + s.length, 0) + this.#openLength;
  }

  /** Appends rows; fields the table does not have are left out, values that do not convert are null. */
  append(rows: Iterable<Record<string, unknown>>): number {
    let added = 0;
    for (const row of rows) {
      for (let i = 0; i < this.columns.length; i++) {
        const { name, type } = this.columns[i]!;
        const value = Object.hasOwn(row, name) ? fromEdge(row[name], type) : type === 'string' ? '' : null;
        this.#open[i]!.push(typeof value === 'string' ? this.#intern(value) : value);
      }
      added++;
      if (++this.#openLength >= SEGMENT_ROWS) this.#close();
    }
    return added;
  }

  #intern(value: string): string {
    if (value.length > 128) return value;
    const known = this.#interned.get(value);
    if (known !== undefined) return known;
    if (this.#interned.size >= 200_000) this.#interned.clear();
    this.#interned.set(value, value);
    return value;
  }

  #close(): void {
    this.#segments.push({
      length: this.#openLength,
      columns: this.#open.map((values, i) => pack(values, this.columns[i]!.type)),
    });
    this.#open = this.columns.map(() => []);
    this.#openLength = 0;
  }

  clear(): void {
    this.#segments.length = 0;
    this.#open = this.columns.map(() => []);
    this.#openLength = 0;
    this.#interned.clear();
  }

  /** The rows as they are now; rows appended later do not show. */
  *scan(): Iterable<Chunk> {
    const segments = [...this.#segments];
    const length = this.#openLength;
    const open = this.#open;
    for (const segment of segments) {
      yield new Chunk(
        segment.length,
        segment.columns.map((c) => (Array.isArray(c) ? c : () => Array.from(c))),
      );
    }
    if (length > 0) {
      yield new Chunk(
        length,
        open.map((values) => () => values.slice(0, length)),
      );
    }
  }
}
