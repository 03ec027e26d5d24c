import { addGap, type Gap } from './gap.ts';
import { maxWindowMs } from './head-windows.ts';
import type { PollState } from './poll-state.ts';
import { oldestReadable } from './reach.ts';
import { RequestQuota } from './request-quota.ts';
import { clockDoubtMs } from './service-clock.ts';
import { openTier } from './settle-tiers.ts';
import { dayMs, floorTo, hourMs } from './time-range.ts';

/** What there is to know when there is no state. */
export interface FirstFacts {
  /** Service time, as far as it is known. */
  readonly now: number;
  readonly lookBackHours: number;
  /** Requests in 5 minutes that polling may make. */
  readonly quota: number;
  /** Whether anything else of an earlier state is left: then the state was lost. */
  readonly trace: boolean;
  /** First millisecond of the oldest hour with seen rows that is left. */
  readonly oldestHour: number | undefined;
  /** Service time minus local time, where known. */
  readonly clockOffsetMs: number;
}

/**
 * Where polling begins: at the look-back. Where a state was lost, so far back that every row which could have been
 * unread or still changing is read again; what lies before is named as a gap.
 */
export function firstState(facts: FirstFacts): PollState {
  const { now, lookBackHours, quota, trace, oldestHour } = facts;
  const reach = oldestReadable(now);
  const lookBack = now - clockDoubtMs - lookBackHours * hourMs;
  const wanted = trace ? Math.min(oldestHour ?? now, now - openTier.reach - dayMs, lookBack) : lookBack;
  const hour = floorTo(hourMs, wanted);
  const start = Math.max(reach, hour);
  const reason = trace ? 'state-lost' : 'before-first-run';
  const gaps: Gap[] = addGap([], Math.min(reach, hour), start, reason, now);
  // The clock may be ahead: nothing is claimed to be read later than it was.
  const since = now - clockDoubtMs;
  const tier = { settledThrough: start, startedAt: since };
  return {
    version: 1,
    coveredThrough: start,
    head: { pages: 0, length: maxWindowMs },
    catchUp: { from: start, since },
    tiers: { '4h': tier, '26h': tier },
    open: { startedAt: since },
    openHours: {},
    gaps,
    quota: RequestQuota.unknown(quota),
    clockOffsetMs: facts.clockOffsetMs,
    throttledUntil: 0,
    throttles: 0,
    rejected: [],
    lastRunAt: since,
    lastSuccessAt: 0,
    sweptAt: since,
  };
}
