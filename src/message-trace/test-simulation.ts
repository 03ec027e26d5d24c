import { graphHttpClient } from '../../test/doubles/graph/graph-http-client.ts';
import { type GraphFault, GraphService } from '../../test/doubles/graph/graph-service.ts';
import type { Tenant } from '../../test/doubles/graph/tenant.ts';
import { seededRandom } from '../../test/doubles/ingestion-faults.ts';
import { MailflowError } from '../error.ts';
import type { HealthRow } from '../forwarding/health-reporter.ts';
import { MemoryDeadLetters } from '../ingestion/memory-dead-letters.ts';
import { nothingUploaded, type UploadSession } from '../ingestion/upload-session.ts';
import type { Uploader } from '../ingestion/uploader.ts';
import type { WaitClock } from '../ingestion/wait-clock.ts';
import type { Gap } from './gap.ts';
import { createGraphClient } from './graph-client.ts';
import { MemoryStateStore } from './memory-state-store.ts';
import { type PollSummary, pollMessageTraces } from './poll-message-traces.ts';
import { parsePollState } from './poll-state.ts';
import type { TraceContext } from './trace-context.ts';
import { traceStatus } from './trace-row.ts';
import type { TraceStateHold, TraceStateStore } from './trace-state-store.ts';

/** How one run goes wrong. */
export interface RunTrouble {
  /** The run ends at its n-th step outside (request, storage, upload), before or after the step has its effect. */
  readonly crashAt?: number;
  readonly crashAfter?: boolean;
  /** The upload of the n-th page fails, after so many of its rows have arrived. */
  readonly uploadFailsAt?: number;
  readonly rowsThatArrive?: number;
  /** Milliseconds by which the machine's clock is ahead of the service's. */
  readonly skewMs?: number;
  readonly fault?: () => GraphFault | undefined;
  /** Milliseconds that each request takes. */
  readonly latencyMs?: number;
}

/** One run as it went, in the service's time. */
export interface SimulatedRun {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Undefined where it crashed. */
  readonly summary: PollSummary | undefined;
  /** Faults that requests of this run met. */
  readonly faults: number;
  /** The first of the rows that were shown in this run. */
  readonly shownFrom: number;
  /** The first of the shown rows that the run may have lost by a crash or a failed upload: those of its last page. */
  readonly unsafeFrom: number;
}

/** One row as an answer showed it, or as it came into the table. */
export interface SeenVersion {
  readonly key: string;
  readonly version: string;
}

export interface SimulationOptions {
  readonly tenant: Tenant;
  /** Service time at the start. */
  readonly now: number;
  readonly pageSize?: number;
  readonly lookBackHours?: number;
  readonly details?: boolean;
  readonly quota?: number;
  readonly budgetMs?: number;
  /** False: rows are counted only, for large tenants. */
  readonly keepRows?: boolean;
  /** Each row as it comes into the table. */
  readonly onRow?: (row: string) => void;
  /** In the place of the one in memory. */
  readonly store?: TraceStateStore;
}

/** The poller against the Graph double in simulated time, with crashes at any step. */
export class TraceSimulation {
  readonly service: GraphService;
  readonly store = new MemoryStateStore();
  /** Rows of the table, oldest first. */
  readonly table: SeenVersion[] = [];
  /** Every row of every list that was answered with 200. */
  readonly shown: SeenVersion[] = [];
  readonly health: HealthRow[] = [];
  readonly logged: string[] = [];
  /** All gaps that ever stood in the state. */
  readonly gaps = new Map<string, Gap>();
  readonly deadLetters = new MemoryDeadLetters();
  /** Rows that came into the table, kept or not. */
  rowsSent = 0;
  /** Service time. */
  now: number;
  readonly #options: SimulationOptions;
  readonly #client: TraceContext['client'];
  readonly #random = seededRandom(7);
  #trouble: RunTrouble = {};
  #steps = 0;
  #uploads = 0;
  #faults = 0;
  #dead = false;
  #uploadFailed = false;
  #pageFrom = 0;

