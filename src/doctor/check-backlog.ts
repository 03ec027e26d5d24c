import type { QueueClient } from '@azure/storage-queue';
import { blobOfMessage } from '../storage/blob-subject.ts';
import type { Storage } from '../storage/create-storage.ts';
import { listDeadLetters, readDeadLetters } from '../storage/stored-dead-letters.ts';
import { type Check, type Finding, failed, passed, warned } from './finding.ts';
import { storageAdvice } from './storage-advice.ts';

/** The functions take a message within seconds; a queue that has waited for so long is not being taken from. */
const slowMs = 10 * 60_000;
const stuckMs = 60 * 60_000;
/** Most dead letter blobs that are counted, and most letters whose reasons are. */
const maxBlobs = 10_000;
const maxLetters = 1_000;

const queueRole = 'Storage Queue Data Reader (or Contributor) on the storage account';
const blobRole = 'Storage Blob Data Reader (or Contributor) on the storage account';

/** What waits in the queue, what failed too often, and what lies in the dead letters. */
export function checkBacklog(storage: Storage, now: () => number): Check[] {
  const check = (name: string, role: string, run: (signal: AbortSignal) => Promise<Finding>): Check => ({
    name,
    run: async (signal) => {
      try {
        return [await run(signal)];
      } catch (error) {
        throw storageAdvice(error, role);
      }
    },
  });
  return [
    check('queue', queueRole, (signal) => queueFinding(storage.queue, now, signal)),
    check('poison queue', queueRole, (signal) => poisonFinding(storage.poison, signal)),
    check('dead letters', blobRole, () => letterFinding(storage)),
  ];
}

async function queueFinding(queue: QueueClient, now: () => number, signal: AbortSignal): Promise<Finding> {
  const options = { abortSignal: signal };
  const { approximateMessagesCount: count = 0 } = await queue.getProperties(options);
  const [front] = (await queue.peekMessages({ numberOfMessages: 1, ...options })).peekedMessageItems;
  const ageMs = front === undefined ? 0 : now() - front.insertedOn.getTime();
  const waiting = count === 1 ? '1 message waits' : `${count} messages wait`;
  if (ageMs < slowMs) return passed('queue', count === 0 ? 'empty' : waiting);
  const message = `${waiting}, the first for ${minutes(ageMs)}.`;
  const advice =
    'The function forward-blob does not keep up or does not run. Look at the log of the app and whether it is started; raise "maximum instances" where all of them are busy.';
  return ageMs < stuckMs ? warned('queue', message, advice) : failed('queue', message, advice);
}

async function poisonFinding(queue: QueueClient, signal: AbortSignal): Promise<Finding> {
  const check = 'poison queue';
  const options = { abortSignal: signal };
  // The host makes it when it first needs it.
  if (!(await queue.exists(options))) return passed(check, 'empty');
  const { approximateMessagesCount: count = 0 } = await queue.getProperties(options);
  if (count === 0) return passed(check, 'empty');
  const [front] = (await queue.peekMessages({ numberOfMessages: 1, ...options })).peekedMessageItems;
  const blob = front && blobOfMessage(front.messageText);
  return warned(
    check,
    `${several(count, 'message')} failed too often${blob ? `, the first for ${blob}` : ''}.`,
    'Nothing is lost: the sweep queues their blobs again. Look for the cause in the log of the app; then clear the queue, so that new ones stand out.',
  );
}

async function letterFinding({ deadLetters }: Storage): Promise<Finding> {
  const check = 'dead letters';
  let blobs = 0;
  let bytes = 0;
  let letters = 0;
  let oldest = '';
  const reasons = new Map<string, number>();
  for await (const blob of listDeadLetters(deadLetters)) {
    blobs++;
    bytes += blob.bytes;
    oldest ||= blob.name;
    if (letters < maxLetters) {
      for await (const { reason } of readDeadLetters(deadLetters, blob)) {
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        if (++letters >= maxLetters) break;
      }
    }
    if (blobs === maxBlobs) break;
  }
  if (blobs === 0) return passed(check, 'none');
  const shown = [...reasons]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
  return warned(
    check,
    `${several(blobs, 'blob')} with ${bytes} bytes since ${oldest.slice(0, 10)}: ${shown}${letters >= maxLetters ? ' and more' : ''}.`,
    'Each letter says what was wrong with its line. Mend the cause; then "mailflow replay" sends them again and removes them.',
  );
}

/** `1 file`, `2 files`. */
export function several(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** A length of time for people. @param ms milliseconds */
export function minutes(ms: number): string {
  const whole = Math.round(ms / 60_000);
  if (whole < 120) return `${whole} min`;
  return whole < 48 * 60 ? `${Math.round(whole / 60)} h` : `${Math.round(whole / 1440)} days`;
}
