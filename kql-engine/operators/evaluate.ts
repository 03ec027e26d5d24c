import { FOUND, FoundSchema } from '../found-schema.ts';
import { kindOf, type Node, sourceOf, spanOf } from '../language-service.ts';
import { type NamedRowset, type Rowset, type Scope, unsupported } from '../scope.ts';
import { activeUsersCount } from './plugins/active-users-count.ts';
import {
  activityCountsMetrics,
  activityEngagement,
  activityMetrics,
  slidingWindowCounts,
} from './plugins/activity-metrics.ts';
import { autocluster } from './plugins/autocluster.ts';
import { bagUnpack } from './plugins/bag-unpack.ts';
import { basket } from './plugins/basket.ts';
import { dcountIntersect } from './plugins/dcount-intersect.ts';
import { narrow } from './plugins/narrow.ts';
import { ipv4Lookup, ipv6Lookup } from './plugins/network-lookup.ts';
import { newActivityMetrics } from './plugins/new-activity-metrics.ts';
import { pivot } from './plugins/pivot.ts';
import { type Plugin, pluginCall } from './plugins/plugin.ts';
import { preview } from './plugins/preview.ts';
import { rollingPercentile } from './plugins/rolling-percentile.ts';
import { rowsNear } from './plugins/rows-near.ts';
import { schemaMerge } from './plugins/schema-merge.ts';

/** The plug-ins of evaluate by name. */
export const plugins: Record<string, Plugin> = {
  bag_unpack: bagUnpack,
  pivot,
  narrow,
  ipv4_lookup: ipv4Lookup,
  autocluster,
  basket,
  dcount_intersect: dcountIntersect,
  ipv6_lookup: ipv6Lookup,
  rows_near: rowsNear,
  activity_counts_metrics: activityCountsMetrics,
  activity_metrics: activityMetrics,
  activity_engagement: activityEngagement,
  new_activity_metrics: newActivityMetrics,
  sliding_window_counts: slidingWindowCounts,
  rolling_percentile: rollingPercentile,
  preview,
  schema_merge: schemaMerge,
  active_users_count: activeUsersCount,
};

/** evaluate: runs a plug-in; where its columns depend on the data and none are declared, the query is bound again. */
export function evaluate(node: Node, input: Rowset, scope: Scope): Rowset {
  const call = pluginCall(node, input, scope);
  const plugin = Object.hasOwn(plugins, call.name) ? plugins[call.name] : undefined;
  if (!plugin) throw unsupported(`the plug-in ${call.name}()`, node);
  if (plugin.schema && !node.Schema) {
    if (scope.implicit) throw unsupported(`${call.name}() without an output schema in a sub-query`, node);
    const { start, length } = spanOf(node.FunctionCall);
    throw new FoundSchema(scope.place ?? { delta: 0 }, start + length, plugin.schema(call));
  }
  // a function may be called for other data, and the columns written into it come from the first call
  if (plugin.schema && scope.place && sourceOf(node.Schema).includes(FOUND)) {
    const names = plugin.schema(call).map((c) => `${c.name}:${c.type}`);
    if (names.join() !== call.columns.map((c) => `${c.name}:${c.type}`).join())
      throw unsupported(`${call.name}() with other columns at each call of a function`, node);
  }
  return plugin.apply(call);
}

/** The tables of a plug-in that gives several and ends a query; undefined for any other operator. */
export function pluginTables(node: Node, input: () => Rowset, scope: Scope): NamedRowset[] | undefined {
  if (kindOf(node) !== 'EvaluateOperator') return undefined;
  const name: string = node.FunctionCall.Name.SimpleName;
  const plugin = Object.hasOwn(plugins, name) ? plugins[name] : undefined;
  return plugin?.tables?.(pluginCall(node, input(), scope));
}
