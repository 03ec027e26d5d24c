import { MailflowError } from '../error.ts';
import { describeBackfill } from './backfill.ts';
import { firstState } from './first-state.ts';
import { describeGap, type Gap } from './gap.ts';
import { PollRun } from './poll-run.ts';
import { type PollState, parsePollState } from './poll-state.ts';
import { tenantQuota } from './request-quota.ts';
import type { StopReason } from './run-stop.ts';
import type { TraceContext } from './trace-context.ts';
import type { TraceStateHold } from './trace-state-store.ts';

export interface PollSummary {
  /** `busy`: another instance is polling. Everything but `failed` passes by itself. */
  readonly outcome: 'done' | 'busy' | StopReason;
  /** Whether all that was due for fresh mail and changes is read; a backfill may still be on its way. */
  readonly caughtUp: boolean;
  /** What failed, with advice. */
  readonly error?: MailflowError;
  readonly rowsRead: number;
  readonly rowsNew: number;
  readonly rowsChanged: number;
  /** Requests to Microsoft Graph. */
  readonly requests: number;
  /** Age of the newest received time up to which everything is read. */
  readonly lagSeconds: number;
  /** Gaps that were found in this run. */
  readonly gaps: readonly Gap[];
  /** How far the backfill is, for people. */
  readonly backfill?: string;
}

const component = 'poll-message-trace';

/**
 * One run of the timer: reads what is due of the message traces of Exchange Online, brings new and changed rows into
 * the table, and reports one health row, and one for each period that could not be read. A crash at any
 * moment loses nothing; the next run goes on and may double what was on its way.
 */
export async function pollMessageTraces(context: TraceContext): Promise<PollSummary> {
  const hold = await context.store.take();
  if (hold === undefined) return { ...nothing, outcome: 'busy' };
  try {
    return await poll(context, hold);
  } finally {
    await hold.release();
  }
}

const nothing = {
  caughtUp: false,
  rowsRead: 0,
  rowsNew: 0,
  rowsChanged: 0,
  requests: 0,
  lagSeconds: 0,
  gaps: [],
};

async function poll(context: TraceContext, hold: TraceStateHold): Promise<PollSummary> {
  const { log, health } = context;
  const { secret, made } = await hold.secret();
  const state = parsePollState(hold.text) ?? (await beginAnew(context, hold, made));
  const pendingDetails = context.details ? await hold.readPendingDetails() : undefined;
  const run = new PollRun(context, hold, state, secret, pendingDetails);

  let outcome: PollSummary['outcome'] = 'done';
  let error: MailflowError | undefined;
  try {
    const stop = await run.work();
    outcome = stop?.reason ?? 'done';
    error = stop?.error;
  } catch (thrown) {
    outcome = 'failed';
    error = asMailflowError(thrown);
  }
  const now = run.requests.time.now();
  if (run.caughtUp) state.lastSuccessAt = now;
  await run.save().catch((thrown: unknown) => {
    error ??= asMailflowError(thrown);
    outcome = 'failed';
  });
  if (error !== undefined) log(`Message traces: ${textOf(error)}`);

  const { rowsRead, rowsNew, rowsChanged, requests, session } = run;
  const { rowsSent, rowsRejected, bytesSent, throttledSeconds } = session.summary;
  const lagSeconds = Math.max(0, (now - state.coveredThrough) / 1000);
  const gaps = state.gaps.filter(({ reported }) => !reported);
  await health.report([
    {
      component,
      rowsRead,
      rowsNew,
      rowsChanged,
      rowsSent,
      rowsRejected: rowsRejected + run.rowsRejected,
      bytesSent,
      requests: requests.count,
      quotaUsed: requests.used / tenantQuota,
      lagSeconds,
      throttledSeconds: throttledSeconds + requests.throttledMs / 1000,
      error: error === undefined ? run.note : textOf(error),
    },
    ...gaps.map((gap) => ({
      component,
      // Where polling begins is no loss: it is told, but raises no alert.
      ...(gap.reason !== 'before-first-run' && { gapSeconds: (gap.to - gap.from) / 1000 }),
      error: describeGap(gap),
    })),
  ]);
  if (gaps.length > 0) {
    state.gaps = state.gaps.map((gap) => ({ ...gap, reported: true }));
    // Not stored means that they are reported once more.
    await run.save().catch((thrown: unknown) => log(`Message traces: ${textOf(asMailflowError(thrown))}`));
  }
  const backfill = describeBackfill(state);
  return {
    outcome,
    caughtUp: run.caughtUp,
    ...(error && { error }),
    rowsRead,
    rowsNew,
    rowsChanged,
    requests: requests.count,
    lagSeconds,
    gaps,
    ...(backfill !== undefined && { backfill }),
  };
}

/** The state of a first run, or of one whose state was lost. */
async function beginAnew(
  context: TraceContext,
  hold: TraceStateHold,
  secretMade: boolean,
): Promise<PollState> {
  const hours = await hold.listHours();
  return firstState({
    now: context.clock.now(),
    lookBackHours: context.lookBackHours,
    quota: context.quota,
    trace: !secretMade || hours.length > 0,
    oldestHour: hours[0],
    clockOffsetMs: 0,
  });
}

function asMailflowError(error: unknown): MailflowError {
  if (error instanceof MailflowError) return error;
  // Messages of the SDKs can hold URLs and with them addresses: only the kind and the code are told.
  const { name, code, statusCode } = error as { name?: unknown; code?: unknown; statusCode?: unknown };
  const said = [name, code, statusCode].filter((part) => part !== undefined).join(' ');
  return new MailflowError('polling-failed', `Polling message traces failed: ${said || 'unknown error'}.`, {
    retryable: true,
    advice: 'The next run goes on. Where it lasts, check the storage account and the rights on it.',
    cause: error,
  });
}

function textOf(error: MailflowError): string {
  return [error.message, error.advice].filter(Boolean).join(' ');
}
