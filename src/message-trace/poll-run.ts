import type { MailflowError } from '../error.ts';
import type { UploadSession } from '../ingestion/upload-session.ts';
import { messageTraceStream } from '../streams/message-trace.ts';
import { advanceBackfill, nextBackfillRange, openBackfill, unreachable } from './backfill.ts';
import { type CommittedPage, RowCommitter, traceSource } from './commit-rows.ts';
import { cutUnreachable } from './cut-unreachable.ts';
import { addGap, type GapReason } from './gap.ts';
import { completeHeadWindow, headDelayMs, maxWindowMs, nextHeadWindow, restMs } from './head-windows.ts';
import { hourOf, PendingDetails, readDetails } from './pending-details.ts';
import type { Pass, PollState } from './poll-state.ts';
import { readRange } from './read-range.ts';
import type { RequestKind } from './request-quota.ts';
import { RunStop, type StopReason } from './run-stop.ts';
import { SeenRows } from './seen-rows.ts';
import { clockDoubtMs } from './service-clock.ts';
import { completePass, nextPass, noteOpenRows, passOf, planPass, savePass } from './settle-tiers.ts';
import { sweepSeenRows } from './sweep-seen-rows.ts';
import { floorTo, hourMs, secondMs, type TimeRange } from './time-range.ts';
import type { TraceContext } from './trace-context.ts';
import { TraceHash } from './trace-hash.ts';
import { TraceRequests } from './trace-requests.ts';
import type { TraceStateHold } from './trace-state-store.ts';

/** Polling that stood still for so long begins a catch-up. */
const outageMs = hourMs;
/** Behind by more than this, what the head reads counts as read late. */
const behindMs = 2 * hourMs;
const maxRejected = 500;

/** One run of the poller, under the lease. Made for one call of `work`. */
export class PollRun {
  readonly requests: TraceRequests;
  readonly session: UploadSession<never>;
  rowsRead = 0;
  rowsNew = 0;
  rowsChanged = 0;
  rowsRejected = 0;
  /** Whether head and settle passes have read all that was due. */
  caughtUp = false;
  /** What went wrong though the run went on; for the health row. */
  note: string | undefined;
  readonly #context: TraceContext;
  readonly #hold: TraceStateHold;
  readonly #state: PollState;
  readonly #committer: RowCommitter;
  readonly #details: PendingDetails | undefined;
  readonly #rejected: Set<string>;

