import type { Checkpoint } from '../storage/checkpoint.ts';
import type { CheckpointLease } from '../storage/checkpoint-lease.ts';

/** Least time between two saves of the checkpoint while a run goes on. */
const saveEveryMs = 2000;

/** A failed run: how many in a row, and when to try again. */
export type RunFailure = Pick<Checkpoint, 'failures' | 'retryAt'>;

export interface CheckpointKeeperOptions<Mark> {
  readonly lease: CheckpointLease;
  /** The checkpoint that says: all is dealt with up to the mark (none: up to where the run began). */
  readonly compose: (mark: Mark | undefined) => Checkpoint;
  readonly now: () => number;
  /** Told where a save in between fails. */
  readonly onError: (error: unknown) => void;
}

/** Saves the checkpoint of a run: now and then while it goes on, and at its end. */
export class CheckpointKeeper<Mark> {
  readonly #options: CheckpointKeeperOptions<Mark>;
  #reached: Mark | undefined;
  #saved: Mark | undefined;
  #savedAt: number;
  #saving: Promise<void> | undefined;

  constructor(options: CheckpointKeeperOptions<Mark>) {
    this.#options = options;
    this.#savedAt = options.now();
  }

  /** Says that everything before the mark is acknowledged or dead-lettered. */
  reach(mark: Mark): void {
    const { now, onError } = this.#options;
    this.#reached = mark;
    if (this.#saving !== undefined || now() - this.#savedAt < saveEveryMs) return;
    this.#savedAt = now();
    // A save that fails costs nothing but a later repetition; a lost lease aborts the session by its signal.
    this.#saving = this.#store()
      .catch(onError)
      .finally(() => {
        this.#saving = undefined;
      });
  }

  /**
   * Stores how far the run came, where that is not stored yet.
   * @param options `failure`: the run failed. `always`: the checkpoint has changed beside the mark
   */
  async save(options: {
    readonly failure?: RunFailure | undefined;
    readonly always?: boolean;
  }): Promise<void> {
    await this.#saving?.catch(() => undefined);
    this.#options.lease.signal.throwIfAborted();
    const changed = this.#reached !== undefined && this.#saved !== this.#reached;
    if (changed || options.failure !== undefined || options.always === true)
      await this.#store(options.failure);
  }

  async #store(failure?: RunFailure): Promise<void> {
    const mark = this.#reached;
    await this.#options.lease.save({ ...this.#options.compose(mark), ...failure });
    this.#saved = mark;
  }
}
