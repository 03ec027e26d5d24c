import { createHash } from 'node:crypto';

/** Bytes before the place to read on that the fingerprint is made of. */
export const printBytes = 256;

/** Fingerprint of the bytes just before the place to read on. Holds nothing of their content. */
export function printOf(tail: Buffer): string {
  return createHash('sha256').update(tail).digest('hex').slice(0, 32);
}

/**
 * Keeps as much of a stream of chunks as is needed to fingerprint the bytes before an offset that lies behind, or a
 * bit before, the newest chunk (a reader holds back what is not a whole record yet).
 */
export class TailWindow {
  #start: number;
  #bytes: Buffer;

  /** `tail`: the bytes before `offset`. */
  constructor(offset: number, tail: Buffer) {
    this.#start = offset - tail.length;
    this.#bytes = tail;
  }

  /** Takes the next chunk, then the offset up to which the reader has consumed. Gives the fingerprint there. */
  advance(chunk: Buffer, consumed: number): string {
    const end = this.#start + this.#bytes.length + chunk.length;
    const from = Math.max(this.#start, consumed - printBytes);
    const chunkStart = end - chunk.length;
    this.#bytes =
      from >= chunkStart
        ? Buffer.from(chunk.subarray(from - chunkStart))
        : Buffer.concat([this.#bytes.subarray(from - this.#start), chunk]);
    this.#start = from;
    return printOf(this.#bytes.subarray(0, consumed - from));
  }
}
