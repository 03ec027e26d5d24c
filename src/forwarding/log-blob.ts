import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { BlobClient, BlobGetPropertiesResponse } from '@azure/storage-blob';
import { MailflowError } from '../error.ts';
import { logFileKind } from '../exchange/log-file-kind.ts';

/** Where the rows of a log blob say they come from. */
export interface LogSource {
  /**
   * First part of the blob's name: `<Computer>/<kind>/<file>`. Undefined for a blob without folders, and for exports of
   * message traces, which come from no server.
   */
  readonly Computer: string | undefined;
  /** Path on the server, where the agent has left it in the metadata; else the name of the blob. */
  readonly FilePath: string;
  /** Whether the name is one that Exchange gives to message tracking files. */
  readonly known: boolean;
}

/** Bytes that one request asks for. */
const rangeBytes = 4 * 1024 * 1024;
/** Bytes handed on at a time: enough to keep the reader busy, few enough to keep its records few. */
const pieceBytes = 256 * 1024;

export function describeLogBlob(
  name: string,
  metadata: Readonly<Record<string, string>> | undefined,
): LogSource {
  const slash = name.indexOf('/');
  return {
    Computer: slash > 0 && !isImportBlob(name) ? name.slice(0, slash) : undefined,
    FilePath: decodePath(metadata?.filepath) ?? name,
    known: logFileKind(name.replace(/\.gz$/i, '')) !== undefined,
  };
}

/** Exports of message traces that people drop into the log container lie in this folder. */
export const importFolder = 'message-trace-imports/';

/** Whether a blob of the log container is an export of message traces. */
export function isImportBlob(name: string): boolean {
  return name.toLowerCase().startsWith(importFolder);
}

export function isGzip(name: string): boolean {
  return /\.gz$/i.test(name);
}

/** The blob as it is now; undefined where there is none. */
export async function lookAt(blob: BlobClient): Promise<BlobGetPropertiesResponse | undefined> {
  try {
    return await blob.getProperties();
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw error;
  }
}

/**
 * Bytes `from` (inclusive) to `to` (exclusive) in pieces; the next range is on its way while one is dealt with.
 * With `ifMatch`, an ETag, reading fails with status 412 where the blob is another by now.
 */
export async function* readRange(
  blob: BlobClient,
  from: number,
  to: number,
  ifMatch?: string,
): AsyncGenerator<Buffer> {
  let next = from < to ? fetchRange(blob, from, to, ifMatch) : undefined;
  for (let at = from; next !== undefined; ) {
    const bytes: Buffer = await next;
    at += bytes.length;
    if (bytes.length === 0) return;
    next = at < to ? fetchRange(blob, at, to, ifMatch) : undefined;
    // Where the caller stops before it gets there, a failure must not go unhandled.
    next?.catch(() => undefined);
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      yield bytes.subarray(start, start + pieceBytes);
    }
  }
}

async function fetchRange(blob: BlobClient, from: number, to: number, ifMatch?: string): Promise<Buffer> {
  const conditions = ifMatch === undefined ? {} : { conditions: { ifMatch } };
  const answer = await blob.download(from, Math.min(rangeBytes, to - from), conditions);
  const chunks: Buffer[] = [];
  for await (const chunk of answer.readableStreamBody!) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/**
 * A gzip'd blob, unpacked, from an offset of the unpacked content. Gzip has no way to start in the middle: what lies
 * before is unpacked and passed over.
 */
export async function* readGzip(
  blob: BlobClient,
  length: number,
  from: number,
  ifMatch?: string,
): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: pieceBytes });
  const feeding = pipeline(Readable.from(readRange(blob, 0, length, ifMatch), { objectMode: false }), gunzip);
  feeding.catch(() => undefined);
  let at = 0;
  for await (const chunk of gunzip as AsyncIterable<Buffer>) {
    const skip = Math.min(chunk.length, Math.max(0, from - at));
    at += chunk.length;
    if (skip < chunk.length) yield chunk.subarray(skip);
  }
  await feeding;
}

/** The error of a run that could not unpack its blob; undefined for other errors. Those of zlib have codes such as Z_DATA_ERROR. */
export function brokenGzip(error: unknown, name: string): MailflowError | undefined {
  if (!(error instanceof Error && 'code' in error && /^Z_/.test(String(error.code)))) return undefined;
  return new MailflowError('broken-gzip', `${name} cannot be unpacked: ${error.message}.`, {
    advice: 'Upload the file again, whole. What could be unpacked has been forwarded.',
    cause: error,
  });
}

function decodePath(encoded: string | undefined): string | undefined {
  if (!encoded) return undefined;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
