import { backoffMs, type WaitClock } from '../ingestion/wait-clock.ts';
import type { GraphAnswer } from './graph-answer.ts';
import type { GraphClient, GraphReply } from './graph-client.ts';
import type { PollState } from './poll-state.ts';
import { type RequestKind, RequestQuota } from './request-quota.ts';
import { RunStop } from './run-stop.ts';
import { ServiceClock } from './service-clock.ts';
import { minuteMs, secondMs } from './time-range.ts';

/** An answer that somebody else has to deal with; everything else is waited out here or ends the run. */
export type UsableAnswer = Extract<GraphAnswer, { kind: 'page' | 'bad-request' }>;

/** Tries of one request that meets faults of the service or the network. */
const maxTries = 4;
const backoff = [1 * secondMs, 20 * secondMs] as const;
/** Waits for the quota of up to this long are worth the time of a running function; longer ones are left to the next run. */
const patienceMs = 20 * secondMs;
/** Waits after 429 without Retry-After: by how often in a row. */
const untoldWaits = [60 * secondMs, 120 * secondMs, 300 * secondMs] as const;
/** The service asks for seconds or minutes; more than this is taken for a mistake. */
const longestWait = 60 * minuteMs;

export interface RequestOptions {
  readonly client: GraphClient;
  readonly clock: WaitClock;
  /** Local time at which no request begins any more. */
  readonly deadline: number;
  /** Requests in 5 minutes. */
  readonly limit: number;
  readonly state: PollState;
  /** Stores the state; the reservation of a request stands in it before the request is made. */
  readonly save: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** Makes the requests of one run: within the quota, with the waits and tries that the answers ask for. */
export class TraceRequests {
  readonly time: ServiceClock;
  /** Requests made, tries included. */
  count = 0;
  /** Links that could not be followed. */
  linksDropped = 0;
  /** Milliseconds waited because the service asked for it. */
  throttledMs = 0;
  /** Whether head and settle passes still want requests. */
  hungry = true;
  /** Called once, when the run has first heard the service's time. */
  onTime: () => void = () => {};
  readonly #options: RequestOptions;
  readonly #quota: RequestQuota;
  #renewed = false;

  constructor(options: RequestOptions) {
    this.#options = options;
    const { clock, state, limit } = options;
    this.time = new ServiceClock(clock.now, state.clockOffsetMs);
    this.#quota = new RequestQuota(limit, state.quota, this.time.now());
  }

  /** Requests in the last 5 minutes. */
  get used(): number {
    return this.#quota.used(this.time.now());
  }

  /**
   * Makes a request.
   * @throws RunStop where no answer can be had in this run
   */
  async send(
    kind: RequestKind,
    request: (client: GraphClient, signal: AbortSignal) => Promise<GraphReply>,
  ): Promise<UsableAnswer> {
    const { client, clock, signal } = this.#options;
    for (let tries = 1; ; tries++) {
      await this.#permit(kind);
      this.count++;
      const answer = await request(client, signal);
      this.#note(kind, answer);
      switch (answer.kind) {
        case 'page':
        case 'bad-request':
          this.#options.state.throttles = 0;
          return answer;
        case 'throttled':
          this.#throttled(answer.waitMs);
          break;
        case 'unavailable': {
          if (answer.waitMs !== undefined) this.#holdOff(answer.waitMs);
          else if (tries < maxTries)
            await clock.sleep(backoffMs(tries - 1, ...backoff, clock.random()), signal);
          if (tries >= maxTries) throw new RunStop('failed', answer.error);
          break;
        }
        case 'unauthorized':
          // The token may be older than the role, or about to expire.
          if (this.#renewed || answer.reason === 'no-token') throw new RunStop('failed', answer.error);
          this.#renewed = true;
          client.forgetToken();
          break;
        case 'not-offered':
          throw new RunStop('failed', answer.error);
      }
    }
  }

  /** Whether a link leads to the service. */
  mayFollow(link: string): boolean {
    return this.#options.client.mayFollow(link);
  }

  /** Writes quota and clock into the state, for saving. */
  store(): void {
    const { state } = this.#options;
    state.quota = this.#quota.toState(this.time.now());
    state.clockOffsetMs = this.time.offsetMs;
  }

  /** Waits until a request may be made, and reserves it. */
  async #permit(kind: RequestKind): Promise<void> {
    const { clock, deadline, state, signal, save } = this.#options;
    for (;;) {
      signal.throwIfAborted();
      if (clock.now() >= deadline) throw new RunStop('out-of-time');
      const pause = state.throttledUntil - this.time.now();
      if (pause > 0) {
        if (clock.now() + pause >= deadline) throw new RunStop('throttled');
        await this.#sleepThrottled(pause);
        continue;
      }
      const wait = this.#quota.take(kind, this.time.now(), this.hungry);
      if (wait === 0) break;
      if (wait > patienceMs || clock.now() + wait >= deadline) throw new RunStop('out-of-quota');
      await clock.sleep(wait, signal);
    }
    await save();
  }

  /** Takes note of an answer: it counts, and may tell the time. */
  #note(kind: RequestKind, { date }: GraphReply): void {
    const first = !this.time.observed && date !== undefined;
    if (date !== undefined) this.time.observe(date);
    this.#quota.made(kind, this.time.now());
    if (!first) return;
    this.#quota.calibrate(this.time.now());
    this.onTime();
  }

  #throttled(toldMs: number | undefined): void {
    const { state, clock } = this.#options;
    const times = Math.min(state.throttles, untoldWaits.length - 1);
    // A little more or less, so that two tools in one tenant do not come back together for ever.
    this.#holdOff(toldMs ?? untoldWaits[times]! * (1 + clock.random() / 4));
    state.throttles++;
  }

  #holdOff(ms: number): void {
    this.#options.state.throttledUntil = this.time.now() + Math.min(ms, longestWait);
  }

  async #sleepThrottled(ms: number): Promise<void> {
    const { clock, signal } = this.#options;
    const before = clock.now();
    await clock.sleep(ms, signal);
    this.throttledMs += clock.now() - before;
  }
}
