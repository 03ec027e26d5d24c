import { type Dynamic, dynamicNumber, realToDynamic, toDynamic } from '../../values/dynamic.ts';
import { define, defineCall } from '../registry.ts';
import { isLong, realAt } from './numbers.ts';

/** The missing value of the series_fill functions: null unless told otherwise. */
function isMissing(v: Dynamic, marker: Dynamic): boolean {
  if (v === null) return true;
  const n = dynamicNumber(v);
  if (n !== undefined && Number.isNaN(Number(n))) return true;
  return marker !== null && n !== undefined && n === dynamicNumber(marker);
}

for (const [name, backward] of [
  ['series_fill_forward', false],
  ['series_fill_backward', true],
] as const) {
  define(
    name,
    ['dynamic', 'any'],
    (list: Dynamic, marker: Dynamic = null) => {
      if (!Array.isArray(list)) return null;
      const out = backward ? [...list].reverse() : [...list];
      let last: Dynamic | undefined;
      for (let i = 0; i < out.length; i++) {
        if (isMissing(out[i]!, marker)) out[i] = last ?? out[i]!;
        else last = out[i]!;
      }
      return backward ? out.reverse() : out;
    },
    { nulls: true },
  );
}

defineCall(
  'series_fill_const',
  ['dynamic', 'any', 'any'],
  ({ args }) =>
    (list: Dynamic, value: unknown, marker: Dynamic = null) => {
      if (!Array.isArray(list)) return null;
      const constant = args[1] ? toDynamic(value, args[1].type) : 0;
      return list.map((v) => (isMissing(v, marker) ? constant : v));
    },
  { nulls: true },
);

/** Straight lines between the values that are there; the ends take the nearest value. */
defineCall(
  'series_fill_linear',
  ['dynamic', 'any', 'bool', 'any'],
  ({ args }) =>
    (list: Dynamic, marker: Dynamic = null, fillEdges: boolean | null = true, constant: unknown = 0) => {
      if (!Array.isArray(list)) return null;
      const known = list.flatMap((v, i) => (isMissing(v, marker) || realAt(v) === null ? [] : [i]));
      if (known.length === 0) {
        const fill = args[3] ? toDynamic(constant, args[3].type) : realToDynamic(0);
        return list.map(() => fill);
      }
      // an array of whole numbers stays one
      const whole = known.every((k) => isLong(list[k]));
      let passed = 0;
      return list.map((v, i) => {
        while (known[passed]! <= i) passed++;
        if (!isMissing(v, marker)) return v;
        const before = known[passed - 1];
        const next = known[passed];
        if (before === undefined || next === undefined)
          return fillEdges === false ? v : list[(before ?? next)!]!;
        const [a, b] = [realAt(list[before])!, realAt(list[next])!];
        const value = a + ((b - a) * (i - before)) / (next - before);
        return whole ? Math.trunc(value) + 0 : realToDynamic(value);
      });
    },
  { nulls: true },
);
