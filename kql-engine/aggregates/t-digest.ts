import type { KqlType } from '../types.ts';
import { comparerFor } from '../values/compare.ts';
import { conversion } from '../values/convert.ts';
import { type Dynamic, dynamicNumber, toDynamic } from '../values/dynamic.ts';
import { nearestRank } from './nearest-rank.ts';

/** Up to so many different values are kept as they are. */
const KEPT_VALUES = 1024;
/** Additions that wait before they are sorted in. */
const WAITING = 4 * KEPT_VALUES;
/** Dunning's compression: a cluster in the middle holds at most about π/1000 of all values, at the ends fewer. */
const COMPRESSION = 1000;

/** The types a digest may be of. An int counts as a long. */
const types: KqlType[] = ['long', 'real', 'decimal', 'datetime', 'timespan'];

/**
 * A sketch of a distribution (t-digest, Dunning and Ertl 2019): exact while few values differ, then clusters of neighbours
 * that are small towards the ends. A cluster is named by the value in its middle, so that every answer is a value of the
 * data, of whatever type; smallest and largest value stay as they are.
 */
export class TDigest {
  readonly type: KqlType;
  #values: unknown[] = [];
  #weights: number[] = [];
  /** Up to here values are in order, each once. */
  #sorted = 0;
  readonly #compare: (a: unknown, b: unknown) => number;

  constructor(type: KqlType) {
    this.type = type === 'int' ? 'long' : type;
    this.#compare = comparerFor(this.type);
  }

  /** Adds a value (not null) so many times. */
  add(value: unknown, weight: number): void {
    this.#values.push(value);
    this.#weights.push(weight);
    if (this.#values.length - this.#sorted >= WAITING) this.#settle();
  }

  /** Adds what another digest holds; false when it is of another type. */
  merge(other: TDigest): boolean {
    if (other.type !== this.type) return other.isEmpty;
    other.#settle();
    other.#values.forEach((v, i) => {
      this.add(v, other.#weights[i]!);
    });
    return true;
  }

  get isEmpty(): boolean {
    return this.#values.length === 0;
  }

  /** The value at a percentile by nearest rank; null when there is none. */
  percentile(percent: number): unknown {
    this.#settle();
    return nearestRank(this.#values, this.#weights, percent);
  }

  /** How many values are not larger. `compare` orders a value of the digest against the given one. */
  rank(compare: (member: unknown) => number): number {
    this.#settle();
    let count = 0;
    for (let i = 0; i < this.#values.length && compare(this.#values[i]) <= 0; i++) count += this.#weights[i]!;
    return count;
  }

  /** How many values there are. */
  get total(): number {
    return this.#weights.reduce((a, b) => a + b, 0);
  }

  /** Sorts in what waits, puts equal values together and, when too many differ, neighbours too. */
  #settle(): void {
    if (this.#sorted === this.#values.length) return;
    const order = this.#values.map((_, i) => i);
    order.sort((a, b) => this.#compare(this.#values[a], this.#values[b]));
    const values: unknown[] = [];
    const weights: number[] = [];
    for (const i of order) {
      const last = values.length - 1;
      if (last >= 0 && this.#compare(values[last], this.#values[i]) === 0)
        weights[last]! += this.#weights[i]!;
      else {
        values.push(this.#values[i]);
        weights.push(this.#weights[i]!);
      }
    }
    this.#values = values;
    this.#weights = weights;
    if (values.length > KEPT_VALUES) this.#compress();
    this.#sorted = this.#values.length;
  }

  #compress(): void {
    const total = this.total;
    const scale = (share: number) =>
      (COMPRESSION / (2 * Math.PI)) * Math.asin(Math.min(1, Math.max(-1, 2 * share - 1)));
    const values: unknown[] = [];
    const weights: number[] = [];
    const end = this.#values.length - 1;
    let passed = 0;
    for (let from = 0; from <= end; ) {
      let to = from;
      let weight = this.#weights[from]!;
      const start = scale(passed / total);
      // the first and the last value stay alone
      while (from > 0 && to + 1 < end) {
        const wider = weight + this.#weights[to + 1]!;
        if (scale((passed + wider) / total) - start > 1) break;
        weight = wider;
        to++;
      }
      values.push(this.#middle(from, to, weight));
      weights.push(weight);
      passed += weight;
      from = to + 1;
    }
    this.#values = values;
    this.#weights = weights;
  }

  #middle(from: number, to: number, weight: number): unknown {
    let seen = 0;
    for (let i = from; i < to; i++) {
      seen += this.#weights[i]!;
      if (2 * seen >= weight) return this.#values[i];
    }
    return this.#values[to];
  }

  /** The digest as a dynamic value: `[[type], [values in order], [how many of each]]`. */
  toDynamic(): Dynamic {
    this.#settle();
    return [[this.type], this.#values.map((v) => toDynamic(v, this.type)), [...this.#weights]];
  }

  /** Reads what `toDynamic` made, also when it has been JSON text in between; undefined for anything else. */
  static fromDynamic(value: Dynamic): TDigest | undefined {
    if (!Array.isArray(value) || value.length !== 3) return undefined;
    const [head, values, weights] = value;
    if (!Array.isArray(head) || !Array.isArray(values) || !Array.isArray(weights)) return undefined;
    const type = types.find((t) => t === head[0]);
    const convert = type && conversion('dynamic', type);
    if (!convert || values.length !== weights.length) return undefined;
    const out = new TDigest(type);
    for (let i = 0; i < values.length; i++) {
      const member = values[i] === null ? null : convert(values[i]);
      const weight = Number(dynamicNumber(weights[i]!));
      if (member === null || !(weight > 0)) return undefined;
      out.add(member, weight);
    }
    return out;
  }
}
