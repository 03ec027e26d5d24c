import type { WaitClock } from '../../src/ingestion/wait-clock.ts';

/**
 * A clock that only moves when everybody sleeps: each sleep ends in the order of its time as soon as the event
 * loop has nothing nearer to do. `random` is 0.5 unless given.
 */
export class VirtualClock implements WaitClock {
  /** Every sleep asked for, in milliseconds. */
  readonly sleeps: number[] = [];
  readonly random: () => number;
  #now: number;
  #sleepers: { at: number; wake: () => void }[] = [];
  #scheduled = false;

  constructor(now = Date.UTC(2026, 0, 1), random: () => number = () => 0.5) {
    this.#now = now;
    this.random = random;
  }

  readonly now = (): number => this.#now;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    this.sleeps.push(ms);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper = { at: this.#now + ms, wake: () => {} };
      const onAbort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason);
      };
      sleeper.wake = () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      };
      signal?.addEventListener('abort', onAbort);
      this.#sleepers.push(sleeper);
      this.#schedule();
    });
  };

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#sleepers.sort((a, b) => a.at - b.at);
      const next = this.#sleepers.shift();
      if (!next) return;
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      if (this.#sleepers.length > 0) this.#schedule();
    });
  }
}
