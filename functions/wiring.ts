import { readConfig } from '../src/config.ts';
import { createRecordFilter } from '../src/exchange/record-filter.ts';
import type { ForwardingContext } from '../src/forwarding/forwarding-context.ts';
import { createHealthReporter } from '../src/forwarding/health-reporter.ts';
import { HealthTally } from '../src/forwarding/health-tally.ts';
import { createUploader } from '../src/ingestion/uploader.ts';
import { systemClock } from '../src/ingestion/wait-clock.ts';
import { BlobStateStore } from '../src/message-trace/blob-state-store.ts';
import { createGraphClient } from '../src/message-trace/graph-client.ts';
import type { TraceContext } from '../src/message-trace/trace-context.ts';
import { BlobDeadLetters } from '../src/storage/blob-dead-letters.ts';
import { createCredential } from '../src/storage/create-credential.ts';
import { createStorage } from '../src/storage/create-storage.ts';

/** Reading ends after this time; with the waits below a run ends well within host.json's functionTimeout of 30 minutes. */
const budgetMs = 10 * 60_000;
/** How long a run waits for the service; then the work is queued again and the instance is free. */
const waitMs = 3 * 60_000;
/** A run of the poller ends before the next one is due. */
const pollBudgetMs = 4.5 * 60_000;

/** The parts that all functions of the process share. */
export interface App {
  readonly forwarding: ForwardingContext;
  readonly tally: HealthTally;
  /** Undefined where Exchange Online is not to be polled. */
  readonly traces: TraceContext | undefined;
}

let app: App | undefined;

/**
 * Wires the parts, once a process, at the first call: a wrong setting then fails each invocation with its message,
 * where a failing import would make the functions vanish from the app.
 */
export function wire(): App {
  app ??= createApp(process.env);
  return app;
}

function createApp(env: NodeJS.ProcessEnv): App {
  const config = readConfig(env);
  const credential = createCredential(config.clientId, env);
  const storage = createStorage(config.storage, credential);
  const log = (message: string): void => console.warn(message);
  const uploader = createUploader({
    ...config.ingestion,
    credential,
    retryBudgetMs: waitMs,
    forbiddenBudgetMs: waitMs,
    onWait: (notice) => log(notice.message),
  });
  const now = (): number => Date.now();
  const health = createHealthReporter(uploader, now, log);
  const deadLetters = new BlobDeadLetters(storage.deadLetters);
  const filter = createRecordFilter(config.filter);
  const { acceptedDomains, messageTrace } = config;
  const forwarding = { storage, uploader, deadLetters, filter, acceptedDomains, health, now, budgetMs, log };
  const { enabled, graphEndpoint, lookBackHours, quota, details } = messageTrace;
  const traces = {
    client: createGraphClient({ endpoint: graphEndpoint, credential, now }),
    uploader,
    deadLetters,
    store: new BlobStateStore(storage.state),
    health,
    clock: systemClock,
    budgetMs: pollBudgetMs,
    acceptedDomains,
    lookBackHours,
    quota,
    details,
    log,
  };
  return { forwarding, tally: new HealthTally(health, now), traces: enabled ? traces : undefined };
}
