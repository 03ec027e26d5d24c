import { addGap } from './gap.ts';
import type { PollState } from './poll-state.ts';
import { oldestReadable } from './reach.ts';
import { openHoursOf, type PassName, passOf, savePass, tiers } from './settle-tiers.ts';
import { hourMs, subtract } from './time-range.ts';

/** Takes what the service does not reach back to any more out of the plans, and names it as gaps. */
export function cutUnreachable(state: PollState, now: number): void {
  const edge = oldestReadable(now);
  const { coveredThrough, catchUp } = state;
  const { settledThrough } = state.tiers['26h'];
  if (settledThrough < edge) {
    const unsettled = { from: settledThrough, to: Math.min(edge, coveredThrough) };
    const fresh = { from: catchUp.from, to: Math.min(coveredThrough, catchUp.since - tiers['26h'].reach) };
    for (const { from, to } of subtract(unsettled, fresh)) {
      state.gaps = addGap(state.gaps, from, to, 'changes-beyond-reach', now);
    }
  }
  for (const name of ['4h', '26h'] as const) {
    const tier = state.tiers[name];
    if (tier.settledThrough < edge) state.tiers[name] = { ...tier, settledThrough: edge };
  }
  for (const hour of openHoursOf(state)) {
    if (hour >= edge) break;
    state.gaps = addGap(state.gaps, hour, hour + hourMs, 'changes-beyond-reach', now);
    delete state.openHours[hour];
  }
  for (const name of ['4h', '26h', 'open'] satisfies PassName[]) {
    const pass = passOf(state, name);
    if (pass === undefined || (pass.left[0]?.from ?? edge) >= edge) continue;
    const left = pass.left.flatMap(({ from, to }) => (to > edge ? [{ from: Math.max(from, edge), to }] : []));
    savePass(state, name, { ...pass, left });
  }
  if (coveredThrough < edge) {
    state.gaps = addGap(state.gaps, coveredThrough, edge, 'beyond-reach', now);
    state.coveredThrough = edge;
    state.head = { pages: 0, length: state.head.length };
  }
}
