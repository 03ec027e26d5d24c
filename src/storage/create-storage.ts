import type { TokenCredential } from '@azure/identity';
import { BlobServiceClient, type ContainerClient, type StoragePipelineOptions } from '@azure/storage-blob';
import { type QueueClient, QueueServiceClient } from '@azure/storage-queue';
import packageJson from '../../package.json' with { type: 'json' };
import { logContainer } from '../agent/log-blob-name.ts';
import { forwardQueue } from '../agent/nudger.ts';
import type { Config } from '../config.ts';

/** The containers and queues of the one storage account. */
export interface Storage {
  /** What the agent writes: the archive. */
  readonly logs: ContainerClient;
  /** Checkpoints and other state. */
  readonly state: ContainerClient;
  readonly deadLetters: ContainerClient;
  /** Blobs to forward. */
  readonly queue: QueueClient;
  /** Where the Functions host puts messages that failed too often. */
  readonly poison: QueueClient;
}

export const stateContainer = 'mailflow-state';
export const deadLetterContainer = 'dead-letters';

/**
 * Makes the clients. Touches no network.
 * @param more options of the SDK, such as another number of tries
 */
export function createStorage(
  settings: Config['storage'],
  credential: TokenCredential,
  more: Pick<StoragePipelineOptions, 'retryOptions'> = {},
): Storage {
  const options = { ...more, userAgentOptions: { userAgentPrefix: `mailflow/${packageJson.version}` } };
  const blobs = new BlobServiceClient(settings.blobServiceUri, credential, options);
  const queues = new QueueServiceClient(settings.queueServiceUri, credential, options);
  return {
    logs: blobs.getContainerClient(logContainer),
    state: blobs.getContainerClient(stateContainer),
    deadLetters: blobs.getContainerClient(deadLetterContainer),
    queue: queues.getQueueClient(forwardQueue),
    poison: queues.getQueueClient(`${forwardQueue}-poison`),
  };
}

/** Makes what is missing, for accounts that no template has prepared (the local stack, tests). */
export async function ensureContainers(storage: Storage): Promise<void> {
  await Promise.all([
    storage.logs.createIfNotExists(),
    storage.state.createIfNotExists(),
    storage.deadLetters.createIfNotExists(),
    storage.queue.createIfNotExists(),
    storage.poison.createIfNotExists(),
  ]);
}
