/**
 * Rows as columns. `chunk.column(i)` always gives the values as an array. Two ways around that array are there for columns
 * that come straight from a table, also behind `take`, `slice`, `select` and `lazy`:
 *
 * - `chunk.dictionary(i)`: a string column as codes into a list of distinct values. Test or group each distinct value once,
 *   then work on the codes. Chunks of one segment share the `values` array (the same object), so what is computed from it
 *   can be kept in a WeakMap or compared by identity. `values` may have entries that no row of the chunk uses.
 * - `chunk.numbers(i)`: an int, long, real, datetime or timespan column as a typed array (datetimes and timespans in ticks,
 *   as everywhere in the engine), with a byte a row that tells nulls. Undefined when a value is a bigint.
 *
 * Both give undefined for any other column.
 */

/** The values of one column of a chunk. */
export type Values = unknown[];

/** A string column as codes: the value of row r is `values[codes[r]]`. Not to be changed by who reads it. */
export interface DictionaryColumn {
  readonly codes: Uint8Array | Uint16Array | Uint32Array;
  /** Each value once. */
  readonly values: readonly string[];
}

/** A column of plain numbers. Not to be changed by who reads it. */
export interface NumberColumn {
  readonly values: Float64Array | Int32Array;
  /** 1 where the row has a value, 0 where it is null; undefined when no row is null. */
  readonly valid?: Uint8Array | undefined;
}

/** Makes the values of a column when they are first asked for; may offer them in another form too. */
export interface LazyColumn {
  (): Values;
  dictionary?(): DictionaryColumn | undefined;
  numbers?(): NumberColumn | undefined;
}

/**
 * A run of rows as columns. A column is made when it is first asked for: what a query does not read costs nothing.
 */
export class Chunk {
  readonly length: number;
  readonly #columns: (Values | LazyColumn)[];
  /** Where the columns came from, kept when their values are made. */
  readonly #sources: (Values | LazyColumn)[];
  /** When the rows came into their table (ticks, null where not known); undefined for rows that come from none. */
  readonly ingested: LazyColumn | undefined;
  #times: Values | undefined;

  constructor(length: number, columns: (Values | LazyColumn)[], ingested?: LazyColumn) {
    this.#sources = columns;
    this.ingested = ingested;
    this.length = length;
    this.#columns = columns.slice();
  }

  get width(): number {
    return this.#columns.length;
  }

  column(index: number): Values {
    const column = this.#columns[index]!;
    if (typeof column !== 'function') return column;
    const made = column();
    this.#columns[index] = made;
    return made;
  }

  /** A string column of a table as codes into its distinct values; undefined when there is no such form. */
  dictionary(index: number): DictionaryColumn | undefined {
    const source = this.#sources[index];
    return typeof source === 'function' ? source.dictionary?.() : undefined;
  }

  /** A column of plain numbers as a typed array; undefined when there is no such form. */
  numbers(index: number): NumberColumn | undefined {
    const source = this.#sources[index];
    return typeof source === 'function' ? source.numbers?.() : undefined;
  }

  /** A column that stays unmade until it is read. */
  lazy(index: number): Values | LazyColumn {
    const source = this.#sources[index];
    if (source === undefined) throw new Error(`there is no column ${index}`);
    if (typeof source !== 'function') return source;
    const column: LazyColumn = () => this.column(index);
    if (source.dictionary) column.dictionary = source.dictionary;
    if (source.numbers) column.numbers = source.numbers;
    return column;
  }

  /** The same rows with the columns in another choice or order. */
  select(indexes: number[]): Chunk {
    return new Chunk(
      this.length,
      indexes.map((i) => this.lazy(i)),
      this.ingested,
    );
  }

  /** Only the rows with these numbers, in this order. */
  take(rows: ArrayLike<number>): Chunk {
    return new Chunk(
      rows.length,
      this.#sources.map((_, i) => this.#takenColumn(i, rows)),
      this.#takenTimes(rows),
    );
  }

