import type { Dynamic } from '../values/dynamic.ts';

/** The counters by the level of accuracy (0 to 4): the documentation of dcount() names their numbers, 2^12 to 2^18. */
const COUNTER_BITS = [12, 14, 16, 17, 18];
/**
 * How many hashes are kept before counters take over. The documentation shows 1024 for level 1 and speaks of a perfect count
 * of 8000 for level 2; the other levels take the nearer of the two.
 */
const KEPT_HASHES = [1024, 1024, 8192, 8192, 8192];
const HASH_BITS = 64;

/**
 * A sketch of a set of 64-bit hashes: the hashes themselves while they are few (then all is exact), counters of HyperLogLog
 * (Flajolet, Fusy, Gandouet and Meunier 2007) beyond. The sketch of a union is the same whether values are added or sketches
 * merged.
 */
export class HyperLogLog {
  readonly bits: number;
  readonly limit: number;
  /** Absent when counters have taken over. */
  hashes: Set<bigint> | undefined = new Set();
  #counters: Uint8Array | undefined;

  constructor(bits: number, limit: number) {
    this.bits = bits;
    this.limit = limit;
  }

  /** The empty sketch of a level of accuracy; undefined for a level that there is not. */
  static ofAccuracy(level: number): HyperLogLog | undefined {
    const bits = COUNTER_BITS[level];
    return bits === undefined ? undefined : new HyperLogLog(bits, KEPT_HASHES[level]!);
  }

  get isEmpty(): boolean {
    return this.hashes?.size === 0;
  }

  /** Adds a hash (unsigned, 64 bit). */
  add(hash: bigint): void {
    if (!this.hashes) {
      this.#count(hash);
      return;
    }
    this.hashes.add(hash);
    if (this.hashes.size > this.limit) {
      const all = this.hashes;
      this.hashes = undefined;
      for (const h of all) this.#count(h);
    }
  }

  /** The first bits choose a counter, which keeps the largest place of the first one among the others. */
  #count(hash: bigint): void {
    const rest = BigInt(HASH_BITS - this.bits);
    const index = Number(hash >> rest);
    const tail = hash & ((1n << rest) - 1n);
    const place = tail === 0n ? Number(rest) + 1 : Number(rest) - tail.toString(2).length + 1;
    this.#counters ??= new Uint8Array(2 ** this.bits);
    if (place > this.#counters[index]!) this.#counters[index] = place;
  }

  /** Adds what another sketch holds; false when they are of different accuracy. */
  merge(other: HyperLogLog): boolean {
    if (other.bits !== this.bits) return false;
    if (other.hashes) {
      for (const h of other.hashes) this.add(h);
      return true;
    }
    const mine = this.hashes;
    this.hashes = undefined;
    this.#counters ??= new Uint8Array(2 ** this.bits);
    const counters = this.#counters;
    other.#counters!.forEach((place, i) => {
      if (place > counters[i]!) counters[i] = place;
    });
    for (const h of mine ?? []) this.#count(h);
    return true;
  }

  /** How many hashes were added: exact while they are kept, else the improved raw estimate of Ertl (arXiv 1702.01284). */
  count(): number {
    if (this.hashes) return this.hashes.size;
    const m = 2 ** this.bits;
    const highest = HASH_BITS - this.bits + 1;
    const histogram = new Float64Array(highest + 1);
    for (const place of this.#counters!) histogram[place]!++;
    let z = m * tau(1 - histogram[highest]! / m);
    for (let place = highest - 1; place >= 1; place--) z = 0.5 * (z + histogram[place]!);
    z += m * sigma(histogram[0]! / m);
    return Math.round((m * m) / (2 * Math.LN2 * z));
  }

  /**
   * The sketch as a dynamic value: `[[kept hashes, bits of the counters], [hashes as signed numbers in text], []]`, the shape
   * that the documentation shows for few values, or `[[…], [], [counters]]` with a byte each in Base64. How the service
   * writes counters is not documented.
   */
  toDynamic(): Dynamic {
    const head = [this.limit, this.bits];
    if (!this.hashes) return [head, [], [Buffer.from(this.#counters!).toString('base64')]];
    return [head, [...this.hashes].map((h) => String(BigInt.asIntN(HASH_BITS, h))), []];
  }

  /** Reads what `toDynamic` made; undefined for anything else. */
  static fromDynamic(value: Dynamic): HyperLogLog | undefined {
    if (!Array.isArray(value) || value.length !== 3) return undefined;
    const [head, hashes, counters] = value;
    if (!Array.isArray(head) || !Array.isArray(hashes) || !Array.isArray(counters)) return undefined;
    const [limit, bits] = head;
    if (typeof bits !== 'number' || typeof limit !== 'number' || !COUNTER_BITS.includes(bits))
      return undefined;
    const out = new HyperLogLog(bits, limit);
    if (counters.length > 0) {
      const bytes = typeof counters[0] === 'string' ? Buffer.from(counters[0], 'base64') : undefined;
      if (bytes?.length !== 2 ** bits || bytes.some((place) => place > HASH_BITS - bits + 1))
        return undefined;
      out.hashes = undefined;
      out.#counters = Uint8Array.from(bytes);
      return out;
    }
    for (const text of hashes) {
      if (typeof text !== 'string' || !/^-?\d{1,20}$/.test(text)) return undefined;
      out.add(BigInt.asUintN(HASH_BITS, BigInt(text)));
    }
    return out;
  }
}

function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY;
  let x = share;
  let y = 1;
  let z = x;
  for (let before = Number.NaN; z !== before; ) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let x = share;
  let y = 1;
  let z = 1 - x;
  for (let before = Number.NaN; z !== before; ) {
    x = Math.sqrt(x);
    before = z;
    y *= 0.5;
    z -= (1 - x) ** 2 * y;
  }
  return z / 3;
}
