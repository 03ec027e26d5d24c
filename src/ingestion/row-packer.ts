import { packedRawBytes } from './service-limits.ts';
import type { RowOrigin } from './upload-session.ts';

const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const firstCapacity = 65_536;
/** A full body and one more row; only a row larger than that makes the buffer larger. */
const lastCapacity = packedRawBytes + 262_144;

/** Rows of one body before compression: `[row,row,…]` in UTF-8. */
export interface PackedRows {
  /** The whole array. Row i begins behind the byte at `ends[i - 1]` (at 1 for the first). */
  readonly raw: Buffer;
  /** For each row the index just behind its last byte. */
  readonly ends: readonly number[];
  /** For each row line, offset and end: three numbers, so that no object of the reader is kept alive. */
  readonly origins: readonly number[];
  /** By row index: the whole row, where the one in `raw` was cut. */
  readonly whole: ReadonlyMap<number, WholeRow>;
}

/** A row before its long values were cut. */
export interface WholeRow {
  readonly row: string;
  readonly columns: readonly string[];
}

/** Collects rows as the bytes of one JSON array. The buffer grows with its content and is used again. */
export class RowPacker {
  #buffer: Buffer = Buffer.alloc(0);
  #length = 0;
  #ends: number[] = [];
  #origins: number[] = [];
  #whole = new Map<number, WholeRow>();
  #wholeChars = 0;

  get rows(): number {
    return this.#ends.length;
  }

  /** Bytes held, those of cut rows' originals included. */
  get bytes(): number {
    return this.#length + this.#wholeChars;
  }

  /** Appends a row and returns its length in bytes. `undoLast` takes it back. */
  append(row: string, origin: RowOrigin): number {
    // UTF-8 needs at most three bytes for each UTF-16 unit.
    this.#reserve(row.length * 3 + 2);
    this.#buffer[this.#length++] = this.#ends.length === 0 ? openBracket : comma;
    const written = this.#buffer.write(row, this.#length);
    this.#length += written;
    this.#ends.push(this.#length);
    this.#origins.push(origin.line, origin.offset, origin.end);
    return written;
  }

  /** Takes back the row appended last. */
  undoLast(): void {
    this.#ends.pop();
    this.#origins.length -= 3;
    this.#length = this.#ends.at(-1) ?? 0;
  }

  /** Keeps the whole row beside the cut one that was appended last. */
  keepWhole(whole: WholeRow): void {
    this.#whole.set(this.#ends.length - 1, whole);
    this.#wholeChars += whole.row.length;
  }

  /**
   * Hands the rows over and begins anew. `raw` is a view of the packer's buffer: use it before the next `append`.
   */
  take(): PackedRows {
    this.#reserve(1);
    this.#buffer[this.#length++] = closeBracket;
    const packed = {
      raw: this.#buffer.subarray(0, this.#length),
      ends: this.#ends,
      origins: this.#origins,
      whole: this.#whole,
    };
    this.#length = 0;
    this.#ends = [];
    this.#origins = [];
    this.#whole = new Map();
    this.#wholeChars = 0;
    return packed;
  }

  /** Lets the buffer go, unless rows are held; the next `append` makes a new one. */
  shrink(): void {
    if (this.rows === 0) this.#buffer = Buffer.alloc(0);
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#buffer.length) return;
    const doubled = Math.min(Math.max(this.#buffer.length * 2, firstCapacity), lastCapacity);
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, doubled));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}