  /** The values of `ingested`, made once. */
  ingestionTimes(): Values | undefined {
    this.#times ??= this.ingested?.();
    return this.#times;
  }

  #takenTimes(rows: ArrayLike<number>): LazyColumn | undefined {
    if (!this.ingested) return undefined;
    return () => {
      const from = this.ingestionTimes()!;
      return Array.from(rows, (row) => from[row]);
    };
  }

  #takenColumn(index: number, rows: ArrayLike<number>): LazyColumn {
    const source = this.#sources[index]!;
    const taken: LazyColumn = () => {
      const out: Values = new Array(rows.length);
      const made = this.#columns[index]!;
      const coded = typeof made === 'function' ? taken.dictionary?.() : undefined;
      if (coded) {
        const { codes, values } = coded;
        for (let k = 0; k < out.length; k++) out[k] = values[codes[k]!];
        return out;
      }
      const numbers = typeof made === 'function' ? taken.numbers?.() : undefined;
      if (numbers) {
        const { values, valid } = numbers;
        for (let k = 0; k < out.length; k++) out[k] = valid && !valid[k] ? null : values[k];
        return out;
      }
      const from = this.column(index);
      for (let k = 0; k < out.length; k++) out[k] = from[rows[k]!];
      return out;
    };
    if (typeof source !== 'function') return taken;
    if (source.dictionary) {
      let made: DictionaryColumn | undefined;
      taken.dictionary = () => {
        if (made) return made;
        const whole = source.dictionary?.();
        if (whole) made = { codes: gather(whole.codes, rows), values: whole.values };
        return made;
      };
    }
    if (source.numbers) {
      taken.numbers = () => {
        const whole = source.numbers?.();
        return (
          whole && { values: gather(whole.values, rows), valid: whole.valid && gather(whole.valid, rows) }
        );
      };
    }
    return taken;
  }

  /** The rows from start up to end. */
  slice(start: number, end: number): Chunk {
    if (start === 0 && end >= this.length) return this;
    const stop = Math.min(end, this.length);
    return new Chunk(
      Math.max(0, stop - start),
      this.#sources.map((source, i) => {
        const sliced: LazyColumn = () => this.column(i).slice(start, stop);
        if (typeof source !== 'function') return sliced;
        if (source.dictionary) {
          sliced.dictionary = () => {
            const whole = source.dictionary?.();
            return whole && { codes: whole.codes.subarray(start, stop), values: whole.values };
          };
        }
        if (source.numbers) {
          sliced.numbers = () => {
            const whole = source.numbers?.();
            return (
              whole && {
                values: whole.values.subarray(start, stop),
                valid: whole.valid?.subarray(start, stop),
              }
            );
          };
        }
        return sliced;
      }),
      this.ingested && (() => this.ingestionTimes()!.slice(start, stop)),
    );
  }
}

/** The elements at the given places, in an array of the same kind. */
function gather<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array | Int32Array>(
  from: T,
  rows: ArrayLike<number>,
): T {
  const out = new (from.constructor as new (length: number) => T)(rows.length);
  for (let k = 0; k < rows.length; k++) out[k] = from[rows[k]!]!;
  return out;
}

/** Puts chunks of the same columns together. */
export function concatChunks(chunks: Chunk[], width: number): Chunk {
  if (chunks.length === 1) return chunks[0]!;
  let length = 0;
  for (const chunk of chunks) length += chunk.length;
  const columns = Array.from({ length: width }, (_, i) => () => {
    const out: Values = new Array(length);
    let at = 0;
    for (const chunk of chunks) {
      const values = chunk.column(i);
      for (let k = 0; k < chunk.length; k++) out[at++] = values[k];
    }
    return out;
  });
  if (!chunks.some((chunk) => chunk.ingested)) return new Chunk(length, columns);
  const ingested = () =>
    chunks.flatMap((chunk) => chunk.ingestionTimes() ?? (new Array(chunk.length).fill(null) as Values));
  return new Chunk(length, columns, ingested);
}

/** Rows of many operators are made in runs of this size. */
export const CHUNK_ROWS = 4096;
