import { nudgeMessage } from '../agent/nudger.ts';
import { removeCheckpoint } from '../storage/checkpoint-store.ts';
import type { ForwardingContext } from './forwarding-context.ts';
import { type SurveyedBlob, surveyBlobs } from './survey-blobs.ts';
import { readSweepMemory, type SweepEntry, writeSweepMemory } from './sweep-memory.ts';

/** Most messages that one sweep queues; the next one goes on. */
const maxMessages = 1000;
const parallelMessages = 16;
/** A blob that was queued is not queued again before its checkpoint moves or so much time has passed. */
const requeueMs = 15 * 60_000;
/** A checkpoint without a blob is removed when it is as old as this. */
const orphanMs = 24 * 60 * 60_000;

export interface SweepResult {
  /** Blobs that hold bytes not forwarded. */
  readonly behind: number;
  /** Of these, the ones queued now. */
  readonly queued: number;
  /** Checkpoints removed, since their log blob is gone. */
  readonly removed: number;
}

/**
 * Queues every log blob that has grown beyond its checkpoint: appends raise no Event Grid event, and nudges and events
 * can be lost. Costs a list request for each 5,000 blobs and checkpoints.
 */
export async function sweepBlobs(context: Pick<ForwardingContext, 'storage' | 'now'>): Promise<SweepResult> {
  const { storage } = context;
  const now = context.now();
  const behind: SurveyedBlob[] = [];
  const memory = await readSweepMemory(storage.state);
  const orphans = await surveyBlobs(storage, now, (blob) => {
    if (blob.pending) behind.push(blob);
  });

  const entries: Record<string, SweepEntry> = {};
  const toQueue: string[] = [];
  for (const blob of behind) {
    const before = memory[blob.name];
    const checkpoint = blob.checkpoint?.checkpointEtag ?? '';
    const complete = blob.checkpoint?.etag ?? before?.complete ?? '';
    const since = before?.complete === complete ? before.since : Math.min(now, blob.lastModified.getTime());
    const waiting = before?.checkpoint === checkpoint && now - before.queuedAt < requeueMs;
    const postponed = (blob.checkpoint?.retryAt ?? 0) > now;
    const due = !waiting && !postponed && toQueue.length < maxMessages;
    if (due) toQueue.push(blob.name);
    if (due) entries[blob.name] = { queuedAt: now, checkpoint, complete, since };
    else
      entries[blob.name] = {
        queuedAt: before?.queuedAt ?? 0,
        checkpoint: before?.checkpoint ?? '?',
        complete,
        since,
      };
  }
  for (let at = 0; at < toQueue.length; at += parallelMessages) {
    const group = toQueue.slice(at, at + parallelMessages);
    await Promise.all(group.map((name) => storage.queue.sendMessage(nudgeMessage(name))));
  }
  await writeSweepMemory(storage.state, entries);

  const old = [...orphans].filter(([, { updated }]) => now - updated.getTime() > orphanMs);
  let removed = 0;
  for (const [name, listed] of old.slice(0, maxMessages)) {
    if (await removeCheckpoint(storage.state, name, listed)) removed++;
  }
  return { behind: behind.length, queued: toQueue.length, removed };
}
