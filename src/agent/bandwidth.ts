/** Keeps the bytes sent to a rate. */
export interface Bandwidth {
  /** Waits until `bytes` may go. */
  take(bytes: number, signal?: AbortSignal): Promise<void>;
}

/**
 * Token bucket that holds one second's worth. A block larger than what is in the bucket goes once the debt of the
 * block before it is paid, so the mean rate holds whatever the block size.
 * @param limit bytes a second; without it nothing ever waits
 */
export function createBandwidth(
  limit: number | undefined,
  clock: () => number,
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>,
): Bandwidth {
  if (limit === undefined) return { take: () => Promise.resolve() };
  let tokens = limit;
  let filledAt = clock();
  return {
    async take(bytes, signal) {
      const now = clock();
      tokens = Math.min(limit, tokens + (Math.max(0, now - filledAt) / 1000) * limit);
      filledAt = now;
      tokens -= bytes;
      if (tokens < 0) await sleep((-tokens / limit) * 1000, signal);
    },
  };
}