  constructor(
    context: TraceContext,
    hold: TraceStateHold,
    state: PollState,
    secret: Buffer,
    pendingDetails: string | undefined,
  ) {
    const { client, clock, uploader, deadLetters, acceptedDomains } = context;
    this.#context = context;
    this.#hold = hold;
    this.#state = state;
    this.#rejected = new Set(state.rejected);
    this.#details = pendingDetails === undefined ? undefined : new PendingDetails(hold, pendingDetails);
    this.session = uploader.open<never>({
      stream: messageTraceStream.name,
      file: traceSource,
      deadLetters,
      signal: hold.signal,
    });
    this.requests = new TraceRequests({
      client,
      clock,
      deadline: clock.now() + context.budgetMs,
      limit: context.quota,
      state,
      save: () => this.save(),
      signal: hold.signal,
    });
    this.requests.onTime = () => this.#checkTimes();
    this.#committer = new RowCommitter({
      session: this.session,
      deadLetters,
      seen: new SeenRows(hold),
      hash: new TraceHash(secret),
      constants: { collector: 'MessageTrace', acceptedDomains },
      rejected: this.#rejected,
      now: () => this.#now,
      onSent: async (rows) => this.#details?.add(rows),
      onHour: (hour, open) => noteOpenRows(state, hour, open, this.#now),
    });
  }

  /** Reads what is due. @returns why it ended before everything was read; undefined where it did not */
  async work(): Promise<{ reason: StopReason; error?: MailflowError | undefined } | undefined> {
    this.#noteOutage();
    const main = await stopOf(async () => {
      await this.#head();
      await this.#settle();
      this.caughtUp = true;
      this.requests.hungry = false;
      await sweepSeenRows(this.#hold, this.#state, this.#now);
    });
    if (main !== undefined && main.reason !== 'out-of-quota') return main;
    const other = await stopOf(async () => {
      await this.#readDetails();
      await this.#backfill();
    });
    return main ?? other;
  }

  /** Stores how far the run is. */
  async save(): Promise<void> {
    const state = this.#state;
    this.requests.store();
    state.rejected = [...this.#rejected].slice(-maxRejected);
    state.lastRunAt = this.#now;
    await this.#hold.save(JSON.stringify(state));
  }

  get #now(): number {
    return this.requests.time.now();
  }

  /** After an outage everything from here on is read late, and need not be read again so soon. */
  #noteOutage(): void {
    const state = this.#state;
    const now = this.#now;
    if (now - state.lastRunAt < outageMs || now - state.coveredThrough < behindMs) return;
    state.catchUp = { from: state.coveredThrough, since: now - clockDoubtMs };
    // A window that was begun before the outage would mix rows read then and now.
    state.head = { pages: 0, length: state.head.length };
  }

  /** The service's time is known: a state that is ahead of it comes from a machine whose clock was. */
  #checkTimes(): void {
    const state = this.#state;
    if (!this.requests.time.observed) return;
    const newest = floorTo(secondMs, this.#now - headDelayMs);
    if (state.coveredThrough > newest) state.coveredThrough = newest;
    if ((state.head.window?.end ?? 0) > newest) state.head = { pages: 0, length: state.head.length };
  }

  async #head(): Promise<void> {
    const state = this.#state;
    let overlap = true;
    let rest = 0;
    for (;;) {
      cutUnreachable(state, this.#now);
      const resumed = state.head.window !== undefined;
      const time = this.requests.time.observed ? this.#now : undefined;
      const window = nextHeadWindow(state, overlap, rest, time);
      if (window === undefined) return;
      if (!resumed) {
        overlap = false;
        if (time !== undefined) rest = restMs;
      }
      state.head.window = window;
      await this.#read(
        window,
        'main',
        (to) => {
          state.head.window = { ...window, to };
        },
        () => {
          state.head.pages++;
        },
      );
      completeHeadWindow(state);
      this.#checkTimes();
    }
  }

  async #settle(): Promise<void> {
    const state = this.#state;
    for (;;) {
      cutUnreachable(state, this.#now);
      const name = nextPass(state, this.#now);
      if (name === undefined) return;
      const pass = passOf(state, name) ?? {
        startedAt: this.#now,
        left: planPass(state, name, this.#now),
      };
      const range = pass.left.at(-1);
      if (range === undefined) {
        savePass(state, name, pass);
        completePass(state, name);
        continue;
      }
      const before = pass.left.slice(0, -1);
      const progress = (to: number): void => {
        const left: Pass['left'] = to > range.from ? [...before, { from: range.from, to }] : before;
        savePass(state, name, { ...pass, left });
      };
      progress(range.to);
      // A day at a time: then a shorter pass may be more urgent.
      await this.#read(
        { from: Math.max(range.from, range.to - maxWindowMs), to: range.to },
        'main',
        progress,
      );
    }
  }

  async #readDetails(): Promise<void> {
    const details = this.#details;
    if (details === undefined) return;
    for (let row = details.next; row !== undefined; row = details.next) {
      const { id, recipientAddress } = row;
      const answer = await this.requests.send('other', (client, signal) =>
        client.details(id, recipientAddress, signal),
      );
      if (answer.kind === 'page') await this.#committer.details(readDetails(row, answer.rows), hourOf(row));
      else this.note = answer.error.message;
      details.done(row);
      await details.save();
    }
  }

  async #backfill(): Promise<void> {
    const state = this.#state;
    for (;;) {
      // Read again each time: removing the request stops it.
      const request = await this.#hold.readBackfill();
      if (request === undefined) return;
      const opened = openBackfill(request, state.backfill, this.#now);
      if (opened === undefined) return this.#hold.removeBackfill(request);
      state.backfill = opened;
      const range = nextBackfillRange(opened, this.#now);
      if (range === undefined) {
        const lost = unreachable(opened, this.#now);
        if (lost !== undefined) this.#gap(lost, 'beyond-reach');
        state.backfill = { ...opened, finishedAt: this.#now };
        await this.save();
        await this.#hold.removeBackfill(request);
        return;
      }
      let rows = 0;
      let { count } = this.requests;
      await this.#read(
        range,
        'other',
        (to) => {
          const requests = this.requests.count - count;
          state.backfill = advanceBackfill(state.backfill!, to, rows, requests, this.#context.quota);
          rows = 0;
          count = this.requests.count;
        },
        (page) => {
          rows += page.rows.length;
        },
      );
    }
  }

  async #read(
    range: TimeRange,
    kind: RequestKind,
    onProgress: (to: number) => void,
    onPage: (page: CommittedPage) => void = () => {},
  ): Promise<void> {
    await readRange(range, {
      requests: this.requests,
      kind,
      commit: async (values) => {
        const page = await this.#committer.page(values);
        this.rowsRead += values.length;
        this.rowsNew += page.fresh;
        this.rowsChanged += page.changed;
        this.rowsRejected += page.rejected;
        onPage(page);
        return page;
      },
      onProgress,
      onGap: (second) => this.#gap(second, 'too-many-in-a-second'),
      isGap: ({ from, to }) =>
        this.#state.gaps.some(
          (gap) => gap.reason === 'too-many-in-a-second' && gap.from <= from && gap.to >= to,
        ),
    });
  }

  #gap({ from, to }: TimeRange, reason: GapReason): void {
    this.#state.gaps = addGap(this.#state.gaps, from, to, reason, this.#now);
  }
}

/** Runs work that a `RunStop` may end. */
async function stopOf(work: () => Promise<void>): Promise<RunStop | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof RunStop) return error;
    throw error;
  }
}
