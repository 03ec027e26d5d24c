import type { Chunk } from '../chunk.ts';
import type { Expr } from '../scope.ts';
import { PairNumbers } from '../values/pair-numbers.ts';
import { KeyNumbers } from './key-numbers.ts';

/**
 * Numbers the groups of rows by their keys, in order of arrival. Each key's values are numbered first; groups of several
 * keys are pairs of such numbers, the first with the second, the result with the third and so on.
 */
export class GroupTable {
  readonly #keys: Expr[];
  readonly #numbers: KeyNumbers[];
  readonly #pairs: PairNumbers[];
  /** The key values of each group, by key. */
  readonly values: unknown[][];

  constructor(keys: Expr[]) {
    this.#keys = keys;
    this.#numbers = keys.map((k) => new KeyNumbers(k));
    this.#pairs = keys.slice(1).map(() => new PairNumbers());
    this.values = keys.length === 1 ? [this.#numbers[0]!.values] : keys.map(() => []);
  }

  /** How many groups there are; 0 without keys. */
  get size(): number {
    return this.values.length === 0 ? 0 : this.values[0]!.length;
  }

  /** The group number of each row of the chunk. Without keys all rows are group 0. */
  number(chunk: Chunk): Int32Array {
    if (this.#keys.length === 0) return new Int32Array(chunk.length);
    const parts = this.#keys.map((key, k) => this.#numbers[k]!.add(chunk, key));
    const groups = parts[0]!;
    for (let k = 1; k < parts.length; k++) {
      const pairs = this.#pairs[k - 1]!;
      const part = parts[k]!;
      const last = k === parts.length - 1;
      for (let row = 0; row < groups.length; row++) {
        const before = pairs.size;
        const group = pairs.add(groups[row]!, part[row]!);
        if (last && group === before) this.#push(parts, row, group);
        groups[row] = group;
      }
    }
    return groups;
  }

  /** A new group: the first key's number is lost by then in `parts[0]`, so it comes from the pairs. */
  #push(parts: Int32Array[], row: number, group: number): void {
    let rest = group;
    for (let k = parts.length - 1; k > 0; k--) {
      this.values[k]!.push(this.#numbers[k]!.values[parts[k]![row]!]);
      rest = this.#pairs[k - 1]!.firstOf(rest);
    }
    this.values[0]!.push(this.#numbers[0]!.values[rest]);
  }

  /** The group of each row by the values of other keys; -1 where there is no such group. */
  find(chunk: Chunk, keys: Expr[]): Int32Array {
    const groups = this.#numbers[0]!.find(chunk, keys[0]!);
    for (let k = 1; k < keys.length; k++) {
      const part = this.#numbers[k]!.find(chunk, keys[k]!);
      const pairs = this.#pairs[k - 1]!;
      for (let row = 0; row < groups.length; row++) groups[row] = pairs.find(groups[row]!, part[row]!);
    }
    return groups;
  }
}
