import type { Chunk } from '../chunk.ts';
import { coded } from '../expressions/lift.ts';
import type { Expr } from '../scope.ts';
import { keyOf } from '../values/compare.ts';

/**
 * Numbers the distinct values of one key in order of arrival. Where the key comes as codes, each code is looked up once;
 * a run of equal values is looked up once as well.
 */
export class KeyNumbers {
  /** The values by number. */
  readonly values: unknown[] = [];
  readonly #numbers = new Map<unknown, number>();
  readonly #toKey: ((value: unknown) => unknown) | undefined;
  readonly #added = new CodeMemo();
  readonly #found = new CodeMemo();
  /** Numbers by code of columns read as they are: a table joined with itself is looked up once. */
  #columns = new WeakMap<object, Int32Array>();
  #foundAt = -1;

  constructor(key: Expr) {
    this.#toKey = key.type === 'dynamic' || key.type === 'decimal' ? keyOf(key.type) : undefined;
  }

  /** The number of the key of each row. */
  add(chunk: Chunk, key: Expr): Int32Array {
    return this.#each(chunk, key, this.#added, (value) => this.numberOf(value));
  }

  /** The number of one value, a new one when it was not there. */
  numberOf(value: unknown): number {
    const k = this.#toKey ? this.#toKey(value) : value;
    let n = this.#numbers.get(k);
    if (n === undefined) {
      n = this.values.push(value) - 1;
      this.#numbers.set(k, n);
    }
    return n;
  }

  /** The same for another key expression, -1 where the value is not there. */
  find(chunk: Chunk, key: Expr): Int32Array {
    if (this.#foundAt !== -1 && this.#foundAt !== this.values.length) {
      // what was not there may be there now
      this.#found.forget();
      this.#columns = new WeakMap();
    }
    this.#foundAt = this.values.length;
    return this.#each(
      chunk,
      key,
      this.#found,
      (value) => this.#numbers.get(this.#toKey ? this.#toKey(value) : value) ?? -1,
    );
  }

  #each(chunk: Chunk, key: Expr, memo: CodeMemo, numberOf: (value: unknown) => number): Int32Array {
    const out = new Int32Array(chunk.length);
    const form = coded(key, chunk);
    if (form) {
      const { codes, value } = form;
      const known =
        key.column === undefined
          ? memo.of(form.identity, form.size)
          : this.#numbersOf(form.identity, form.size);
      for (let row = 0; row < out.length; row++) {
        const code = codes[row]!;
        let n = known[code]!;
        if (n < 0 && (n === UNKNOWN || memo === this.#added)) {
          n = numberOf(value(code));
          known[code] = n;
        }
        out[row] = n;
      }
      return out;
    }
    return this.#byRow(chunk, key, out, numberOf);
  }

  #numbersOf(identity: object, size: number): Int32Array {
    let known = this.#columns.get(identity);
    if (!known) {
      known = new Int32Array(size).fill(UNKNOWN);
      this.#columns.set(identity, known);
    }
    return known;
  }

  #byRow(chunk: Chunk, key: Expr, out: Int32Array, numberOf: (value: unknown) => number): Int32Array {
    const value = key.bind(chunk);
    let last: unknown;
    let number = 0;
    for (let row = 0; row < out.length; row++) {
      const v = value(row);
      if (v !== last || row === 0) {
        number = numberOf(v);
        last = v;
      }
      out[row] = number;
    }
    return out;
  }
}

const UNKNOWN = -2;

/** Numbers by code, for the codes of the chunks at hand. */
class CodeMemo {
  #identity: object | undefined;
  #known = new Int32Array(0);

  of(identity: object, size: number): Int32Array {
    if (this.#identity !== identity) {
      this.#identity = identity;
      this.#known = new Int32Array(size).fill(UNKNOWN);
    }
    return this.#known;
  }

  forget(): void {
    this.#identity = undefined;
  }
}
