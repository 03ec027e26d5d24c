import type { Gap } from './gap.ts';
import type { HeadWindow } from './head-windows.ts';
import type { QuotaState } from './request-quota.ts';
import type { TimeRange } from './time-range.ts';

/** A re-reading on its way: what is left of it, oldest first. Each part is read from its newer end, which moves down. */
export interface Pass {
  readonly startedAt: number;
  readonly left: readonly TimeRange[];
}

/** How far one settle tier is (see settle-tiers.ts). */
export interface TierState {
  /** Everything received before was read at an age of at least the tier's reach. */
  readonly settledThrough: number;
  /** When the last completed pass began. */
  readonly startedAt: number;
  readonly pass?: Pass;
}

export interface BackfillState {
  /** The request that is worked on, or was. */
  readonly requestedAt: string;
  readonly from: number;
  readonly to: number;
  /** Read from `to` down to here. */
  readonly doneDownTo: number;
  readonly startedAt: number;
  readonly finishedAt?: number;
  readonly rows: number;
  readonly requests: number;
  /** What is left, by the density of what was read so far. */
  readonly estimate?: { readonly rows: number; readonly requests: number; readonly seconds: number };
}

/** How far polling is. Stored as JSON; all times are milliseconds since 1970 in the service's time. */
export interface PollState {
  readonly version: 1;
  /** Everything received up to here was read at least once. */
  coveredThrough: number;
  head: {
    window?: HeadWindow;
    /** Pages of that window so far. */
    pages: number;
    /** Length of the next window. */
    length: number;
  };
  /** Everything received from `from` up to coveredThrough was read at `since` or later. */
  catchUp: { readonly from: number; readonly since: number };
  /** By the name of the tier. */
  tiers: Record<'4h' | '26h', TierState>;
  /** Daily reading again of hours that hold rows which can still change. */
  open: { readonly startedAt: number; readonly pass?: Pass };
  /** Such hours, by their first millisecond, with the number of these rows. */
  openHours: Record<string, number>;
  backfill?: BackfillState;
  gaps: readonly Gap[];
  quota: QuotaState;
  /** Service clock minus the clock of the machine that ran last. */
  clockOffsetMs: number;
  /** The service wants to be left alone until then; how often in a row it said so. */
  throttledUntil: number;
  throttles: number;
  /** Prints of rows that could not be read and lie in the dead letters already; the newest at the end. */
  rejected: readonly string[];
  lastRunAt: number;
  lastSuccessAt: number;
  sweptAt: number;
}

/** Reads a stored state. Undefined where it cannot be understood: polling then begins anew, which loses nothing. */
export function parsePollState(text: string | undefined): PollState | undefined {
  if (!text) return undefined;
  try {
    const state = JSON.parse(text) as PollState;
    const { version, coveredThrough, head, catchUp, tiers, open, openHours, gaps, quota } = state;
    const times = [
      coveredThrough,
      head.length,
      catchUp.from,
      catchUp.since,
      tiers['4h'].settledThrough,
      tiers['26h'].settledThrough,
      open.startedAt,
      state.clockOffsetMs,
    ];
    const sound =
      version === 1 &&
      times.every(Number.isFinite) &&
      typeof openHours === 'object' &&
      Array.isArray(gaps) &&
      Array.isArray(quota.made);
    return sound ? state : undefined;
  } catch {
    return undefined;
  }
}
