import type { CheckpointSummary } from '../storage/checkpoint.ts';
import { isGzip } from './log-blob.ts';

/** A last line without line break counts as finished when its append blob has rested for so long. */
export const restMs = 60 * 60_000;

/** What a listing or a look at a log blob tells. */
export interface LogBlobFacts {
  readonly name: string;
  readonly length: number;
  readonly etag: string;
  readonly lastModified: Date;
}

/** Whether a log blob holds anything that its checkpoint does not cover. */
export function isPending(
  blob: LogBlobFacts,
  checkpoint: CheckpointSummary | undefined,
  now: number,
): boolean {
  if (checkpoint === undefined) return blob.length > 0;
  if (checkpoint.refused) return blob.length < checkpoint.offset;
  if (checkpoint.etag !== blob.etag) return true;
  const rested = now - blob.lastModified.getTime() > restMs;
  return !isGzip(blob.name) && checkpoint.offset < blob.length && rested;
}
