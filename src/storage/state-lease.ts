import type { BlobLeaseClient, BlockBlobClient } from '@azure/storage-blob';
import { MailflowError } from '../error.ts';
import { statusOf } from './storage-error.ts';

/** Blob Storage allows 15 to 60 s. A crashed instance holds others up for so long. */
const leaseSeconds = 60;
const renewMs = 20_000;
/** Without a renewal for so long the lease counts as lost, well before another instance can get it. */
const trustMs = 45_000;

/**
 * The sole right to a piece of work: a lease on the blob that holds its state as text. `signal` aborts when the right
 * is lost; every write also asks for the ETag of the write before it.
 */
export class StateLease {
  /** As it was when the lease was taken; '' where there was none. */
  readonly text: string;
  readonly #blob: BlockBlobClient;
  readonly #lease: BlobLeaseClient;
  readonly #lost = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #etag: string | undefined;
  #renewedAt = Date.now();

  private constructor(blob: BlockBlobClient, lease: BlobLeaseClient, text: string, etag?: string) {
    this.#blob = blob;
    this.#lease = lease;
    this.text = text;
    this.#etag = etag;
    this.#timer = setInterval(() => void this.#renew(), renewMs);
    this.#timer.unref();
  }

  /** Takes the lease and reads the state; makes an empty blob where there is none. Undefined where another has it. */
  static async take(blob: BlockBlobClient): Promise<StateLease | undefined> {
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
      return new StateLease(blob, lease, Buffer.concat(chunks).toString('utf8'), answer.etag);
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
    if (Date.now() - this.#renewedAt > trustMs) this.lose('it was not renewed in time');
    this.signal.throwIfAborted();
  }

  /** Stores the state. One call at a time. @throws MailflowError `lease-lost` where somebody else has changed it */
  async save(text: string, metadata: Record<string, string> = {}): Promise<void> {
    this.check();
    try {
      const answer = await this.#blob.upload(text, Buffer.byteLength(text), {
        conditions: { leaseId: this.#lease.leaseId, ifMatch: this.#etag },
        metadata,
        blobHTTPHeaders: { blobContentType: 'application/json' },
      });
      this.#etag = answer.etag;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 409 || status === 412) this.lose('the state was changed', error);
      this.signal.throwIfAborted();
      throw error;
    }
  }

  /** Gives the lease back. Never throws: a lease that cannot be given back runs out. */
  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#lease.releaseLease().catch(() => undefined);
  }

  /** Says that the right is lost, where another sign of it was seen than those of the lease itself. */
  lose(why: string, cause?: unknown): void {
    if (this.signal.aborted) return;
    this.#lost.abort(
      new MailflowError('lease-lost', `The lease on ${this.#blob.name} was lost: ${why}.`, {
        retryable: true,
        advice: 'Nothing needs to be done: the work goes on from what was last saved.',
        cause,
      }),
    );
  }

  async #renew(): Promise<void> {
    const asked = Date.now();
    try {
      await this.#lease.renewLease();
      this.#renewedAt = asked;
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || status === 409 || status === 412)
        this.lose('another instance has taken it', error);
      else if (Date.now() - this.#renewedAt > trustMs) this.lose('it could not be renewed', error);
    }
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
