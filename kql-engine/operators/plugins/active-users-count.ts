import { columnAt } from '../../expressions/compile.ts';
import { add, subtract } from '../../values/int64.ts';
import { GroupTable } from '../group-table.ts';
import { limitRows } from '../row-wise.ts';
import { type ActivityCall, activityCall, type Measured, measuredRows } from './activity.ts';
import type { Plugin } from './plugin.ts';
import { axisArgument, constantArgument, type Instant, lengthArgument, StepAxis } from './timeline.ts';

/** The times at which one id was seen in one combination of dimensions. */
interface Seen {
  dimensions: number;
  times: Instant[];
}

/** Reads the times of all ids behind a time and up to the end; rows without an id or a time are passed over. */
function readTimes({ call, id, time, end, dimensions }: ActivityCall, behind: Instant) {
  const { input, scope } = call;
  const keys = dimensions.map((i) => columnAt(i, input.columns[i]!.type));
  const sliced = new GroupTable(keys);
  const table = new GroupTable([columnAt(id, input.columns[id]!.type), ...keys]);
  const seen: Seen[] = [];
  let held = 0;
  for (const all of input.chunks()) {
    scope.run.check();
    const times = all.column(time.column) as (Instant | null)[];
    const ids = all.column(id);
    const rows = times.keys().filter((row) => {
      const t = times[row]!;
      return t !== null && ids[row] !== null && t > behind && t <= end;
    });
    const chunk = all.take([...rows]);
    if (chunk.length === 0) continue;
    const combinations = sliced.number(chunk);
    const kept = chunk.column(time.column) as Instant[];
    table.number(chunk).forEach((group, row) => {
      seen[group] ??= { dimensions: combinations[row]!, times: [] };
      seen[group].times.push(kept[row]!);
    });
    held += chunk.length;
    limitRows(held, scope);
  }
  return { seen, values: sliced.values };
}

/**
 * active_users_count: for each period (bin), how many ids were seen in it at a time when they had been seen in enough small
 * periods during the lookback. The lookback ends with that time and begins just behind the time that lies its length before
 * (as the documented example shows).
 */
export const activeUsersCount: Plugin = {
  apply(call) {
    const activity = activityCall(call, 8);
    const { start, time } = activity;
    const lookback = lengthArgument(call, 4, time.type);
    const small = new StepAxis(start, lengthArgument(call, 5, time.type), time.type);
    const needed = Number(constantArgument(call, 6, new Set(['int', 'long', 'real', 'decimal'])));
    const axis = axisArgument(call, 7, time.type, start);
    return measuredRows(activity, () => {
      const { seen, values } = readTimes(activity, subtract(start, lookback));
      const counts = new Map<number, Map<number, number>>();
      for (const { dimensions, times } of seen) {
        call.scope.run.check();
        times.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        let from = 0;
        const bins = new Set<number>();
        times.forEach((t, i) => {
          while (add(times[from]!, lookback) <= t) from++;
          if (t < start) return;
          const periods = new Set(times.slice(from, i + 1).map((x) => small.index(x)));
          if (periods.size >= needed) bins.add(axis.index(t));
        });
        const counted = counts.get(dimensions) ?? new Map<number, number>();
        counts.set(dimensions, counted);
        for (const bin of bins) counted.set(bin, (counted.get(bin) ?? 0) + 1);
      }
      const rows = [...counts].flatMap(([group, counted]) =>
        [...counted].map(([bin, n]): Measured => ({ group, periods: [bin], values: [n] })),
      );
      return { read: { axis, last: axis.index(activity.end), values, periods: [] }, rows };
    });
  },
};
