import type { Pass, PollState, TierState } from './poll-state.ts';
import { dayMs, hourMs, minuteMs, rangesOfHours, subtract, type TimeRange } from './time-range.ts';

/** The head reads the newest half hour again at every tick. */
export const headOverlapMs = 30 * minuteMs;

/** Rows are read again at these ages, since the service has no filter by time of change. */
export const tiers = {
  '4h': { reach: 4 * hourMs, every: hourMs },
  // Rows can be 24 hours late, and mail that cannot be delivered expires after a day.
  '26h': { reach: 26 * hourMs, every: 6 * hourMs },
} as const;

/** Rows that can still change, such as quarantined ones, are followed for 10 days, the longest period of one query. */
export const openTier = { reach: 10 * dayMs, every: dayMs } as const;

export type PassName = keyof typeof tiers | 'open';

/**
 * The pass to go on with or to begin, the most urgent one: those on their way by tier, then those that are due. The
 * 26-hour pass does the work of the 4-hour one, so where both are due only it begins.
 */
export function nextPass(state: PollState, now: number): PassName | undefined {
  const due = (name: PassName): boolean =>
    name === 'open'
      ? now - state.open.startedAt >= openTier.every
      : now - state.tiers[name].startedAt >= tiers[name].every;
  const running = (name: PassName): boolean => passOf(state, name) !== undefined;
  if (running('4h')) return '4h';
  if (due('4h') && !(due('26h') && !running('26h'))) return '4h';
  return (['26h', 'open'] as const).find((name) => running(name) || due(name));
}

export function passOf(state: PollState, name: PassName): Pass | undefined {
  return name === 'open' ? state.open.pass : state.tiers[name].pass;
}

/** What a pass that begins now has to read, oldest first. */
export function planPass(state: PollState, name: PassName, now: number): TimeRange[] {
  if (name === 'open') {
    // Younger hours are read by the 26-hour passes anyhow.
    const hours = openHoursOf(state).filter((hour) => hour < now - tiers['26h'].reach);
    return rangesOfHours(hours);
  }
  const { catchUp, coveredThrough } = state;
  const range = {
    from: state.tiers[name].settledThrough,
    to: Math.min(coveredThrough, now - headOverlapMs),
  };
  // What the head read first when it had reached this age already.
  const fresh = { from: catchUp.from, to: Math.min(coveredThrough, catchUp.since - tiers[name].reach) };
  return subtract(range, fresh);
}

/** Begins a pass, or stores what is left of it. */
export function savePass(state: PollState, name: PassName, pass: Pass): void {
  if (name === 'open') state.open = { ...state.open, pass };
  else state.tiers[name] = { ...state.tiers[name], pass };
}

/** Everything of the pass has been read since it began. */
export function completePass(state: PollState, name: PassName): void {
  const startedAt = passOf(state, name)?.startedAt;
  if (startedAt === undefined) return;
  if (name === 'open') {
    state.open = { startedAt };
    for (const hour of openHoursOf(state)) {
      if (hour + hourMs <= startedAt - openTier.reach) delete state.openHours[hour];
    }
    return;
  }
  state.tiers[name] = settled(state.tiers[name], startedAt, tiers[name].reach);
  // The longer pass has read the shorter one's hours as well; one that is on its way goes on.
  if (name === '26h') {
    const { pass } = state.tiers['4h'];
    state.tiers['4h'] = {
      ...settled(state.tiers['4h'], startedAt, tiers['4h'].reach),
      ...(pass && { pass }),
    };
  }
}

function settled(tier: TierState, startedAt: number, reach: number): TierState {
  return {
    settledThrough: Math.max(tier.settledThrough, startedAt - reach),
    startedAt: Math.max(tier.startedAt, startedAt),
  };
}

/** Notes how many rows of an hour can still change; hours that are old enough not to matter are not noted. */
export function noteOpenRows(state: PollState, hour: number, open: number, now: number): void {
  if (open === 0) delete state.openHours[hour];
  else if (hour + hourMs > now - openTier.reach || state.openHours[hour] !== undefined) {
    state.openHours[hour] = open;
  }
}

/** Oldest first. */
export function openHoursOf(state: PollState): number[] {
  return Object.keys(state.openHours)
    .map(Number)
    .sort((a, b) => a - b);
}
