/** Bytes that wait for those behind them. */
export class ByteQueue {
  #parts: Buffer[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Adds a copy: the caller may reuse its buffer, and a short rest must not hold a large one. */
  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#parts.push(Buffer.from(bytes));
    this.#length += bytes.length;
  }

  /** Takes all out, with `more` behind it. */
  takeAll(more?: Buffer): Buffer {
    const parts = more === undefined ? this.#parts : [...this.#parts, more];
    this.#parts = [];
    this.#length = 0;
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }
}
