import { rejected, unsupported } from '../scope.ts';
import { compareDynamic } from '../values/compare.ts';
import { type Dynamic, dynamicNumber, realToDynamic, toDynamic } from '../values/dynamic.ts';
import { add, type Int64 } from '../values/int64.ts';
import { setKey } from './dynamic.ts';
import { define, defineCall } from './registry.ts';

define('array_length arraylength', ['dynamic'], (v: Dynamic) => (Array.isArray(v) ? v.length : null));

define(
  'array_concat',
  ['dynamic'],
  (...lists: Dynamic[]) => {
    const arrays = lists.filter((l): l is Dynamic[] => Array.isArray(l));
    return arrays.length ? arrays.flat(1) : null;
  },
  { nulls: true },
);

define('array_slice', ['dynamic', 'long', 'long'], (list: Dynamic, start: number, end: number) => {
  if (!Array.isArray(list)) return null;
  const from = start < 0 ? Math.max(0, list.length + start) : start;
  const to = end < 0 ? list.length + end : end;
  return list.slice(from, to + 1);
});

define('array_reverse', ['dynamic'], (list: Dynamic) => (Array.isArray(list) ? [...list].reverse() : null));

function rotate(list: Dynamic[], count: number): Dynamic[] {
  if (list.length === 0) return list;
  const n = ((count % list.length) + list.length) % list.length;
  return [...list.slice(n), ...list.slice(0, n)];
}
define('array_rotate_left', ['dynamic', 'long'], (l: Dynamic, n: number) =>
  Array.isArray(l) ? rotate(l, n) : null);
define('array_rotate_right', ['dynamic', 'long'], (l: Dynamic, n: number) =>
  Array.isArray(l) ? rotate(l, -n) : null);

defineCall('array_shift_left array_shift_right', ['dynamic', 'long', 'any'], ({ node, args }) => {
  const left = node.Name.SimpleName === 'array_shift_left';
  return (list: Dynamic, count: number, fill?: unknown) => {
    if (!Array.isArray(list)) return null;
    const n = left ? count : -count;
    const filler = args[2] ? toDynamic(fill, args[2].type) : null;
    return list.map((_, i) => (i + n >= 0 && i + n < list.length ? list[i + n]! : filler));
  };
});

defineCall(
  'array_index_of',
  ['dynamic', 'any', 'long', 'long', 'long'],
  ({ args }) =>
    (list: Dynamic, value: unknown, start = 0, length = -1, occurrence = 1) => {
      if (!Array.isArray(list)) return null;
      const key = setKey(toDynamic(value, args[1]!.type));
      const from = start < 0 ? Math.max(0, list.length + start) : start;
      const end = length < 0 ? list.length : Math.min(list.length, from + length);
      let n = 0;
      for (let i = from; i < end; i++) if (setKey(list[i]!) === key && ++n === occurrence) return i;
      return -1;
    },
);

define('array_split', ['dynamic', 'dynamic'], (list: Dynamic, at: Dynamic) => {
  if (!Array.isArray(list)) return null;
  const cuts = (Array.isArray(at) ? at : [at]).map((v) => {
    const n = Number(dynamicNumber(v) ?? Number.NaN);
    return n < 0 ? list.length + n : n;
  });
  const out: Dynamic[] = [];
  let from = 0;
  for (const cut of cuts) {
    const to = Math.min(Math.max(cut, from), list.length);
    out.push(list.slice(from, to));
    from = to;
  }
  out.push(list.slice(from));
  return out;
});

define('array_sum', ['dynamic'], (list: Dynamic) => {
  if (!Array.isArray(list)) return null;
  let whole: Int64 = 0;
  let real = 0;
  let isReal = false;
  for (const v of list) {
    if (v === null) continue;
    const n = typeof v === 'boolean' ? Number(v) : dynamicNumber(v);
    if (n === undefined) return null;
    if (n === v && (typeof n === 'bigint' || Number.isInteger(n))) whole = add(whole, n);
    else {
      isReal = true;
      real += Number(n);
    }
  }
  return isReal ? real + Number(whole) : Number(whole);
});

define(
  'array_iff array_iif',
  ['dynamic', 'any', 'any'],
  (conditions: Dynamic, a: Dynamic, b: Dynamic) => {
    if (!Array.isArray(conditions)) return null;
    const pick = (v: Dynamic, i: number) => (Array.isArray(v) ? (v[i] ?? null) : v);
    return conditions.map((c, i) => {
      const number = dynamicNumber(c);
      const truth = typeof c === 'boolean' ? c : number !== undefined ? Number(number) !== 0 : null;
      return truth === null ? null : pick(truth ? a : b, i);
    });
  },
  { nulls: true },
);

/** Sorts by the first array; the others follow. Nulls stand last unless told otherwise. */
for (const [name, sign] of [
  ['array_sort_asc', 1],
  ['array_sort_desc', -1],
] as const) {
  define(
    name,
    ['any'],
    (...args: Dynamic[]) => {
      const nullsLast =
        typeof args[args.length - 1] === 'boolean' && args.length > 1 ? (args.pop() as boolean) : true;
      const [first] = args;
      if (!Array.isArray(first)) return null;
      const order = first.map((_, i) => i);
      order.sort((x, y) => {
        const a = first[x]!;
        const b = first[y]!;
        if (a === null || b === null) return a === b ? 0 : (a === null) === nullsLast ? 1 : -1;
        return compareDynamic(a, b) * sign;
      });
      const sorted = args.map((list) =>
        Array.isArray(list) && list.length === first.length ? order.map((i) => list[i]!) : null,
      );
      return sorted.length === 1 ? sorted[0] : sorted;
    },
    { nulls: true },
  );
}

define(
  'zip',
  ['dynamic'],
  (...lists: Dynamic[]) => {
    const arrays = lists.map((l) => (Array.isArray(l) ? l : [l]));
    const length = Math.max(...arrays.map((a) => a.length));
    return Array.from({ length }, (_, i) => arrays.map((a) => a[i] ?? null));
  },
  { nulls: true },
);

defineCall('range', ['any', 'any', 'any'], ({ args, node }) => {
  if (args.some((a) => a.type === 'decimal')) throw unsupported('range() of decimals', node);
  const type = args[0]!.type;
  return (from, to, step = type === 'datetime' || type === 'timespan' ? 36_000_000_000 : 1) => {
    const out: Dynamic[] = [];
    if (Number(step) === 0) return null;
    const up = step > 0;
    const real = args.some((a) => a.type === 'real');
    for (let v = from; up ? v <= to : v >= to; ) {
      out.push(real ? realToDynamic(Number(v)) : toDynamic(v, type));
      if (out.length >= 1_048_576) break;
      v = real ? from + out.length * Number(step) : add(v, step);
    }
    return out;
  };
});

defineCall(
  'repeat',
  ['any', 'long'],
  ({ args, node }) => {
    if (args[0]!.type === 'dynamic') throw rejected('repeat() takes a scalar that is not dynamic', node);
    return (value: unknown, count: number) =>
      count < 0
        ? null
        : Array.from({ length: Math.min(count, 1_048_576) }, () => toDynamic(value, args[0]!.type));
  },
  { nulls: true },
);
