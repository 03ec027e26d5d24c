import { randomBytes } from 'node:crypto';
import { secretBytes } from './trace-hash.ts';
import type { BackfillRequest, TraceStateHold, TraceStateStore } from './trace-state-store.ts';

/** Keeps the state of polling in memory, for tests and simulations. Its fields may be looked at and changed. */
export class MemoryStateStore implements TraceStateStore {
  text = '';
  secret: Buffer | undefined;
  readonly hours = new Map<number, Buffer>();
  backfill: BackfillRequest | undefined;
  pendingDetails = '';
  /** Whether somebody has the right to poll. */
  held = false;

  async take(): Promise<TraceStateHold | undefined> {
    if (this.held) return undefined;
    this.held = true;
    return {
      text: this.text,
      signal: new AbortController().signal,
      save: async (text) => {
        this.text = text;
      },
      secret: async () => {
        const made = this.secret === undefined;
        this.secret ??= randomBytes(secretBytes);
        return { secret: this.secret, made };
      },
      readHour: async (hour) => this.hours.get(hour),
      writeHour: async (hour, bytes) => void this.hours.set(hour, bytes),
      listHours: async () => [...this.hours.keys()].sort((a, b) => a - b),
      removeHour: async (hour) => void this.hours.delete(hour),
      readBackfill: async () => this.backfill,
      removeBackfill: async ({ requestedAt }) => {
        if (this.backfill?.requestedAt === requestedAt) this.backfill = undefined;
      },
      readPendingDetails: async () => this.pendingDetails,
      writePendingDetails: async (text) => {
        this.pendingDetails = text;
      },
      release: async () => {
        this.held = false;
      },
    };
  }
}
