import type { CheckpointSummary } from '../storage/checkpoint.ts';
import { isGzip, isImportBlob } from './log-blob.ts';

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
  // A log only grows, and that makes it no other kind of file; an export is mended and uploaded again.
  if (checkpoint.refused && !isImportBlob(blob.name)) return blob.length < checkpoint.offset;
  if (checkpoint.etag !== blob.etag) return true;
  const rested = now - blob.lastModified.getTime() > restMs;
  const whole = isGzip(blob.name) || isImportBlob(blob.name);
  return !whole && checkpoint.offset < blob.length && rested;
}
