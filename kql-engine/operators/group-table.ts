import type { Chunk } from '../chunk.ts';
import type { Expr } from '../scope.ts';
import { keyOf } from '../values/compare.ts';

type Level = Map<unknown, Level | number>;

/** Numbers the groups of rows by their keys, in order of arrival. Several keys are maps within maps. */
export class GroupTable {
  readonly #keys: Expr[];
  readonly #toKey: ((value: unknown) => unknown)[];
  readonly #root: Level = new Map();
  /** The key values of each group, by key. */
  readonly values: unknown[][];
  size = 0;

  constructor(keys: Expr[]) {
    this.#keys = keys;
    this.#toKey = keys.map((k) => keyOf(k.type));
    this.values = keys.map(() => []);
  }

  /** The group number of each row of the chunk. Without keys all rows are group 0. */
  number(chunk: Chunk): Int32Array {
    const numbers = new Int32Array(chunk.length);
    const last = this.#keys.length - 1;
    if (last < 0) return numbers;
    const get = this.#keys.map((k) => k.bind(chunk));
    for (let row = 0; row < chunk.length; row++) {
      let level = this.#root;
      for (let k = 0; k < last; k++) {
        const key = this.#toKey[k]!(get[k]!(row));
        let next = level.get(key) as Level | undefined;
        if (next === undefined) {
          next = new Map();
          level.set(key, next);
        }
        level = next;
      }
      const key = this.#toKey[last]!(get[last]!(row));
      let group = level.get(key) as number | undefined;
      if (group === undefined) {
        group = this.size++;
        level.set(key, group);
        for (let k = 0; k <= last; k++) this.values[k]!.push(get[k]!(row));
      }
      numbers[row] = group;
    }
    return numbers;
  }

  /** The group of each row by the values of other keys; -1 where there is no such group. */
  find(chunk: Chunk, keys: Expr[]): Int32Array {
    const numbers = new Int32Array(chunk.length);
    const get = keys.map((k) => k.bind(chunk));
    const last = keys.length - 1;
    for (let row = 0; row < chunk.length; row++) {
      let level: Level | number | undefined = this.#root;
      for (let k = 0; k <= last && level !== undefined; k++) {
        level = (level as Level).get(this.#toKey[k]!(get[k]!(row)));
      }
      numbers[row] = (level as number | undefined) ?? -1;
    }
    return numbers;
  }
}
