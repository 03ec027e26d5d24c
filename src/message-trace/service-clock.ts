import { minuteMs } from './time-range.ts';

/** Before a run has heard the service's time, its idea of it is taken to be wrong by at most so much. */
export const clockDoubtMs = 15 * minuteMs;

/**
 * The service's time as far as it can be known from `Date` headers. Quota and the newest bound of a filter count in
 * the service's time; the clock of this machine may be wrong by minutes. The estimate is never ahead: `Date` has whole
 * seconds, and an answer takes time to arrive.
 */
export class ServiceClock {
  readonly #local: () => number;
  #offset: number;
  #observed = false;

  /** @param offsetMs what the last run found: service minus local */
  constructor(local: () => number, offsetMs: number) {
    this.#local = local;
    this.#offset = offsetMs;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#local() + this.#offset;
  }

  get offsetMs(): number {
    return this.#offset;
  }

  /** Whether an answer of this run has told the time. Until then the estimate may be off by as much as two machines differ. */
  get observed(): boolean {
    return this.#observed;
  }

  /** Takes note of an answer that has just arrived. @param date of its `Date` header, milliseconds since 1970 */
  observe(date: number): void {
    const offset = date - this.#local();
    // The answer with the least delay is nearest to the truth.
    this.#offset = this.#observed ? Math.max(this.#offset, offset) : offset;
    this.#observed = true;
  }
}
