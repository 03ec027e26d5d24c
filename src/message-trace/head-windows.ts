import type { PollState } from './poll-state.ts';
import { headOverlapMs } from './settle-tiers.ts';
import { dayMs, floorTo, minuteMs, secondMs, type TimeRange } from './time-range.ts';

/** The newest rows are left to the next tick: they come while one reads. */
export const headDelayMs = 2 * minuteMs;

/** Windows of the whole tenant stay within a day, so that beginning one again costs little. */
export const maxWindowMs = dayMs;
const minWindowMs = 5 * minuteMs;
/** A window of more pages than this is followed by one of half the length. */
const manyPages = 20;
/** What came while the head was read is left to the next tick where it is less than this. */
export const restMs = minuteMs;

/** A window on its way: what is left of it, and where it ended when it began. */
export interface HeadWindow extends TimeRange {
  readonly end: number;
}

/**
 * The next period for the head to read: what is left of the one on its way, or the one behind what is covered. Windows
 * go from old to new; inside a window the service gives the newest rows first.
 * @param overlap whether to read the last half hour again: once a run
 * @param rest the head is at its end when no more than so many milliseconds are left
 * @param now service time; undefined before the run has heard it: then only what is surely past is asked for
 * @returns undefined where the head has read everything
 */
export function nextHeadWindow(
  state: PollState,
  overlap: boolean,
  rest: number,
  now: number | undefined,
): HeadWindow | undefined {
  const { head, coveredThrough } = state;
  if (head.window !== undefined) return head.window;
  const from = floorTo(secondMs, overlap ? coveredThrough - headOverlapMs : coveredThrough);
  if (now === undefined)
    return { from: coveredThrough - headOverlapMs, to: coveredThrough, end: coveredThrough };
  const newest = floorTo(secondMs, now - headDelayMs);
  if (!overlap && newest - coveredThrough <= rest) return undefined;
  const end = Math.min(newest, coveredThrough + head.length);
  return end > from ? { from, to: end, end } : undefined;
}

/** The window on its way is read through to its start. */
export function completeHeadWindow(state: PollState): void {
  const { window, pages, length } = state.head;
  if (window === undefined) return;
  state.coveredThrough = Math.max(state.coveredThrough, window.end);
  state.head = { pages: 0, length: nextLength(length, pages) };
}

/** Length of the window behind one of this length and so many pages. */
export function nextLength(length: number, pages: number): number {
  if (pages > manyPages) return Math.max(minWindowMs, length / 2);
  return pages <= 1 ? Math.min(maxWindowMs, length * 2) : length;
}
