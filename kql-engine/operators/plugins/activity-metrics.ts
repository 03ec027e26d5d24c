import { runtimeError } from '../../scope.ts';
import { subtract } from '../../values/int64.ts';
import {
  type Activity,
  activityCall,
  type Measured,
  measuredRows,
  type Period,
  periodOf,
  readActivity,
  shared,
} from './activity.ts';
import type { Plugin } from './plugin.ts';
import { axisArgument, lengthArgument, StepAxis } from './timeline.ts';

/** A row for each period in which something happened, for each combination of dimensions. */
function eachPeriod(
  { periods }: Activity,
  measure: (period: Period, index: number, all: Map<number, Period>) => unknown[],
): Measured[] {
  return periods.flatMap((all, group) =>
    [...all].map(([index, period]) => ({ group, periods: [index], values: measure(period, index, all) })),
  );
}

/** activity_counts_metrics: rows, ids, ids not seen in any period before, and ids seen up to now. */
export const activityCountsMetrics: Plugin = {
  apply(call) {
    const activity = activityCall(call, 5);
    const axis = axisArgument(call, 4, activity.time.type, activity.start);
    return measuredRows(activity, () => {
      const read = readActivity(activity, axis);
      const seen = new Map<Map<number, Period>, Set<number>>();
      const rows = eachPeriod(read, ({ count, ids }, _, all) => {
        const before = seen.get(all) ?? new Set();
        seen.set(all, before);
        const fresh = ids.size - shared(ids, before);
        for (const id of ids) before.add(id);
        return [count, ids.size, fresh, before.size];
      });
      return { read, rows };
    });
  },
};

/**
 * activity_metrics: each period against the one before: ids, ids that were not in that period, and the shares of that period's
 * ids that came back (retention) and that did not (churn). Both are NaN where nothing happened before.
 */
export const activityMetrics: Plugin = {
  apply(call) {
    const activity = activityCall(call, 5);
    const axis = axisArgument(call, 4, activity.time.type, activity.start);
    return measuredRows(activity, () => {
      const read = readActivity(activity, axis);
      const rows = eachPeriod(read, ({ ids }, index, all) => {
        const before = all.get(index - 1)?.ids;
        const back = shared(ids, before);
        const had = before?.size ?? 0;
        return [ids.size, ids.size - back, back / had, (had - back) / had];
      });
      return { read, rows };
    });
  },
};

/** The ids of the periods that end with this one, as many as there are in the window. */
function windowOf(all: Map<number, Period>, index: number, length: number): Set<number> {
  const ids = new Set<number>();
  for (let i = index - length + 1; i <= index; i++) for (const id of all.get(i)?.ids ?? []) ids.add(id);
  return ids;
}

/** activity_engagement: ids of each inner period, of the outer period that ends with it, and the ratio of both. */
export const activityEngagement: Plugin = {
  apply(call) {
    const activity = activityCall(call, 6);
    const { type } = activity.time;
    const inner = lengthArgument(call, 4, type);
    const outer = lengthArgument(call, 5, type);
    const length = Number(outer) / Number(inner);
    if (!Number.isInteger(length))
      throw runtimeError(
        call.name,
        `the outer period of ${call.name}() must be a multiple of the inner one`,
        call.node,
      );
    return measuredRows(activity, () => {
      const from = before(activity.start, outer);
      const read = readActivity(activity, new StepAxis(activity.start, inner, type), from);
      const rows = eachPeriod(read, ({ ids }, index, all) => {
        const around = windowOf(all, index, length).size;
        return [ids.size, around, ids.size / around];
      });
      return { read, rows: rows.filter((r) => r.periods[0]! >= 0) };
    });
  },
};

function before(start: number | bigint, length: number | bigint): number | bigint {
  return Number.isInteger(Number(length)) ? subtract(start, length) : Number(start) - Number(length);
}

/** sliding_window_counts: rows and ids of the window that ends with each period, where something happened in it. */
export const slidingWindowCounts: Plugin = {
  apply(call) {
    const activity = activityCall(call, 6);
    const { type } = activity.time;
    const lookback = lengthArgument(call, 4, type);
    const step = lengthArgument(call, 5, type);
    const length = Math.floor(Number(lookback) / Number(step));
    if (length < 1) throw runtimeError(call.name, 'the window is shorter than a period', call.args[4]);
    return measuredRows(activity, () => {
      const read = readActivity(
        activity,
        new StepAxis(activity.start, step, type),
        before(activity.start, lookback),
      );
      const windows = read.periods.map((all) => {
        const made = new Map<number, Period>();
        for (const [index, { count, ids }] of all) {
          call.scope.run.check();
          for (let i = Math.max(0, index); i < index + length && i <= read.last; i++) {
            const window = periodOf(made, i);
            window.count += count;
            for (const id of ids) window.ids.add(id);
          }
        }
        return made;
      });
      const rows = eachPeriod({ ...read, periods: windows }, ({ count, ids }) => [count, ids.size]);
      return { read, rows };
    });
  },
};
