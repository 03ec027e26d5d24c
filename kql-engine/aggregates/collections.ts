import { setKey } from '../functions/dynamic.ts';
import { type Dynamic, toDynamic } from '../values/dynamic.ts';
import { type AggregateCall, defineAggregate, fold } from './registry.ts';

/** The most elements a list or set of an aggregate holds. */
const MAX_ELEMENTS = 1_048_576;

function limitOf(call: AggregateCall, index: number): number {
  const limit = call.args[index]?.constant?.value;
  return typeof limit === 'number' && limit >= 0 ? Math.min(limit, MAX_ELEMENTS) : MAX_ELEMENTS;
}

function list(call: AggregateCall, options: { condition?: number; limit: number; nulls?: boolean }) {
  const type = call.args[0]!.type;
  const limit = limitOf(call, options.limit);
  const keepNulls = options.nulls === true || type === 'dynamic';
  return fold(
    call,
    (): Dynamic[] => [],
    (s: Dynamic[], v) => {
      // an array among dynamic values gives its elements
      if (Array.isArray(v)) s.push(...v.slice(0, Math.max(0, limit - s.length)));
      else if (s.length < limit) s.push(toDynamic(v, type));
      return s;
    },
    (s) => s,
    { ...(options.condition === undefined ? {} : { condition: options.condition }), nulls: keepNulls },
  );
}
defineAggregate('make_list makelist', (call) => list(call, { limit: 1 }));
defineAggregate('make_list_if', (call) => list(call, { condition: 1, limit: 2 }));
defineAggregate('make_list_with_nulls', (call) => list(call, { limit: 9, nulls: true }));

function set(call: AggregateCall, options: { condition?: number; limit: number }) {
  const type = call.args[0]!.type;
  const limit = limitOf(call, options.limit);
  const key = type === 'dynamic' ? (v: unknown) => setKey(v as Dynamic) : (v: unknown) => v;
  return fold(
    call,
    () => new Map<unknown, Dynamic>(),
    (s: Map<unknown, Dynamic>, v) => {
      for (const item of Array.isArray(v) ? (v as Dynamic[]) : [v]) {
        const k = key(item);
        if (s.size < limit && !s.has(k)) s.set(k, toDynamic(item, type));
      }
      return s;
    },
    (s) => [...s.values()],
    {
      ...(options.condition === undefined ? {} : { condition: options.condition }),
      nulls: type === 'dynamic',
    },
  );
}
defineAggregate('make_set makeset', (call) => set(call, { limit: 1 }));
defineAggregate('make_set_if', (call) => set(call, { condition: 1, limit: 2 }));

function bag(call: AggregateCall, condition?: number) {
  return fold(
    call,
    () => new Map<string, Dynamic>(),
    (s: Map<string, Dynamic>, v) => {
      if (v instanceof Map) for (const [k, item] of v as Map<string, Dynamic>) if (!s.has(k)) s.set(k, item);
      return s;
    },
    (s) => s,
    condition === undefined ? {} : { condition },
  );
}
defineAggregate('make_bag make_dictionary', (call) => bag(call));
defineAggregate('make_bag_if', (call) => bag(call, 1));
