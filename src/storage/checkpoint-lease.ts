import type { ContainerClient } from '@azure/storage-blob';
import { type Checkpoint, checkpointMetadata, parseCheckpoint } from './checkpoint.ts';
import { checkpointName } from './checkpoint-store.ts';
import { StateLease } from './state-lease.ts';

/** The sole right to forward one log blob: a lease on its checkpoint. */
export class CheckpointLease {
  /** As it was when the lease was taken. */
  readonly checkpoint: Checkpoint;
  readonly #lease: StateLease;

  private constructor(lease: StateLease) {
    this.#lease = lease;
    this.checkpoint = parseCheckpoint(lease.text);
  }

  /** Takes the lease and reads the checkpoint. Gives undefined where another instance has it. */
  static async take(state: ContainerClient, blobName: string): Promise<CheckpointLease | undefined> {
    const lease = await StateLease.take(state.getBlockBlobClient(checkpointName(blobName)));
    return lease && new CheckpointLease(lease);
  }

  /** Aborts, with a `MailflowError` as reason, when another instance may have taken over. */
  get signal(): AbortSignal {
    return this.#lease.signal;
  }

  /** Throws where the lease can no longer be trusted. */
  check(): void {
    this.#lease.check();
  }

  /** Stores the checkpoint. One call at a time. @throws MailflowError `lease-lost` where somebody else has changed it */
  async save(checkpoint: Checkpoint): Promise<void> {
    await this.#lease.save(JSON.stringify(checkpoint), checkpointMetadata(checkpoint));
  }

  /** Gives the lease back. Never throws: a lease that cannot be given back runs out. */
  async release(): Promise<void> {
    await this.#lease.release();
  }
}
