import type { RecordFilter } from '../exchange/record-filter.ts';
import type { DeadLetterSink } from '../ingestion/dead-letter.ts';
import type { Uploader } from '../ingestion/uploader.ts';
import type { Storage } from '../storage/create-storage.ts';
import type { HealthReporter } from './health-reporter.ts';

/** What all forwarding runs of a process share. */
export interface ForwardingContext {
  readonly storage: Storage;
  readonly uploader: Pick<Uploader, 'open' | 'pauseMs'>;
  readonly deadLetters: DeadLetterSink;
  readonly filter: RecordFilter;
  /** For the direction of imported message traces; see `directionOf`. */
  readonly acceptedDomains: ReadonlySet<string>;
  readonly health: HealthReporter;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds after which a run stops reading, saves and queues the rest. Well below the host's functionTimeout. */
  readonly budgetMs: number;
  /** For people who read the log of the app. Never holds subjects or addresses. */
  readonly log: (message: string) => void;
}
