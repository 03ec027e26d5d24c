import type { QueueClient } from '@azure/storage-queue';
import { logContainer } from './log-blob-name.ts';

/** Queue that tells the functions which blobs have grown. */
export const forwardQueue = 'forward-blob';

/** Least time between two nudges for one blob. */
const nudgeMilliseconds = 1000;

/** Tells the functions about grown blobs, at most once a second for each. */
export interface Nudger {
  /** The blob has grown. */
  touch(blobName: string): void;
  /** Sends what is due; with `all` also what would have to wait for its second. Rejects where the queue cannot be reached. */
  flush(all?: boolean): Promise<void>;
}

/**
 * Text of a nudge: JSON in Base64, as the queue trigger of Azure Functions reads it by default. Its `subject` has the
 * form of Event Grid's BlobCreated events.
 */
export function nudgeMessage(blobName: string): string {
  const subject = `/blobServices/default/containers/${logContainer}/blobs/${blobName}`;
  return Buffer.from(JSON.stringify({ type: 'mailflow.nudge', subject })).toString('base64');
}

/** A nudge lost (a crash between append and nudge) costs time, not data: the functions sweep for grown blobs. */
export function createNudger(
  queue: Pick<QueueClient, 'sendMessage'> | undefined,
  clock: () => number,
): Nudger {
  const waiting = new Set<string>();
  const sentAt = new Map<string, number>();
  return {
    touch(blobName) {
      if (queue !== undefined) waiting.add(blobName);
    },
    async flush(all = false) {
      if (queue === undefined) return;
      const now = clock();
      for (const [blobName, at] of sentAt) {
        if (now - at >= nudgeMilliseconds || now < at) sentAt.delete(blobName);
      }
      for (const blobName of waiting) {
        if (!all && sentAt.has(blobName)) continue;
        // Taken off first and put back on failure: data appended while this nudge is under way needs the next one.
        waiting.delete(blobName);
        try {
          await queue.sendMessage(nudgeMessage(blobName));
        } catch (error) {
          waiting.add(blobName);
          throw error;
        }
        sentAt.set(blobName, clock());
      }
    },
  };
}
