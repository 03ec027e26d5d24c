import { bytesOf, type ColumnData } from './column-data.ts';

/** Columns that were read from disk, the least recently used ones dropped when they take more than allowed. */
export class ColumnCache {
  /** Bytes that the columns may take; may change. */
  limit: number;
  #bytes = 0;
  readonly #columns = new Map<string, { data: ColumnData; bytes: number }>();

  constructor(limit: number) {
    this.limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  has(key: string): boolean {
    return this.#columns.has(key);
  }

  get(key: string, read: () => ColumnData): ColumnData {
    const known = this.#columns.get(key);
    if (known) {
      this.#columns.delete(key);
      this.#columns.set(key, known);
      return known.data;
    }
    const data = read();
    const bytes = bytesOf(data);
    this.#columns.set(key, { data, bytes });
    this.#bytes += bytes;
    this.trim();
    return data;
  }

  /** Drops columns until the limit holds; the newest stays, as its reader holds it anyway. */
  trim(): void {
    for (const [key, { bytes }] of this.#columns) {
      if (this.#bytes <= this.limit || this.#columns.size === 1) return;
      this.#columns.delete(key);
      this.#bytes -= bytes;
    }
  }

  /** Forgets the columns of a segment. */
  forget(prefix: string): void {
    for (const [key, { bytes }] of this.#columns) {
      if (!key.startsWith(prefix)) continue;
      this.#columns.delete(key);
      this.#bytes -= bytes;
    }
  }
}
