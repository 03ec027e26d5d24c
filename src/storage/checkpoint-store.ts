import type { ContainerClient } from '@azure/storage-blob';
import { type CheckpointSummary, readCheckpointMetadata } from './checkpoint.ts';
import { listedEtag } from './listed-etag.ts';
import { statusOf } from './storage-error.ts';

const folder = 'checkpoints/';

/** Name of the checkpoint of a log blob. */
export function checkpointName(blobName: string): string {
  return folder + blobName;
}

/** All checkpoints by the name of their log blob: one request for each 5,000, whatever they hold. */
export async function listCheckpoints(state: ContainerClient): Promise<Map<string, CheckpointSummary>> {
  const found = new Map<string, CheckpointSummary>();
  for await (const { name, metadata, properties } of state.listBlobsFlat({
    prefix: folder,
    includeMetadata: true,
  })) {
    const summary = readCheckpointMetadata(metadata, listedEtag(properties.etag), properties.lastModified);
    found.set(name.slice(folder.length), summary);
  }
  return found;
}

/** The checkpoint of one log blob as a listing shows it, without taking the lease. */
export async function peekCheckpoint(
  state: ContainerClient,
  blobName: string,
): Promise<CheckpointSummary | undefined> {
  try {
    const answer = await state.getBlobClient(checkpointName(blobName)).getProperties();
    return readCheckpointMetadata(answer.metadata, answer.etag ?? '', answer.lastModified ?? new Date(0));
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** Removes the checkpoint of a log blob that is gone, unless it has changed since it was listed or is in use. */
export async function removeCheckpoint(
  state: ContainerClient,
  blobName: string,
  listed: CheckpointSummary,
): Promise<boolean> {
  try {
    await state
      .getBlobClient(checkpointName(blobName))
      .delete({ conditions: { ifMatch: listed.checkpointEtag } });
    return true;
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 409 || status === 412) return false;
    throw error;
  }
}
