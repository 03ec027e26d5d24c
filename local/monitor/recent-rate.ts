/** How many things a second there were lately. */
export interface RecentRate {
  add(count: number): void;
  /** Things a second over the last minute, or since the beginning where that is less. */
  perSecond(): number;
}

const SECOND = 1000;
const window = 60 * SECOND;

/** Counts by the second. @param now milliseconds since 1970 */
export function recentRate(now: () => number): RecentRate {
  const began = now();
  const seconds: { at: number; count: number }[] = [];
  const forget = () => {
    while (seconds.length > 0 && seconds[0]!.at <= now() - window) seconds.shift();
  };
  return {
    add(count) {
      forget();
      const at = Math.floor(now() / SECOND) * SECOND;
      const last = seconds.at(-1);
      if (last?.at === at) last.count += count;
      else seconds.push({ at, count });
    },
    perSecond() {
      forget();
      const total = seconds.reduce((sum, { count }) => sum + count, 0);
      return total / (Math.max(SECOND, Math.min(window, now() - began)) / SECOND);
    },
  };
}