  constructor(options: SimulationOptions) {
    this.#options = options;
    this.now = options.now;
    this.service = new GraphService({
      tenant: options.tenant,
      now: () => this.now,
      faults: () => {
        const fault = this.#trouble.fault?.();
        if (fault !== undefined) this.#faults++;
        return fault;
      },
    });
    const transport = graphHttpClient(this.service);
    this.#client = createGraphClient({
      endpoint: 'https://graph.test',
      credential: { getToken: async () => ({ token: 'test', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) },
      pageSize: options.pageSize ?? 5000,
      now: () => this.#local,
      httpClient: {
        sendRequest: (request) =>
          this.#step(async () => {
            this.now += this.#trouble.latencyMs ?? 0;
            const response = await transport.sendRequest(request);
            if (response.status === 200 && options.keepRows !== false) this.#note(response.bodyAsText ?? '');
            return response;
          }),
      },
    });
  }

  /** Lets time go by, and runs the poller once. */
  async run(afterMs: number, trouble: RunTrouble = {}): Promise<SimulatedRun> {
    this.now += afterMs;
    this.#trouble = trouble;
    this.#steps = 0;
    this.#uploads = 0;
    this.#faults = 0;
    this.#dead = false;
    this.#uploadFailed = false;
    this.#pageFrom = this.shown.length;
    // The lease of a run that crashed has run out.
    this.store.held = false;
    const startedAt = this.now;
    const shownFrom = this.shown.length;
    let summary: PollSummary | undefined;
    try {
      summary = await pollMessageTraces(this.#context());
    } catch (error) {
      if (!this.#dead) throw error;
    }
    if (this.#dead) summary = undefined;
    for (const gap of parsePollState(this.store.text)?.gaps ?? []) {
      this.gaps.set(`${gap.from} ${gap.to} ${gap.reason}`, gap);
    }
    const unsafe = this.#dead || this.#uploadFailed;
    return {
      startedAt,
      endedAt: this.now,
      summary,
      faults: this.#faults,
      shownFrom,
      unsafeFrom: unsafe ? this.#pageFrom : this.shown.length,
    };
  }

  get #local(): number {
    return this.now + (this.#trouble.skewMs ?? 0);
  }

  #context(): TraceContext {
    const { lookBackHours = 48, details = false, quota = 90, budgetMs = 240_000 } = this.#options;
    const clock: WaitClock = {
      now: () => this.#local,
      sleep: (ms) =>
        this.#step(async () => {
          this.now += ms;
        }),
      random: this.#random,
    };
    return {
      client: this.#client,
      uploader: { open: () => this.#session() } as unknown as Pick<Uploader, 'open'>,
      deadLetters: this.deadLetters,
      store: { take: async () => this.#guard(await (this.#options.store ?? this.store).take()) },
      health: { report: (rows) => this.#step(async () => void this.health.push(...rows)) },
      clock,
      budgetMs,
      acceptedDomains: new Set(['contoso.com']),
      lookBackHours,
      quota,
      details,
      log: (message) => void this.logged.push(message),
    };
  }

  /** One step outside: where the run may crash, before or after it has its effect. */
  async #step<T>(act: () => Promise<T>): Promise<T> {
    if (this.#dead) throw new Crash();
    const crash = ++this.#steps === this.#trouble.crashAt;
    if (crash && !this.#trouble.crashAfter) this.#crash();
    const result = await act();
    if (crash) this.#crash();
    return result;
  }

  #crash(): never {
    this.#dead = true;
    throw new Crash();
  }

  /** The store, each of its calls a step. */
  #guard(hold: TraceStateHold | undefined): TraceStateHold | undefined {
    if (hold === undefined) return undefined;
    return new Proxy(hold, {
      get: (target, name: keyof TraceStateHold) => {
        const value = target[name] as unknown;
        if (typeof value !== 'function') return value;
        if (name === 'release') return value.bind(target);
        return (...args: unknown[]) => this.#step(() => value.apply(target, args));
      },
    });
  }

  #session(): UploadSession<never> {
    const summary = nothingUploaded();
    let waiting: string[] = [];
    const arrive = (rows: readonly string[]): void => {
      this.rowsSent += rows.length;
      summary.rowsSent += rows.length;
      if (this.#options.onRow) rows.forEach(this.#options.onRow);
      if (this.#options.keepRows === false) return;
      for (const text of rows) {
        const row = JSON.parse(text) as Record<string, unknown>;
        if (row.event === undefined) this.table.push(versionOf(row));
      }
    };
    return {
      add: (row) => void waiting.push(row),
      mark: () => {},
      reached: undefined,
      summary,
      flush: () =>
        this.#step(async () => {
          const rows = waiting;
          waiting = [];
          if (++this.#uploads === this.#trouble.uploadFailsAt) {
            this.#uploadFailed = true;
            arrive(rows.slice(0, this.#trouble.rowsThatArrive ?? 0));
            throw new MailflowError('unavailable', 'test', { retryable: true });
          }
          arrive(rows);
          return summary;
        }),
    };
  }

  #note(body: string): void {
    const rows = (JSON.parse(body) as { value: Record<string, unknown>[] }).value;
    if (rows[0]?.event !== undefined) return;
    this.#pageFrom = this.shown.length;
    for (const row of rows) this.shown.push(versionOf(row));
  }
}

class Crash extends Error {}

/** Key and version of a row, of Graph or of the stream. */
export function versionOf(row: Record<string, unknown>): SeenVersion {
  const key = `${row.id ?? row.traceId}|${row.recipientAddress}`.toLowerCase();
  return { key, version: [traceStatus(String(row.status)), row.size, row.toIP ?? ''].join(' ') };
}
