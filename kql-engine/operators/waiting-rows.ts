import type { Accumulator } from '../aggregates/registry.ts';
import type { Chunk } from '../chunk.ts';
import type { Scope } from '../scope.ts';
import { addRows } from './add-rows.ts';

/** Rows that may wait: in all, and for so many groups. */
const MOST_WAITING = 4_000_000;
const FEW_WAITING = 65_536;
const WAITING_OF_GROUP = 8;

/** The rows that aggregates wait for, as long as they are not too many for their groups. */
export class WaitingRows {
  readonly #accumulators: readonly Accumulator[];
  readonly #scope: Scope;
  readonly #chunks: { chunk: Chunk; numbers: Int32Array }[] = [];
  readonly #done: Set<number> = new Set();
  #rows = 0;
  #over = false;

  constructor(accumulators: readonly Accumulator[], scope: Scope) {
    this.#accumulators = accumulators;
    this.#scope = scope;
  }

  add(chunk: Chunk, numbers: Int32Array, groups: number): void {
    this.#rows += chunk.length;
    if (!this.#over) {
      this.#chunks.push({ chunk, numbers });
      if (this.#rows <= Math.min(MOST_WAITING, FEW_WAITING + groups * WAITING_OF_GROUP)) return;
      // few groups keep few of the rows: waiting would keep them all
      this.#over = true;
      for (let number = 0; number < this.#accumulators.length; number++) this.run(number);
      this.#chunks.length = 0;
      return;
    }
    for (const accumulator of this.#accumulators) addRows(accumulator, chunk, numbers);
  }

  /** Gives an aggregate its rows, once. */
  run(number: number): void {
    if (this.#done.has(number)) return;
    this.#done.add(number);
    for (const { chunk, numbers } of this.#chunks) {
      this.#scope.run.check();
      addRows(this.#accumulators[number]!, chunk, numbers);
    }
  }
}
