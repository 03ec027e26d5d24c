import { randomBytes } from 'node:crypto';
import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import { StateLease } from '../storage/state-lease.ts';
import { statusOf } from '../storage/storage-error.ts';
import { parsePollState } from './poll-state.ts';
import { isoSecond } from './time-range.ts';
import { secretBytes } from './trace-hash.ts';
import type { BackfillRequest, TraceStateHold, TraceStateStore } from './trace-state-store.ts';

const folder = 'message-trace/';
const hourFolder = `${folder}seen/`;

/** Names of the blobs in the container `mailflow-state`. */
export const stateBlob = `${folder}state.json`;
export const backfillBlob = `${folder}backfill.json`;
const secretBlob = `${folder}secret.bin`;
const detailsBlob = `${folder}details.json`;

/** Keeps the state of polling on Blob Storage: one instance polls at a time, held by a lease on `state.json`. */
export class BlobStateStore implements TraceStateStore {
  readonly #container: ContainerClient;

  constructor(container: ContainerClient) {
    this.#container = container;
  }

  async take(): Promise<TraceStateHold | undefined> {
    const lease = await StateLease.take(this.#container.getBlockBlobClient(stateBlob));
    return lease && new BlobStateHold(this.#container, lease);
  }
}

/** How far polling is, for commands that show it. Takes no lease. Undefined where polling has not begun. */
export async function peekPollState(container: ContainerClient) {
  const bytes = await read(container.getBlockBlobClient(stateBlob));
  return parsePollState(bytes?.bytes.toString('utf8'));
}

/** Asks for a backfill, in the place of any earlier request; undefined: stops the one on its way. */
export async function requestBackfill(
  container: ContainerClient,
  request: BackfillRequest | undefined,
): Promise<void> {
  const blob = container.getBlockBlobClient(backfillBlob);
  if (request === undefined) await blob.deleteIfExists();
  else await write(blob, JSON.stringify(request));
}

/** The backfill that is asked for; undefined where there is none, or nothing that can be understood. */
export async function peekBackfillRequest(container: ContainerClient): Promise<BackfillRequest | undefined> {
  const found = await read(container.getBlockBlobClient(backfillBlob));
  if (found === undefined) return undefined;
  try {
    const { from, to, requestedAt } = JSON.parse(found.bytes.toString('utf8')) as BackfillRequest;
    const sound = [from, to, requestedAt].every((time) => !Number.isNaN(Date.parse(time)));
    return sound ? { from, to, requestedAt } : undefined;
  } catch {
    return undefined;
  }
}

class BlobStateHold implements TraceStateHold {
  readonly text: string;
  readonly signal: AbortSignal;
  readonly #container: ContainerClient;
  readonly #lease: StateLease;
  /** ETags of the hours as they were read or written; '' where there was none. */
  readonly #etags = new Map<number, string>();

  constructor(container: ContainerClient, lease: StateLease) {
    this.#container = container;
    this.#lease = lease;
    this.text = lease.text;
    this.signal = lease.signal;
  }

  async save(text: string): Promise<void> {
    await this.#lease.save(text);
  }

  async secret(): Promise<{ secret: Buffer; made: boolean }> {
    const blob = this.#container.getBlockBlobClient(secretBlob);
    const known = await read(blob);
    if (known?.bytes.length === secretBytes) return { secret: known.bytes, made: false };
    const secret = randomBytes(secretBytes);
    await write(blob, secret);
    return { secret, made: true };
  }

  async readHour(hour: number): Promise<Buffer | undefined> {
    const found = await read(this.#hour(hour));
    this.#etags.set(hour, found?.etag ?? '');
    return found?.bytes;
  }

  async writeHour(hour: number, bytes: Buffer): Promise<void> {
    this.#lease.check();
    const etag = this.#etags.get(hour);
    const conditions = etag ? { ifMatch: etag } : { ifNoneMatch: '*' };
    try {
      const answer = await this.#hour(hour).upload(bytes, bytes.length, { conditions });
      this.#etags.set(hour, answer.etag ?? '');
    } catch (error) {
      const status = statusOf(error);
      // An instance that has lost the right may still write; so may nobody else.
      if (status === 409 || status === 412)
        this.#lease.lose('seen rows were written by another instance', error);
      this.signal.throwIfAborted();
      throw error;
    }
  }

  async listHours(): Promise<number[]> {
    const hours: number[] = [];
    for await (const { name } of this.#container.listBlobsFlat({ prefix: hourFolder })) {
      const hour = Date.parse(`${name.slice(hourFolder.length, hourFolder.length + 13)}:00:00Z`);
      if (!Number.isNaN(hour)) hours.push(hour);
    }
    return hours.sort((a, b) => a - b);
  }

  async removeHour(hour: number): Promise<void> {
    this.#lease.check();
    this.#etags.delete(hour);
    await this.#hour(hour).deleteIfExists();
  }

  async readBackfill(): Promise<BackfillRequest | undefined> {
    return peekBackfillRequest(this.#container);
  }

  async removeBackfill(request: BackfillRequest): Promise<void> {
    const blob = this.#container.getBlockBlobClient(backfillBlob);
    const found = await read(blob);
    const current = await this.readBackfill();
    if (found === undefined || current?.requestedAt !== request.requestedAt) return;
    try {
      await blob.delete({ conditions: { ifMatch: found.etag } });
    } catch (error) {
      if (statusOf(error) !== 404 && statusOf(error) !== 412) throw error;
    }
  }

  async readPendingDetails(): Promise<string> {
    const found = await read(this.#container.getBlockBlobClient(detailsBlob));
    return found?.bytes.toString('utf8') ?? '';
  }

  async writePendingDetails(text: string): Promise<void> {
    this.#lease.check();
    await write(this.#container.getBlockBlobClient(detailsBlob), text);
  }

  async release(): Promise<void> {
    await this.#lease.release();
  }

  #hour(hour: number): BlockBlobClient {
    return this.#container.getBlockBlobClient(`${hourFolder}${isoSecond(hour).slice(0, 13)}.bin`);
  }
}

async function read(blob: BlockBlobClient): Promise<{ bytes: Buffer; etag: string } | undefined> {
  try {
    const answer = await blob.download();
    const chunks: Buffer[] = [];
    for await (const chunk of answer.readableStreamBody!) chunks.push(Buffer.from(chunk));
    return { bytes: Buffer.concat(chunks), etag: answer.etag ?? '' };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function write(blob: BlockBlobClient, content: string | Buffer): Promise<void> {
  await blob.upload(content, Buffer.byteLength(content));
}
