import { clockDoubtMs } from './service-clock.ts';
import { minuteMs, secondMs } from './time-range.ts';

/** `main`: head and settle passes. `other`: details and backfill, which get what is left over. */
export type RequestKind = 'main' | 'other';

/** The quota as it is stored. */
export interface QuotaState {
  /** Requests of the last minutes: service time, and how many of each kind. */
  readonly made: readonly (readonly [at: number, main: number, other: number])[];
  /** Reserved, perhaps made, not yet answered. */
  readonly pending: readonly [main: number, other: number];
}

/**
 * Requests that the service takes from a tenant in 5 minutes, all its tools together.
 * Source: Microsoft Graph v1.0, "List messageTraces" (2026-01-27), note on throttling.
 */
export const tenantQuota = 100;

/** The service's 5 minutes, and 5 s more: our idea of its time can be 1 s and the delay of an answer behind. */
const windowMs = 5 * minuteMs + 5 * secondMs;
/** The same before the run has heard the service's time. */
const blindWindowMs = windowMs + clockDoubtMs;
/** Head and settle passes take at most so many in a window. */
const mainLimit = 60;
/** Kept back for the first request of runs that do not yet know the service's time. */
const blindReserve = 3;
/** Left for the head by backfill and details, so that a tick is never without a request. */
const headReserve = 10;
/** What a run without any state may do in its first 5 minutes. */
const firstRequests = 10;

interface Entry {
  at: number;
  main: number;
  other: number;
  /** Dated by an estimate that an answer has not yet confirmed. */
  estimated: boolean;
}

/**
 * A rolling limiter over the tenant's quota. A request is taken before it is made and the state is stored in between;
 * so whatever a crash cuts off is counted, as made when the next run begins.
 */
export class RequestQuota {
  readonly #limit: number;
  readonly #entries: Entry[];
  #pending: [main: number, other: number] = [0, 0];
  #blind = true;

  /**
   * @param limit most requests in 5 minutes, all kinds together
   * @param now service time, as far as it is known yet
   */
  constructor(limit: number, saved: QuotaState, now: number) {
    this.#limit = limit;
    this.#entries = saved.made.map(([at, main, other]) => ({ at, main, other, estimated: false }));
    const [main, other] = saved.pending;
    if (main + other > 0) this.#entries.push({ at: now, main, other, estimated: true });
  }

  /** For a run without any state: nobody knows what was made, so all but 10 count as on their way. */
  static unknown(limit: number): QuotaState {
    return { made: [], pending: [0, Math.max(0, limit - blindReserve - firstRequests)] };
  }

  /** An answer has told the service's time: what was dated by estimates counts as made now, so at the latest. */
  calibrate(now: number): void {
    if (!this.#blind) return;
    this.#blind = false;
    for (const entry of this.#entries) {
      if (entry.estimated || entry.at > now) entry.at = now;
      entry.estimated = false;
    }
  }

  /**
   * Takes a request.
   * @param hungry whether head or settle passes still want requests: then the others leave them their share
   * @returns 0, or how many milliseconds to wait until one could be free
   */
  take(kind: RequestKind, now: number, hungry = false): number {
    const [pendingMain, pendingOther] = this.#pending;
    const reserve = this.#blind ? 0 : blindReserve;
    const share = kind === 'main' ? 0 : hungry ? mainLimit : headReserve;
    const free: number[] = [];
    const live = this.#live(now);
    const total = pendingMain + pendingOther + sum(live, ({ main, other }) => main + other);
    const limit = Math.max(1, this.#limit - reserve - share);
    if (total >= limit) free.push(this.#freeAt(live, total - limit + 1, ({ main, other }) => main + other));
    if (kind === 'main') {
      const main = pendingMain + sum(live, (entry) => entry.main);
      const own = Math.max(1, this.#blind ? limit : Math.min(mainLimit, limit));
      if (main >= own) free.push(this.#freeAt(live, main - own + 1, (entry) => entry.main));
    }
    if (free.length > 0) return Math.max(1, Math.max(...free) - now);
    this.#pending[kind === 'main' ? 0 : 1]++;
    return 0;
  }

  /** The request was made, or will not be: either way it counts as made now. */
  made(kind: RequestKind, now: number): void {
    const index = kind === 'main' ? 0 : 1;
    this.#pending[index]--;
    this.#entries.push({ at: now, main: 1 - index, other: index, estimated: this.#blind });
  }

  /** Requests in the service's 5 minutes before `now`. */
  used(now: number): number {
    return (
      this.#pending[0] +
      this.#pending[1] +
      sum(this.#live(now), ({ at, main, other }) => (at > now - 5 * minuteMs ? main + other : 0))
    );
  }

  toState(now: number): QuotaState {
    const made = this.#live(now).map(({ at, main, other }) => [at, main, other] as const);
    return { made, pending: [...this.#pending] };
  }

  /** Entries that may still lie in the service's window. */
  #live(now: number): Entry[] {
    const window = this.#blind ? blindWindowMs : windowMs;
    return this.#entries.filter(({ at }) => at > now - window);
  }

  /** When `count` of the oldest will have left the window. */
  #freeAt(live: readonly Entry[], count: number, weight: (entry: Entry) => number): number {
    const window = this.#blind ? blindWindowMs : windowMs;
    let left = count;
    for (const entry of live.toSorted((a, b) => a.at - b.at)) {
      left -= weight(entry);
      if (left <= 0) return entry.at + window;
    }
    // Only requests on their way are in the way.
    return Number.POSITIVE_INFINITY;
  }
}

function sum(entries: readonly Entry[], weight: (entry: Entry) => number): number {
  return entries.reduce((total, entry) => total + weight(entry), 0);
}
