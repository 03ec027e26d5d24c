import type { HealthReporter } from '../forwarding/health-reporter.ts';
import type { DeadLetterSink } from '../ingestion/dead-letter.ts';
import type { Uploader } from '../ingestion/uploader.ts';
import type { WaitClock } from '../ingestion/wait-clock.ts';
import type { GraphClient } from './graph-client.ts';
import type { TraceStateStore } from './trace-state-store.ts';

/** What the runs of the poller share. */
export interface TraceContext {
  readonly client: GraphClient;
  readonly uploader: Pick<Uploader, 'open'>;
  readonly deadLetters: DeadLetterSink;
  readonly store: TraceStateStore;
  readonly health: HealthReporter;
  readonly clock: WaitClock;
  /** Milliseconds after which a run makes no further request. Best a little below the timer's 5 minutes. */
  readonly budgetMs: number;
  /** Lower case; see `directionOf`. */
  readonly acceptedDomains: ReadonlySet<string>;
  /** How far the first run reaches back. */
  readonly lookBackHours: number;
  /** Requests in 5 minutes, at most `tenantQuota`; what is left is for other tools of the tenant. */
  readonly quota: number;
  /** Whether to read the events of failed, quarantined and pending deliveries, a request each. */
  readonly details: boolean;
  /** For people who read the log of the app. Never holds subjects, addresses or links. */
  readonly log: (message: string) => void;
}
