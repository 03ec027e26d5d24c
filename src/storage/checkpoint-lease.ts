import type { BlobLeaseClient, BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import { MailflowError } from '../error.ts';
import { type Checkpoint, checkpointMetadata, parseCheckpoint } from './checkpoint.ts';
import { checkpointName } from './checkpoint-store.ts';
import { statusOf } from './storage-error.ts';

/** Blob Storage allows 15 to 60 s. A crashed instance holds others up for so long. */
const leaseSeconds = 60;
const renewMs = 20_000;
/** Without a renewal for so long the lease counts as lost, well before another instance can get it. */
const trustMs = 45_000;

/**
 * The sole right to forward one log blob: a lease on its checkpoint. `signal` aborts when the right is lost; every
 * write also asks for the ETag of the write before it.
 */
export class CheckpointLease {
  /** As it was when the lease was taken. */
  readonly checkpoint: Checkpoint;
  readonly #blob: BlockBlobClient;
  readonly #lease: BlobLeaseClient;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #etag: string | undefined;
  #renewedAt = Date.now();

  private constructor(blob: BlockBlobClient, lease: BlobLeaseClient, checkpoint: Checkpoint, etag?: string) {
    this.#blob = blob;
    this.#lease = lease;
    this.checkpoint = checkpoint;
    this.#etag = etag;
    this.#timer = setInterval(() => void this.#renew(), renewMs);
    this.#timer.unref();
  }

  /** Takes the lease and reads the checkpoint. Gives undefined where another instance has it. */
  static async take(state: ContainerClient, blobName: string): Promise<CheckpointLease | undefined> {
    const blob = state.getBlockBlobClient(checkpointName(blobName));
    const lease = blob.getBlobLeaseClient();
    for (let attempt = 1; ; attempt++) {
      try {
        await lease.acquireLease(leaseSeconds);
        break;
      } catch (error) {
        if (statusOf(error) === 409) return undefined;
        if (statusOf(error) !== 404 || attempt > 3) throw error;
        await create(blob);
      }
    }
    try {
      const answer = await blob.download(0, undefined, { conditions: { leaseId: lease.leaseId } });
      const chunks: Buffer[] = [];
      for await (const chunk of answer.readableStreamBody!) chunks.push(Buffer.from(chunk));
      const checkpoint = parseCheckpoint(Buffer.concat(chunks).toString('utf8'));
      return new CheckpointLease(blob, lease, checkpoint, answer.etag);
    } catch (error) {
      await lease.releaseLease().catch(() => undefined);
      throw error;
    }
  }

  /** Aborts, with a `MailflowError` as reason, when another instance may have taken over. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /** Throws where the lease can no longer be trusted. */
  check(): void {
    if (Date.now() - this.#renewedAt > trustMs) this.#lose('it was not renewed in time');
    this.signal.throwIfAborted();
  }

  /** Stores the checkpoint. One call at a time. @throws MailflowError `lease-lost` where somebody else has changed it */
  async save(checkpoint: Checkpoint): Promise<void> {
    this.check();
    const text = JSON.stringify(checkpoint);
    try {
      const answer = await this.#blob.upload(text, Buffer.byteLength(text), {
        conditions: { leaseId: this.#lease.leaseId, ifMatch: this.#etag },
        metadata: checkpointMetadata(checkpoint),
        blobHTTPHeaders: { blobContentType: 'application/json' },
      });
      this.#etag = answer.etag;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 409 || status === 412) this.#lose('the checkpoint was changed', error);
      this.signal.throwIfAborted();
      throw error;
    }
  }

  /** Gives the lease back. Never throws: a lease that cannot be given back runs out. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#lease.releaseLease().catch(() => undefined);
  }

  async #renew(): Promise<void> {
    const asked = Date.now();
    try {
      await this.#lease.renewLease();
      this.#renewedAt = asked;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 409 || status === 412)
        this.#lose('another instance has taken it', error);
      else if (Date.now() - this.#renewedAt > trustMs) this.#lose('it could not be renewed', error);
    }
  }

  #lose(why: string, cause?: unknown): void {
    if (this.signal.aborted) return;
    this.#lost.abort(
      new MailflowError('lease-lost', `The lease on ${this.#blob.name} was lost: ${why}.`, {
        retryable: true,
        advice: 'Nothing needs to be done: the blob is forwarded again from its last checkpoint.',
        cause,
      }),
    );
  }
}

async function create(blob: BlockBlobClient): Promise<void> {
  try {
    await blob.upload('', 0, { conditions: { ifNoneMatch: '*' } });
  } catch (error) {
    // Another instance was faster, and may hold the lease already.
    if (statusOf(error) !== 409 && statusOf(error) !== 412) throw error;
  }
}
