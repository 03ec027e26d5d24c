import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { ContainerClient } from '@azure/storage-blob';
import type { DeadLetter } from '../ingestion/dead-letter.ts';
import { listedEtag } from './listed-etag.ts';
import { statusOf } from './storage-error.ts';

/** One blob of dead letters. */
export interface DeadLetterBlob {
  /** `<day>/<computer>/<file>.ndjson` */
  readonly name: string;
  /** Bytes of letters not yet dealt with. */
  readonly bytes: number;
  /** Where they start: everything before has been sent again. */
  readonly from: number;
  readonly etag: string;
  readonly updated: Date;
}

/** Lists dead letters, oldest day first. `prefix`: a day (`2026-11-21`), or a day and a computer. */
export async function* listDeadLetters(
  container: ContainerClient,
  prefix = '',
): AsyncGenerator<DeadLetterBlob> {
  for await (const { name, metadata, properties } of container.listBlobsFlat({
    prefix,
    includeMetadata: true,
  })) {
    const from = Number(metadata?.replayed ?? 0);
    const bytes = (properties.contentLength ?? 0) - from;
    if (bytes <= 0) continue;
    yield { name, bytes, from, etag: listedEtag(properties.etag), updated: properties.lastModified };
  }
}

/** Reads the letters of a blob as it was when it was listed; what was appended since is left for the next time. */
export async function* readDeadLetters(
  container: ContainerClient,
  blob: DeadLetterBlob,
): AsyncGenerator<DeadLetter> {
  const answer = await container.getBlobClient(blob.name).download(blob.from, blob.bytes);
  const lines = createInterface({
    input: answer.readableStreamBody as Readable,
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) {
    const letter = parseLetter(line);
    if (letter !== undefined) yield letter;
  }
}

/** Says that all letters of a listed blob are dealt with: deletes it, or marks how far where letters have come since. */
export async function settleDeadLetters(container: ContainerClient, blob: DeadLetterBlob): Promise<void> {
  const client = container.getBlobClient(blob.name);
  try {
    await client.delete({ conditions: { ifMatch: blob.etag } });
  } catch (error) {
    if (statusOf(error) === 404) return;
    if (statusOf(error) !== 412) throw error;
    await client.setMetadata({ replayed: String(blob.from + blob.bytes) });
  }
}

function parseLetter(line: string): DeadLetter | undefined {
  try {
    const letter = JSON.parse(line) as DeadLetter;
    return typeof letter.stream === 'string' && typeof letter.file === 'string' ? letter : undefined;
  } catch {
    return undefined;
  }
}
