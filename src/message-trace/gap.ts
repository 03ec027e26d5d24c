import { isoSecond, secondMs } from './time-range.ts';

/**
 * - `before-first-run`: received before the look-back of the first run; also what a total loss of the state looks like.
 * - `state-lost`: the state was lost; everything since `to` is read again, what is older is not.
 * - `beyond-reach`: older than the 90 days that the service reaches back, before it could be read.
 * - `changes-beyond-reach`: read, but so long ago that later changes could not be read any more.
 * - `too-many-in-a-second`: more deliveries in one second than the service gives in any way we know.
 */
export type GapReason =
  | 'before-first-run'
  | 'state-lost'
  | 'beyond-reach'
  | 'changes-beyond-reach'
  | 'too-many-in-a-second';

/** A period of received time of which rows, or their changes, may be missing. Milliseconds since 1970. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly reason: GapReason;
  /** When it was found. */
  readonly at: number;
  /** Whether a health row has named it. */
  readonly reported: boolean;
}

/** Most gaps that are kept; of more, the oldest reported ones go. */
const maxGaps = 500;

/** Adds a gap; one that touches another of the same reason, not yet reported, extends it. */
export function addGap(gaps: readonly Gap[], from: number, to: number, reason: GapReason, at: number): Gap[] {
  if (to <= from) return [...gaps];
  const touches = (gap: Gap): boolean =>
    gap.reason === reason && !gap.reported && gap.from <= to + secondMs && gap.to >= from - secondMs;
  if (gaps.some((gap) => gap.reason === reason && gap.from <= from && gap.to >= to)) return [...gaps];
  const joined = gaps.filter(touches);
  const gap: Gap = {
    from: Math.min(from, ...joined.map((one) => one.from)),
    to: Math.max(to, ...joined.map((one) => one.to)),
    reason,
    at,
    reported: false,
  };
  const rest = gaps.filter((one) => !touches(one));
  while (rest.length >= maxGaps) {
    const reported = rest.findIndex((one) => one.reported);
    if (reported < 0) break;
    rest.splice(reported, 1);
  }
  return [...rest, gap];
}

/** For people: what is missing, why, and what to do. */
export function describeGap({ from, to, reason }: Gap): string {
  const period = `received from ${isoSecond(from)} to ${isoSecond(to)}`;
  switch (reason) {
    case 'before-first-run':
      return `Message traces ${period} are not read: polling begins at the end of that period. Run "mailflow backfill" where they are wanted; if this is not the first run, the state in the container mailflow-state was lost.`;
    case 'state-lost':
      return `The state of polling was lost. Everything since ${isoSecond(to)} is read again (rows may be doubled; recordId tells them); message traces ${period} are not. Where that period had not been read, run "mailflow backfill"; the service reaches back 90 days.`;
    case 'beyond-reach':
      return `Message traces ${period} cannot be read any more: the service reaches back 90 days. A historical search in the Exchange admin centre may still have them; "mailflow import" reads its file.`;
    case 'changes-beyond-reach':
      return `Message traces ${period} were read, but not whether they changed later: polling stood still for too long, and the service reaches back 90 days.`;
    case 'too-many-in-a-second':
      return `Of the message traces ${period} some may be missing: there are more in that second than the service gives, and its links to further pages failed. A historical search has them all; "mailflow import" reads its file.`;
  }
}
