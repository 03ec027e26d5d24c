import { memberOf } from '../expressions/compile.ts';
import { unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { conversion } from '../values/convert.ts';
import { type Bag, type Dynamic, dynamicKey, dynamicToString, toDynamic } from '../values/dynamic.ts';
import { parseJson } from '../values/parse-json.ts';
import { define, defineCall } from './registry.ts';

defineCall(
  'pack bag_pack pack_dictionary',
  ['any'],
  ({ args }) =>
    (...values) => {
      const bag: Bag = new Map();
      for (let i = 0; i + 1 < values.length; i += 2) {
        bag.set(dynamicToString(values[i] as Dynamic), toDynamic(values[i + 1], args[i + 1]!.type));
      }
      return bag;
    },
  { nulls: true },
);

defineCall(
  'pack_array',
  ['any'],
  ({ args }) =>
    (...values) =>
      values.map((v, i) => toDynamic(v, args[i]!.type)),
  { nulls: true },
);

define('bag_keys', ['dynamic'], (bag: Dynamic) => (bag instanceof Map ? [...bag.keys()] : null));
define('bag_has_key', ['dynamic', 'string'], (bag: Dynamic, key: string) =>
  key.startsWith('$') ? pathOf(bag, key) !== undefined : bag instanceof Map ? bag.has(key) : null);

define(
  'bag_merge',
  ['dynamic'],
  (...bags: Dynamic[]) => {
    const out: Bag = new Map();
    let any = false;
    for (const bag of bags) {
      if (!(bag instanceof Map)) continue;
      any = true;
      for (const [k, v] of bag) if (!out.has(k)) out.set(k, v);
    }
    return any ? out : null;
  },
  { nulls: true },
);

define('bag_remove_keys', ['dynamic', 'dynamic'], (bag: Dynamic, keys: Dynamic) => {
  if (!(bag instanceof Map) || !Array.isArray(keys)) return null;
  let out = bag;
  for (const key of keys) out = removePath(out, pathSteps(dynamicToString(key)));
  return out;
});

function removePath(bag: Bag, steps: (string | number)[]): Bag {
  const [first, ...rest] = steps;
  if (typeof first !== 'string' || !bag.has(first)) return bag;
  const out = new Map(bag);
  const inner = out.get(first);
  if (rest.length === 0) out.delete(first);
  else if (inner instanceof Map) out.set(first, removePath(inner, rest));
  return out;
}

define('bag_zip', ['dynamic', 'dynamic'], (keys: Dynamic, values: Dynamic) => {
  if (!Array.isArray(keys)) return null;
  const out: Bag = new Map();
  // what is no array has no values (documented)
  const list = Array.isArray(values) ? values : [];
  keys.forEach((k, i) => {
    if (typeof k === 'string') out.set(k, list[i] ?? null);
  });
  return out;
});

defineCall(
  'bag_set_key',
  ['dynamic', 'string', 'any'],
  ({ args, node }) =>
    (bag: Dynamic, key: string | null, value: unknown) => {
      if (!(bag instanceof Map) || key === null) return null;
      const steps = pathSteps(key);
      if (steps.length === 0 || steps.some((s) => typeof s === 'number'))
        throw unsupported(`the key '${key}' of bag_set_key()`, node);
      return setPath(bag, steps as string[], toDynamic(value, args[2]!.type));
    },
  { nulls: true },
);

/** Bags on the way that are not there are made; what is no bag is replaced by one. */
function setPath(bag: Bag, [first, ...rest]: string[], value: Dynamic): Bag {
  const inner = bag.get(first!);
  const out = new Map(bag);
  return out.set(
    first!,
    rest.length ? setPath(inner instanceof Map ? inner : new Map(), rest, value) : value,
  );
}

/** The steps of a path such as `$.a.b[0]` or `$['a']`; a plain key is one step. */
export function pathSteps(path: string): (string | number)[] {
  if (!path.startsWith('$')) return [path];
  const steps: (string | number)[] = [];
  for (const m of path.slice(1).matchAll(/\.([^.[\]]+)|\[(-?\d+)\]|\[['"]([^'"]*)['"]\]/g)) {
    steps.push(m[1] ?? (m[2] !== undefined ? Number(m[2]) : m[3]!));
  }
  return steps;
}

/** What stands at a path, or undefined. */
export function pathOf(value: Dynamic, path: string): Dynamic | undefined {
  let at: Dynamic = value;
  for (const step of pathSteps(path)) {
    if (typeof step === 'string' ? !(at instanceof Map && at.has(step)) : !Array.isArray(at))
      return undefined;
    at = memberOf(at, step);
  }
  return at;
}

defineCall('extract_json extractjson', ['string', 'any', 'any'], (call) => {
  const type: KqlType | undefined = call.args[2] ? call.type : undefined;
  return (path: string, json: unknown) => {
    const value = typeof json === 'string' ? parseJson(json) : (json as Dynamic);
    if (value === undefined) return null;
    const found = pathOf(value, path);
    if (found === undefined || found === null) return null;
    if (!type || type === 'string') return dynamicToString(found);
    return type === 'dynamic' ? found : conversion('dynamic', type)!(found);
  };
});

define('treepath', ['dynamic'], (value: Dynamic) => {
  const out: string[] = [];
  const walk = (v: Dynamic, path: string) => {
    if (v instanceof Map) {
      for (const [k, item] of v) {
        const at = `${path}['${k}']`;
        out.push(at);
        walk(item, at);
      }
    } else if (Array.isArray(v)) {
      const at = `${path}[0]`;
      if (v.length) {
        out.push(at);
        for (const item of v) walk(item, at);
      }
    }
  };
  walk(value, '');
  return [...new Set(out)];
});

function sets(values: Dynamic[]): Map<string, Dynamic>[] | null {
  const out: Map<string, Dynamic>[] = [];
  for (const value of values) {
    if (!Array.isArray(value)) return null;
    const set = new Map<string, Dynamic>();
    for (const v of value) {
      const key = setKey(v);
      if (!set.has(key)) set.set(key, v);
    }
    out.push(set);
  }
  return out;
}

export function setKey(v: Dynamic): string {
  return typeof v === 'string' ? `"${v}` : dynamicKey(v);
}

define('set_union', ['dynamic'], (...values: Dynamic[]) => {
  const all = sets(values);
  if (!all) return null;
  const out = new Map<string, Dynamic>();
  for (const set of all) for (const [k, v] of set) if (!out.has(k)) out.set(k, v);
  return [...out.values()];
});
define('set_intersect', ['dynamic'], (...values: Dynamic[]) => {
  const all = sets(values);
  if (!all) return null;
  const [first, ...rest] = all as [Map<string, Dynamic>];
  return [...first].filter(([k]) => rest.every((s: Map<string, Dynamic>) => s.has(k))).map(([, v]) => v);
});
define('set_difference', ['dynamic'], (...values: Dynamic[]) => {
  const all = sets(values);
  if (!all) return null;
  const [first, ...rest] = all as [Map<string, Dynamic>];
  return [...first].filter(([k]) => !rest.some((s: Map<string, Dynamic>) => s.has(k))).map(([, v]) => v);
});
define('set_equals', ['dynamic', 'dynamic'], (a: Dynamic, b: Dynamic) => {
  const all = sets([a, b]);
  if (!all) return null;
  const [x, y] = all as [Map<string, Dynamic>, Map<string, Dynamic>];
  return x.size === y.size && [...x.keys()].every((k) => y.has(k));
});
defineCall('set_has_element', ['dynamic', 'any'], ({ args }) => (list: Dynamic, value: unknown) => {
  if (!Array.isArray(list)) return null;
  const key = setKey(toDynamic(value, args[1]!.type));
  return list.some((v) => setKey(v) === key);
});
define('jaccard_index', ['dynamic', 'dynamic'], (a: Dynamic, b: Dynamic) => {
  const all = sets([a, b]);
  if (!all) return null;
  const [x, y] = all as [Map<string, Dynamic>, Map<string, Dynamic>];
  const both = [...x.keys()].filter((k) => y.has(k)).length;
  const union = x.size + y.size - both;
  return union === 0 ? Number.NaN : both / union;
});
