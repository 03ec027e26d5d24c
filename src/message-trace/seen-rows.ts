import { SeenBucket } from './seen-bucket.ts';
import type { TraceStateHold } from './trace-state-store.ts';

/** Hours kept in memory from one page to the next: a page ends where the next one begins. */
const keptHours = 2;

/** The rows that the table has, by hours; few of them in memory at a time. */
export class SeenRows {
  readonly #hold: Pick<TraceStateHold, 'readHour' | 'writeHour'>;
  /** Most recently used last. */
  readonly #buckets = new Map<number, SeenBucket>();

  constructor(hold: Pick<TraceStateHold, 'readHour' | 'writeHour'>) {
    this.#hold = hold;
  }

  /** The seen rows of an hour, named by its first millisecond. */
  async hour(hour: number): Promise<SeenBucket> {
    const bucket = this.#buckets.get(hour) ?? SeenBucket.from(await this.#hold.readHour(hour));
    this.#buckets.delete(hour);
    this.#buckets.set(hour, bucket);
    return bucket;
  }

  /** Stores what has changed. */
  async save(): Promise<void> {
    for (const [hour, bucket] of this.#buckets) {
      if (!bucket.dirty) continue;
      await this.#hold.writeHour(hour, bucket.toBytes());
      bucket.dirty = false;
    }
  }

  /** Forgets hours beyond those kept. Call it after `save`. */
  shrink(): void {
    for (const [hour, bucket] of this.#buckets) {
      if (this.#buckets.size <= keptHours) return;
      if (!bucket.dirty) this.#buckets.delete(hour);
    }
  }
}
