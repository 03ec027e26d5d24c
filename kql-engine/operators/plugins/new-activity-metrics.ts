import { unsupported } from '../../scope.ts';
import {
  type ActivityCall,
  activityCall,
  type Measured,
  measuredRows,
  readActivity,
  shared,
} from './activity.ts';
import type { Plugin, PluginCall } from './plugin.ts';
import { axisArgument, isColumn, pointArgument } from './timeline.ts';

/**
 * new_activity_metrics: for the ids first seen in a period (the cohort), and for this and each later period: the ids there that
 * were in none of the periods up to the cohort's, the ids of the cohort there and not there, and the shares of both.
 */
export const newActivityMetrics: Plugin = {
  apply(call) {
    const chosen = call.args.length > 5 && !isColumn(call, 5);
    const activity = withoutLookback(call, chosen ? 6 : 5);
    const axis = axisArgument(call, 4, activity.time.type, activity.start);
    const cohort = chosen ? pointArgument(call, 5, activity.time.type) : undefined;
    return measuredRows(activity, () => {
      const read = readActivity(activity, axis);
      const only = cohort === undefined ? undefined : read.axis.index(cohort);
      const rows: Measured[] = [];
      read.periods.forEach((all, group) => {
        const first = new Map<number, number>();
        for (const [index, { ids }] of all) for (const id of ids) if (!first.has(id)) first.set(id, index);
        for (const [from, { ids }] of all) {
          const fresh = new Set([...ids].filter((id) => first.get(id) === from));
          if (fresh.size === 0 || (only !== undefined && from !== only)) continue;
          for (let to = from; to <= read.last; to++) {
            call.scope.run.check();
            const there = all.get(to)?.ids ?? new Set<number>();
            const since = to === from ? from : from + 1;
            const unseen = [...there].filter((id) => first.get(id)! >= since).length;
            const back = shared(fresh, there);
            const gone = fresh.size - back;
            const values = [unseen, back, gone, back / fresh.size, gone / fresh.size];
            rows.push({ group, periods: [from, to], values });
          }
        }
      });
      return { read, rows };
    });
  },
};

/** How ids of the lookback table count in dcount_new_values is not documented. */
function withoutLookback(call: PluginCall, dimensionsFrom: number): ActivityCall {
  const rest = call.args.slice(dimensionsFrom);
  const table = rest.findIndex((_, i) => !isColumn(call, dimensionsFrom + i));
  if (table >= 0) throw unsupported(`${call.name}() with a lookback`, rest[table]);
  return activityCall(call, dimensionsFrom);
}
