import { FOUND, FoundSchema } from '../found-schema.ts';
import { type Node, sourceOf, spanOf } from '../language-service.ts';
import { type Rowset, type Scope, unsupported } from '../scope.ts';
import { bagUnpack } from './plugins/bag-unpack.ts';
import { ipv4Lookup } from './plugins/ipv4-lookup.ts';
import { narrow } from './plugins/narrow.ts';
import { pivot } from './plugins/pivot.ts';
import { type Plugin, pluginCall } from './plugins/plugin.ts';

/** The plug-ins of evaluate by name. */
export const plugins: Record<string, Plugin> = {
  bag_unpack: bagUnpack,
  pivot,
  narrow,
  ipv4_lookup: ipv4Lookup,
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
