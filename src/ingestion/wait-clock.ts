import { setTimeout as delay } from 'node:timers/promises';

/** Time and chance, injected so that tests need neither. */
export interface WaitClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason once it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** From 0 inclusive to 1 exclusive. */
  random(): number;
}

export const systemClock: WaitClock = {
  now: Date.now,
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
  random: Math.random,
};

/**
 * Waits without being told how long: doubling from `base`, at most `cap`, of which the upper half is left to chance
 * so that many clients do not come back at once. Milliseconds; `attempt` counts from 0.
 */
export function backoffMs(attempt: number, base: number, cap: number, random: number): number {
  const full = Math.min(cap, base * 2 ** Math.min(attempt, 30));
  return Math.round(full * (0.5 + random / 2));
}
