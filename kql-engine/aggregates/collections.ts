import { setKey } from '../functions/dynamic.ts';
import { unsupported } from '../scope.ts';
import { type Dynamic, toDynamic } from '../values/dynamic.ts';
import { type AggregateCall, defineAggregate, fold } from './registry.ts';

/** The most elements a list, set or bag of an aggregate holds, and how many those under old names hold unless asked for more. */
const MAX_ELEMENTS = 1_048_576;
const OLD_DEFAULT = 128;

/** Where the limit stands among the arguments, and what it is when it is not there. */
interface Limit {
  limit: number;
  most?: number;
}

function limitOf(call: AggregateCall, { limit: index, most = MAX_ELEMENTS }: Limit): number {
  const limit = call.args[index]?.constant?.value;
  return typeof limit === 'number' && limit >= 0 ? Math.min(limit, MAX_ELEMENTS) : most;
}

function list(call: AggregateCall, options: { condition?: number; nulls?: boolean } & Limit) {
  const type = call.args[0]!.type;
  const limit = limitOf(call, options);
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
defineAggregate('make_list', (call) => list(call, { limit: 1 }));
defineAggregate('makelist', (call) => list(call, { limit: 1, most: OLD_DEFAULT }));
defineAggregate('make_list_if', (call) => list(call, { condition: 1, limit: 2 }));
defineAggregate('make_list_with_nulls', (call) => list(call, { limit: 9, nulls: true }));

/** A set of most groups holds few values: these are looked through, which costs far less memory than a map for each group. */
interface FewKeys {
  keys: unknown[];
  items: Dynamic[];
  /** All keys, once there are more than a few. */
  found: Set<unknown> | undefined;
}
const FEW = 8;

function set(call: AggregateCall, options: { condition?: number } & Limit) {
  const type = call.args[0]!.type;
  const limit = limitOf(call, options);
  const key = type === 'dynamic' ? (v: unknown) => setKey(v as Dynamic) : (v: unknown) => v;
  const addItem = (s: FewKeys, item: unknown) => {
    if (s.items.length >= limit) return;
    const k = key(item);
    // NaN is found by `includes` as by a set
    if (s.found ? s.found.has(k) : s.keys.includes(k)) return;
    s.items.push(toDynamic(item, type));
    if (!s.found && s.keys.push(k) > FEW) s.found = new Set(s.keys);
    else s.found?.add(k);
  };
  return fold(
    call,
    (): FewKeys => ({ keys: [], items: [], found: undefined }),
    (s: FewKeys, v) => {
      if (!Array.isArray(v)) addItem(s, v);
      else for (const item of v as Dynamic[]) addItem(s, item);
      return s;
    },
    (s) => s.items,
    {
      ...(options.condition === undefined ? {} : { condition: options.condition }),
      nulls: type === 'dynamic',
    },
  );
}
defineAggregate('make_set', (call) => set(call, { limit: 1 }));
defineAggregate('makeset', (call) => set(call, { limit: 1, most: OLD_DEFAULT }));
defineAggregate('make_set_if', (call) => set(call, { condition: 1, limit: 2 }));

interface MergedBags {
  bag: Map<string, Dynamic>;
  /** Bags so far, and how many keys there were when they reached the limit. */
  read: number;
  keysThen?: number;
}

/** The keys of all bags; which of two values for a key is taken is not documented, here the first. */
function bag(call: AggregateCall, options: { condition?: number } & Limit) {
  const limit = limitOf(call, options);
  return fold(
    call,
    (): MergedBags => ({ bag: new Map(), read: 0 }),
    (s: MergedBags, v) => {
      if (!(v instanceof Map) || (s.read >= limit && s.bag.size > limit)) return s;
      s.read++;
      for (const [k, item] of v as Map<string, Dynamic>) if (!s.bag.has(k)) s.bag.set(k, item);
      if (s.read === limit) s.keysThen = s.bag.size;
      return s;
    },
    (s) => {
      const keys = Math.min(limit, s.bag.size);
      // whether the limit counts bags or keys is not documented
      if ((s.keysThen ?? s.bag.size) !== keys)
        throw unsupported(`${call.name}() of more than ${limit} bags or keys`, call.node);
      return keys < s.bag.size ? new Map([...s.bag].slice(0, keys)) : s.bag;
    },
    options.condition === undefined ? {} : { condition: options.condition },
  );
}
defineAggregate('make_bag', (call) => bag(call, { limit: 1 }));
defineAggregate('make_dictionary', (call) => bag(call, { limit: 1, most: OLD_DEFAULT }));
defineAggregate('make_bag_if', (call) => bag(call, { condition: 1, limit: 2 }));
