import type { PollState } from './poll-state.ts';
import { openTier } from './settle-tiers.ts';
import { dayMs, hourMs } from './time-range.ts';
import type { TraceStateHold } from './trace-state-store.ts';

/** Seen rows are kept for the longest tier and a day. */
const keepMs = openTier.reach + dayMs;
const sweepEveryMs = 6 * hourMs;

/** Removes, every 6 hours, seen rows that no pass reads any more. @param now service time */
export async function sweepSeenRows(hold: TraceStateHold, state: PollState, now: number): Promise<void> {
  if (now - state.sweptAt < sweepEveryMs) return;
  const end = Math.min(now - keepMs, state.tiers['26h'].settledThrough);
  const cursor = state.backfill?.finishedAt === undefined ? state.backfill?.doneDownTo : undefined;
  for (const hour of await hold.listHours()) {
    if (hour + hourMs > end) break;
    const inUse = cursor !== undefined && Math.abs(hour - cursor) < 2 * hourMs;
    if (!inUse && state.openHours[hour] === undefined) await hold.removeHour(hour);
  }
  state.sweptAt = now;
}
