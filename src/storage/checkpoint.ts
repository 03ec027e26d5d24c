import type { ReaderState } from '../exchange/log-record.ts';

/** How far one log blob has been forwarded. Stored as JSON. */
export interface Checkpoint {
  readonly version: 1;
  /** Where to read on: everything before it is acknowledged by the service or stored as dead letter. */
  readonly reader: ReaderState;
  /** Fingerprint of the bytes just before that place; other bytes there mean that the blob was replaced. */
  readonly print?: string;
  /** ETag of the log blob when everything in it had been read: as long as it stands there is nothing to do. */
  readonly etag?: string;
  /** Since the start of the blob. Where a run was cut off, `rowsSent` may lag behind what the service has. */
  readonly rowsRead: number;
  readonly rowsSent: number;
  readonly rowsRejected: number;
  readonly rowsFiltered: number;
  /** The blob is no message tracking log: not read again unless it is replaced by a smaller one. */
  readonly refused?: { readonly code: string; readonly message: string; readonly length: number };
  /** Runs in a row that failed, and when the next one is due (ISO 8601). */
  readonly failures: number;
  readonly retryAt?: string;
}

/** The part of a checkpoint that a listing shows, as blob metadata. */
export interface CheckpointSummary {
  /** Bytes forwarded; of a refused blob its length. */
  readonly offset: number;
  readonly etag: string | undefined;
  readonly refused: boolean;
  /** Milliseconds since 1970. */
  readonly retryAt: number | undefined;
  /** ETag of the checkpoint blob itself. */
  readonly checkpointEtag: string;
  readonly updated: Date;
}

export const firstCheckpoint: Checkpoint = {
  version: 1,
  reader: { offset: 0, line: 1, encoding: 'utf8' },
  rowsRead: 0,
  rowsSent: 0,
  rowsRejected: 0,
  rowsFiltered: 0,
  failures: 0,
};

/** Reads a stored checkpoint. What cannot be understood counts as none: reading again is safe, skipping is not. */
export function parseCheckpoint(json: string): Checkpoint {
  try {
    const value = JSON.parse(json) as Checkpoint;
    const { offset, line, encoding } = value.reader;
    const known = encoding === 'utf8' || encoding === 'utf16le' || encoding === 'utf16be';
    const sound = Number.isSafeInteger(offset) && offset >= 0 && Number.isSafeInteger(line) && line >= 1;
    return value.version === 1 && known && sound ? value : firstCheckpoint;
  } catch {
    return firstCheckpoint;
  }
}

export function checkpointMetadata(checkpoint: Checkpoint): Record<string, string> {
  return {
    offset: String(checkpoint.refused?.length ?? checkpoint.reader.offset),
    // An ETag has quotes; metadata is a header, where they are allowed.
    ...(checkpoint.etag === undefined ? {} : { etag: checkpoint.etag }),
    ...(checkpoint.refused === undefined ? {} : { refused: checkpoint.refused.code }),
    ...(checkpoint.retryAt === undefined ? {} : { retryat: checkpoint.retryAt }),
  };
}

export function readCheckpointMetadata(
  metadata: Readonly<Record<string, string>> | undefined,
  checkpointEtag: string,
  updated: Date,
): CheckpointSummary {
  const offset = Number(metadata?.offset ?? 0);
  const retryAt = Date.parse(metadata?.retryat ?? '');
  return {
    offset: Number.isSafeInteger(offset) ? offset : 0,
    etag: metadata?.etag,
    refused: metadata?.refused !== undefined,
    retryAt: Number.isNaN(retryAt) ? undefined : retryAt,
    checkpointEtag,
    updated,
  };
}
