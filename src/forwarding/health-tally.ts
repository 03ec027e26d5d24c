import type { MailflowError } from '../error.ts';
import type { HealthReporter } from './health-reporter.ts';
import type { GroupResult } from './line-group.ts';

/** Shippers may post every second: what their requests did is added up for so long before it is reported. */
const reportEveryMs = 60_000;

/** Adds up what the requests to `receive-lines` did, into one health row a minute and process. */
export class HealthTally {
  readonly #health: HealthReporter;
  readonly #now: () => number;
  #reportedAt: number;
  #sum = empty();

  constructor(health: HealthReporter, now: () => number) {
    this.#health = health;
    this.#now = now;
    this.#reportedAt = now() - reportEveryMs;
  }

  async add(results: readonly GroupResult[]): Promise<void> {
    const sum = this.#sum;
    for (const { received, filtered, rejected, summary } of results) {
      sum.rowsRead += received;
      sum.rowsFiltered += filtered;
      sum.rowsRejected += rejected.length;
      sum.rowsSent += summary.rowsSent;
      sum.bytesSent += summary.bytesSent;
      sum.requests += summary.requests;
      sum.throttledSeconds += summary.throttledSeconds;
    }
    if (sum.rowsRead > 0 && this.#now() - this.#reportedAt >= reportEveryMs) await this.#report();
  }

  /** A request failed: reported with what has gathered, unless the last report is less than a minute old. */
  async fail(error: MailflowError, rowsRead: number): Promise<void> {
    this.#sum.rowsRead += rowsRead;
    const due = this.#now() - this.#reportedAt >= reportEveryMs;
    if (due) await this.#report([error.message, error.advice].filter(Boolean).join(' '));
  }

  async #report(error?: string): Promise<void> {
    const sum = this.#sum;
    this.#sum = empty();
    this.#reportedAt = this.#now();
    await this.#health.report([{ component: 'receive-lines', ...sum, error }]);
  }
}

function empty() {
  return {
    rowsRead: 0,
    rowsSent: 0,
    rowsRejected: 0,
    rowsFiltered: 0,
    bytesSent: 0,
    requests: 0,
    throttledSeconds: 0,
  };
}
