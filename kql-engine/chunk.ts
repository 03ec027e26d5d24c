/** The values of one column of a chunk. */
export type Values = unknown[];

/**
 * A run of rows as columns. A column is made when it is first asked for: what a query does not read costs nothing.
 */
export class Chunk {
  readonly length: number;
  readonly #columns: (Values | (() => Values))[];

  constructor(length: number, columns: (Values | (() => Values))[]) {
    this.length = length;
    this.#columns = columns;
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

  /** A column that stays unmade until it is read. */
  lazy(index: number): Values | (() => Values) {
    if (this.#columns[index] === undefined) throw new Error(`there is no column ${index}`);
    const column = this.#columns[index]!;
    return typeof column === 'function' ? () => this.column(index) : column;
  }

  /** The same rows with the columns in another choice or order. */
  select(indexes: number[]): Chunk {
    return new Chunk(
      this.length,
      indexes.map((i) => this.lazy(i)),
    );
  }

  /** Only the rows with these numbers, in this order. */
  take(rows: ArrayLike<number>): Chunk {
    return new Chunk(
      rows.length,
      this.#columns.map((_, i) => () => {
        const from = this.column(i);
        const out: Values = new Array(rows.length);
        for (let k = 0; k < rows.length; k++) out[k] = from[rows[k]!];
        return out;
      }),
    );
  }

  /** The rows from start up to end. */
  slice(start: number, end: number): Chunk {
    if (start === 0 && end >= this.length) return this;
    const stop = Math.min(end, this.length);
    return new Chunk(
      Math.max(0, stop - start),
      this.#columns.map((_, i) => () => this.column(i).slice(start, stop)),
    );
  }
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
  return new Chunk(length, columns);
}

/** Rows of many operators are made in runs of this size. */
export const CHUNK_ROWS = 4096;

/** Turns rows one after another into chunks. */
export class ChunkBuilder {
  readonly #width: number;
  #columns: Values[];
  #length = 0;

  constructor(width: number) {
    this.#width = width;
    this.#columns = Array.from({ length: width }, () => []);
  }

  /** The arrays to push one value each onto for a new row; count it with `added`. */
  get columns(): Values[] {
    return this.#columns;
  }

  added(): void {
    this.#length++;
  }

  get full(): boolean {
    return this.#length >= CHUNK_ROWS;
  }

  get length(): number {
    return this.#length;
  }

  flush(): Chunk {
    const chunk = new Chunk(this.#length, this.#columns);
    this.#columns = Array.from({ length: this.#width }, () => []);
    this.#length = 0;
    return chunk;
  }
}
