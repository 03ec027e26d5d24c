/**
 * Numbers distinct pairs of whole numbers (0 to 2^31 - 1) in order of arrival: an open hash table over typed arrays, since
 * groups by several keys may be as many as the rows.
 */
export class PairNumbers {
  size = 0;
  #slots = new Int32Array(1024);
  #mask = 1023;
  #first = new Int32Array(512);
  #second = new Int32Array(512);

  /** The number of the pair, a new one when it was not there. */
  add(first: number, second: number): number {
    let at = hash(first, second) & this.#mask;
    for (;;) {
      const n = this.#slots[at]! - 1;
      if (n < 0) break;
      if (this.#first[n] === first && this.#second[n] === second) return n;
      at = (at + 1) & this.#mask;
    }
    const n = this.size++;
    this.#first[n] = first;
    this.#second[n] = second;
    this.#slots[at] = n + 1;
    if (this.size === this.#first.length) this.#grow();
    return n;
  }

  /** The first of a pair. */
  firstOf(pair: number): number {
    return this.#first[pair]!;
  }

  /** The number of the pair, -1 when it is not there. */
  find(first: number, second: number): number {
    if (first < 0 || second < 0) return -1;
    for (let at = hash(first, second) & this.#mask; ; at = (at + 1) & this.#mask) {
      const n = this.#slots[at]! - 1;
      if (n < 0 || (this.#first[n] === first && this.#second[n] === second)) return n;
    }
  }

  /** Half of the slots stay empty. */
  #grow(): void {
    const capacity = this.size * 2;
    this.#first = enlarged(this.#first, capacity);
    this.#second = enlarged(this.#second, capacity);
    this.#slots = new Int32Array(capacity * 2);
    this.#mask = capacity * 2 - 1;
    for (let n = 0; n < this.size; n++) {
      let at = hash(this.#first[n]!, this.#second[n]!) & this.#mask;
      while (this.#slots[at] !== 0) at = (at + 1) & this.#mask;
      this.#slots[at] = n + 1;
    }
  }
}

function hash(first: number, second: number): number {
  let h = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return h ^ (h >>> 13);
}

function enlarged(from: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const out = new Int32Array(length);
  out.set(from);
  return out;
}
