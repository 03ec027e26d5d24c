import type { CheckpointSummary } from '../storage/checkpoint.ts';
import { listCheckpoints } from '../storage/checkpoint-store.ts';
import type { Storage } from '../storage/create-storage.ts';
import { listedEtag } from '../storage/listed-etag.ts';
import { describeLogBlob } from './log-blob.ts';
import { isPending, type LogBlobFacts } from './pending-blob.ts';

/** One log blob beside its checkpoint. */
export interface SurveyedBlob extends LogBlobFacts {
  readonly Computer: string | undefined;
  readonly FilePath: string;
  readonly checkpoint: CheckpointSummary | undefined;
  /** Whether it holds bytes that are not forwarded. */
  readonly pending: boolean;
}

/** Checkpoints whose log blob is gone (lifecycle rules delete old ones), by the name of that blob. */
export type Orphans = ReadonlyMap<string, CheckpointSummary>;

/**
 * Goes over all log blobs and their checkpoints with one list request for each 5,000 of them: what matters of a
 * checkpoint stands in its metadata.
 * @returns checkpoints without a log blob
 */
export async function surveyBlobs(
  storage: Storage,
  now: number,
  visit: (blob: SurveyedBlob) => void,
): Promise<Orphans> {
  // First the checkpoints: a blob made in between then merely seems to have none.
  const checkpoints = await listCheckpoints(storage.state);
  for await (const { name, metadata, properties } of storage.logs.listBlobsFlat({ includeMetadata: true })) {
    const facts: LogBlobFacts = {
      name,
      length: properties.contentLength ?? 0,
      etag: listedEtag(properties.etag),
      lastModified: properties.lastModified,
    };
    const checkpoint = checkpoints.get(name);
    checkpoints.delete(name);
    const { Computer, FilePath } = describeLogBlob(name, metadata);
    visit({ ...facts, Computer, FilePath, checkpoint, pending: isPending(facts, checkpoint, now) });
  }
  return checkpoints;
}
