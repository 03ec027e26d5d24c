import type { BackfillState, PollState } from './poll-state.ts';
import { oldestReadable } from './reach.ts';
import { tenantQuota } from './request-quota.ts';
import { floorTo, minuteMs, secondMs, type TimeRange } from './time-range.ts';
import { maxPageSize } from './trace-query.ts';
import type { BackfillRequest } from './trace-state-store.ts';

/** Reads go a day at a time, so that what is left is seen to shrink on quiet tenants too. */
const stepMs = 24 * 60 * minuteMs;

/** The state of a request that is new or goes on; undefined where it is finished. */
export function openBackfill(
  request: BackfillRequest,
  known: BackfillState | undefined,
  now: number,
): BackfillState | undefined {
  if (known?.requestedAt === request.requestedAt) return known.finishedAt === undefined ? known : undefined;
  const from = floorTo(secondMs, Date.parse(request.from));
  const to = Math.min(floorTo(secondMs, Date.parse(request.to)), floorTo(secondMs, now) - minuteMs);
  return {
    requestedAt: request.requestedAt,
    from,
    to,
    doneDownTo: to,
    startedAt: now,
    rows: 0,
    requests: 0,
  };
}

/** The next period to read, the newest that is left. Undefined where all that can be read is read. */
export function nextBackfillRange({ from, doneDownTo }: BackfillState, now: number): TimeRange | undefined {
  const start = Math.max(from, oldestReadable(now));
  return doneDownTo > start ? { from: Math.max(start, doneDownTo - stepMs), to: doneDownTo } : undefined;
}

/** What could not be read since the service does not reach back so far. */
export function unreachable({ from, doneDownTo }: BackfillState, now: number): TimeRange | undefined {
  const to = Math.min(oldestReadable(now), doneDownTo);
  return to > from ? { from, to } : undefined;
}

/** After a page: how far it is, and what is left to do. */
export function advanceBackfill(
  state: BackfillState,
  doneDownTo: number,
  rows: number,
  requests: number,
  quota: number,
): BackfillState {
  const done = { ...state, doneDownTo, rows: state.rows + rows, requests: state.requests + requests };
  return { ...done, estimate: estimate(done, quota) };
}

/** By the density of what was read. Undefined before anything was. */
function estimate({ from, to, doneDownTo, rows }: BackfillState, quota: number): BackfillState['estimate'] {
  const read = to - doneDownTo;
  if (read <= 0) return undefined;
  const left = Math.max(0, doneDownTo - from);
  const rowsLeft = Math.round((rows / read) * left);
  const requests = Math.ceil(Math.max(rowsLeft / maxPageSize, left / stepMs));
  // A tenth of the quota is left to the head, as long as nothing else is due.
  const share = Math.max(1, Math.min(quota, tenantQuota) - tenantQuota / 10);
  return { rows: rowsLeft, requests, seconds: Math.ceil((requests / share) * 300) };
}

/** For people and health rows. */
export function describeBackfill(state: PollState): string | undefined {
  const { backfill } = state;
  if (backfill === undefined) return undefined;
  const { from, to, doneDownTo, rows, requests, estimate: left } = backfill;
  const share = to > from ? (to - doneDownTo) / (to - from) : 1;
  const done = `${Math.floor(share * 100)} %, ${rows} rows, ${requests} requests`;
  if (backfill.finishedAt !== undefined) return `Backfill finished: ${rows} rows, ${requests} requests.`;
  if (left === undefined) return `Backfill: ${done}.`;
  return `Backfill: ${done}; about ${left.rows} rows, ${left.requests} requests and ${Math.ceil(left.seconds / 60)} minutes left.`;
}
