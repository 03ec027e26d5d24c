import { randomUUID } from 'node:crypto';
import type { ContainerClient } from '@azure/storage-blob';
import type { Storage } from '../storage/create-storage.ts';
import { storageCodeOf } from '../storage/storage-error.ts';
import type { ClockSamples } from './clock-samples.ts';
import { type Check, type Finding, passed, warned } from './finding.ts';
import { problemFinding } from './run-checks.ts';
import { storageAdvice } from './storage-advice.ts';

/** A blob that is never there. */
const probe = 'doctor-check';
const blobRole = 'Storage Blob Data Owner (or Contributor) on the storage account';
const queueRole = 'Storage Queue Data Contributor on the storage account';

/** One right that the app needs, and a request that needs it. */
interface Right {
  readonly check: string;
  readonly role: string;
  /** Whether a person who only looks needs it as well. */
  readonly reading: boolean;
  readonly attempt: (signal: AbortSignal) => Promise<void>;
}

/**
 * Tries the rights of the app in the storage account. Leaves nothing behind: what would write asks for a blob, a message
 * or a version that is not there. Azure looks at the right first: 403 for those who may not, another error for those who may.
 * @param standIn true where somebody else than the app runs the checks, who need not be allowed to write
 */
export function checkStorage(
  storage: Storage,
  standIn: boolean,
  samples: ClockSamples,
  now: () => number,
): Check[] {
  return rights(storage, samples, now).map(({ check, role, reading, attempt }) => ({
    name: check,
    async run(signal): Promise<Finding[]> {
      try {
        await attempt(signal);
        return [passed(check, 'allowed')];
      } catch (error) {
        const problem = storageAdvice(error, role);
        if (standIn && !reading && problem.code === 'storage-forbidden') {
          return [
            warned(
              check,
              'You yourself may not do this.',
              'Nothing needs to be done: what counts are the roles of the app, which stand below.',
            ),
          ];
        }
        return [problemFinding(check, problem)];
      }
    },
  }));
}

function rights(
  { logs, state, deadLetters, queue }: Storage,
  samples: ClockSamples,
  now: () => number,
): Right[] {
  const blob = (check: string, reading: boolean, attempt: Right['attempt']): Right => ({
    check,
    role: blobRole,
    reading,
    attempt,
  });
  return [
    blob('read log files', true, (signal) => list(logs, signal)),
    blob('read checkpoints', true, (signal) => list(state, signal)),
    blob('write checkpoints', false, (signal) => create(state, signal)),
    blob('lease checkpoints', false, (signal) =>
      expecting(['BlobNotFound'], () =>
        state.getBlobClient(probe).getBlobLeaseClient().acquireLease(15, { abortSignal: signal }),
      ),
    ),
    blob('write dead letters', false, (signal) => create(deadLetters, signal)),
    {
      check: 'read the queue',
      role: queueRole,
      reading: true,
      attempt: async (signal) => {
        const asked = now();
        const { date } = await queue.getProperties({ abortSignal: signal });
        if (date !== undefined) samples.add(new URL(queue.url).host, asked, now(), date.getTime());
      },
    },
    {
      check: 'take from the queue',
      role: queueRole,
      reading: false,
      // Deletes a message that is not there.
      attempt: (signal) =>
        expecting(['MessageNotFound', 'PopReceiptMismatch', 'InvalidQueryParameterValue'], () =>
          queue.deleteMessage(randomUUID(), 'AgAAAAMAAAAAAAAAAAAAAAAAAAA=', { abortSignal: signal }),
        ),
    },
  ];
}

async function list(container: ContainerClient, signal: AbortSignal): Promise<void> {
  await container.listBlobsFlat({ abortSignal: signal }).byPage({ maxPageSize: 1 }).next();
}

/** The blob is not there, so no ETag can match. */
async function create(container: ContainerClient, signal: AbortSignal): Promise<void> {
  await expecting(['ConditionNotMet', 'BlobNotFound'], () =>
    container.getAppendBlobClient(probe).create({ conditions: { ifMatch: '"0x0"' }, abortSignal: signal }),
  );
}

async function expecting(codes: readonly string[], work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!codes.includes(storageCodeOf(error) ?? '')) throw error;
  }
}
