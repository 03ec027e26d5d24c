import { backoffMs, type WaitClock } from './wait-clock.ts';

/** Why all requests wait. */
export type Trouble = 'throttled' | 'forbidden';

interface TroubleNote {
  readonly waitMs: number;
  readonly since: number;
  /** Whether this request is the first to report it. */
  readonly first: boolean;
}

/** Waits without a told time: first and longest, in milliseconds. */
const backoffs: Readonly<Record<Trouble, readonly [base: number, cap: number]>> = {
  throttled: [1_000, 60_000],
  // A role takes minutes to hold; asking more often helps nobody.
  forbidden: [10_000, 60_000],
};

/**
 * The state of the service as all requests of the process see it. After a 429 or 403 nobody sends until the pause is
 * over; then one request goes ahead, and only its success opens the gate for the others.
 */
export class ServiceGate {
  readonly #clock: WaitClock;
  #pausedUntil = 0;
  /** Counts pauses. Answers to requests from before the latest pause say nothing about the time after it. */
  #generation = 0;
  #strikes = 0;
  #closed = false;
  #trial: PromiseWithResolvers<void> | undefined;
  #since = new Map<Trouble, number>();

  constructor(clock: WaitClock) {
    this.#clock = clock;
  }

  /** Milliseconds until somebody may send again; 0 where nobody waits. */
  get pauseMs(): number {
    return Math.max(0, this.#pausedUntil - this.#clock.now());
  }

  /** Waits until a request may go, and gives the ticket to hand in with its outcome. Rejects when aborted. */
  async pass(signal: AbortSignal): Promise<number> {
    for (;;) {
      signal.throwIfAborted();
      const wait = this.pauseMs;
      if (wait > 0) {
        await this.#clock.sleep(wait, signal);
      } else if (!this.#closed) {
        return this.#generation;
      } else if (!this.#trial) {
        this.#trial = Promise.withResolvers();
        return this.#generation;
      } else {
        await settledOrAborted(this.#trial.promise, signal);
      }
    }
  }

  /** Whether a request would go at once. */
  get open(): boolean {
    return !this.#closed;
  }

  /** The service answered for the rows: all is well. */
  answered(ticket: number): void {
    if (ticket !== this.#generation) return;
    this.#closed = false;
    this.#strikes = 0;
    this.#since.clear();
    this.#endTrial();
  }

  /** No word about the service as a whole: the next one may try. */
  unknown(ticket: number): void {
    if (ticket === this.#generation) this.#endTrial();
  }

  /**
   * The service asks to wait. `toldMs`: for how long, where it says so. Returns the wait chosen, and since when this
   * trouble has lasted. Only the first of several requests that ran into the same trouble raises the next wait.
   */
  troubled(ticket: number, trouble: Trouble, toldMs: number | undefined): TroubleNote {
    const now = this.#clock.now();
    const current = ticket === this.#generation;
    if (current) {
      this.#generation++;
      this.#strikes++;
      this.#closed = true;
      this.#endTrial();
    }
    const since = this.#since.get(trouble) ?? now;
    this.#since.set(trouble, since);
    const random = this.#clock.random();
    const [base, cap] = backoffs[trouble];
    if (toldMs !== undefined) {
      this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.max(toldMs, 50) * (1 + random / 10));
    } else if (current) {
      this.#pausedUntil = Math.max(this.#pausedUntil, now + backoffMs(this.#strikes - 1, base, cap, random));
    }
    return { waitMs: this.pauseMs, since, first: current };
  }

  #endTrial(): void {
    this.#trial?.resolve();
    this.#trial = undefined;
  }
}

async function settledOrAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  let onAbort = () => {};
  const aborted = new Promise<void>((resolve) => {
    onAbort = resolve;
    signal.addEventListener('abort', onAbort);
  });
  await Promise.race([promise, aborted]);
  signal.removeEventListener('abort', onAbort);
}
