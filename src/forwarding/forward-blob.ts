import { nudgeMessage } from '../agent/nudger.ts';
import { MailflowError } from '../error.ts';
import { CheckpointLease } from '../storage/checkpoint-lease.ts';
import { peekCheckpoint } from '../storage/checkpoint-store.ts';
import { statusOf } from '../storage/storage-error.ts';
import { BlobRun } from './blob-run.ts';
import type { ForwardingContext } from './forwarding-context.ts';
import { ImportRun } from './import-run.ts';
import { describeLogBlob, isImportBlob, lookAt } from './log-blob.ts';
import { isPending } from './pending-blob.ts';

/**
 * - `done`: all is forwarded. `unchanged`: there was nothing to do. `gone`: there is no such blob.
 * - `held`: another instance is at it; queued again.
 * - `out-of-time`: the rest is queued. `postponed`: failed for a passing reason; queued again, later.
 * - `refused`: not a message tracking log (or no export of message traces, where one is expected); in the dead letters,
 *   and not read again.
 */
export type ForwardOutcome = 'done' | 'unchanged' | 'gone' | 'held' | 'out-of-time' | 'postponed' | 'refused';

/** Seconds until a blob that another instance holds is looked at again. */
const heldSeconds = 10;
/** First and longest wait after a failure, in seconds; each failure doubles it. */
const retrySeconds = [30, 1800] as const;
/** Failures in a row that are waited out in silence; from then on the invocation fails, so that alerts see it. */
const patientFailures = 5;

/**
 * Forwards what a log blob, or an export of message traces, holds beyond its checkpoint: to the Logs Ingestion API, and
 * what cannot be read to the dead letters. The checkpoint moves only past bytes that are in one of the two; so a crash at any moment loses
 * nothing, and at worst sends again what was acknowledged since the last save (same `recordId`).
 * @throws what the run failed with, where waiting does not help or has not helped
 */
export async function forwardBlob(blobName: string, context: ForwardingContext): Promise<ForwardOutcome> {
  const { storage, health, now, log } = context;
  const started = now();
  const blob = storage.logs.getBlobClient(blobName);
  const [seen, checkpoint] = await Promise.all([lookAt(blob), peekCheckpoint(storage.state, blobName)]);
  if (seen === undefined) return 'gone';
  const facts = {
    name: blobName,
    length: seen.contentLength ?? 0,
    etag: seen.etag ?? '',
    lastModified: seen.lastModified ?? new Date(0),
  };
  if (!isPending(facts, checkpoint, started)) return 'unchanged';

  const lease = await CheckpointLease.take(storage.state, blobName);
  if (lease === undefined) {
    await queueAgain(context, blobName, heldSeconds);
    return 'held';
  }
  const source = describeLogBlob(blobName, seen.metadata);
  let run: BlobRun | ImportRun;
  try {
    const deadline = started + context.budgetMs;
    run = isImportBlob(blobName)
      ? new ImportRun(blob, lease, context, deadline)
      : new BlobRun(blob, source, lease, context, deadline);
  } catch (error) {
    await lease.release();
    throw error;
  }
  let outcome: ForwardOutcome;
  let failure: unknown;
  let waitSeconds = 0;
  try {
    outcome = await run.read();
    await run.save();
  } catch (error) {
    outcome = 'postponed';
    failure = error;
    const failures = lease.checkpoint.failures + 1;
    const [first, longest] = retrySeconds;
    waitSeconds = Math.min(longest, first * 2 ** (failures - 1));
    const retryAt = new Date(now() + waitSeconds * 1000).toISOString();
    await run
      .save({ failures, retryAt })
      .catch((saveError: unknown) => log(`${blobName}: ${textOf(saveError)}`));
    log(`${blobName}: ${textOf(error)}`);
  } finally {
    await lease.release();
  }
  const patient = failure === undefined || (passes(failure) && lease.checkpoint.failures < patientFailures);
  if (patient && (outcome === 'out-of-time' || outcome === 'postponed')) {
    await queueAgain(context, blobName, waitSeconds);
  }
  const { counts } = run;
  if (counts.rowsRead > 0 || failure !== undefined || run.note !== undefined) {
    const error = failure === undefined ? run.note : textOf(failure);
    await health.report([
      { component: 'forward-blob', Computer: source.Computer, FilePath: source.FilePath, ...counts, error },
    ]);
  }
  if (!patient) throw failure;
  return outcome;
}

async function queueAgain({ storage }: ForwardingContext, blobName: string, seconds: number): Promise<void> {
  await storage.queue.sendMessage(nudgeMessage(blobName), { visibilityTimeout: seconds });
}

/** Whether the failure can pass without anybody changing anything. */
function passes(error: unknown): boolean {
  if (error instanceof MailflowError) return error.retryable;
  const status = statusOf(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (status === undefined) return typeof code === 'string';
  // 412 and 416: the blob was replaced while it was read.
  return status >= 500 || [408, 409, 412, 416, 429].includes(status);
}

function textOf(error: unknown): string {
  if (error instanceof MailflowError) return [error.message, error.advice].filter(Boolean).join(' ');
  return error instanceof Error ? error.message : String(error);
}
