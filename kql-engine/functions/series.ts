import { type Dynamic, dynamicNumber, realToDynamic } from '../values/dynamic.ts';
import { define } from './registry.ts';

const numberAt = (v: Dynamic | undefined): number | null => {
  const n = v === undefined ? undefined : dynamicNumber(v);
  return n === undefined ? null : Number(n);
};

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

define(
  'series_fill_const',
  ['dynamic', 'any', 'any'],
  (list: Dynamic, value: Dynamic, marker: Dynamic = null) =>
    Array.isArray(list) ? list.map((v) => (isMissing(v, marker) ? value : v)) : null,
  { nulls: true },
);

/** Straight lines between the values that are there; the ends take the nearest value. */
define(
  'series_fill_linear',
  ['dynamic', 'any', 'bool', 'any'],
  (list: Dynamic, marker: Dynamic = null, fillEdges = true, constant: Dynamic = 0) => {
    if (!Array.isArray(list)) return null;
    const known = list.flatMap((v, i) => (isMissing(v, marker) || numberAt(v) === null ? [] : [i]));
    if (known.length === 0) return list.map(() => constant);
    // an array of whole numbers stays one
    const whole = known.every((k) => typeof list[k] === 'bigint' || Number.isInteger(list[k]));
    return list.map((v, i) => {
      if (!isMissing(v, marker)) return v;
      const next = known.find((k) => k > i);
      const before = known.findLast((k) => k < i);
      if (before === undefined || next === undefined) return fillEdges ? list[(before ?? next)!]! : v;
      const [a, b] = [numberAt(list[before])!, numberAt(list[next])!];
      const value = a + ((b - a) * (i - before)) / (next - before);
      return whole ? Math.trunc(value) + 0 : realToDynamic(value);
    });
  },
  { nulls: true },
);

/** Element by element; a pair that is not two numbers gives null. */
function pairwise(name: string, f: (a: number, b: number) => number): void {
  define(name, ['dynamic', 'dynamic'], (a: Dynamic, b: Dynamic) => {
    if (!Array.isArray(a) && !Array.isArray(b)) return null;
    const length = Math.max(Array.isArray(a) ? a.length : 0, Array.isArray(b) ? b.length : 0);
    return Array.from({ length }, (_, i) => {
      const x = numberAt(Array.isArray(a) ? a[i] : a);
      const y = numberAt(Array.isArray(b) ? b[i] : b);
      return x === null || y === null ? null : realToDynamic(f(x, y));
    });
  });
}
pairwise('series_add', (a, b) => a + b);
pairwise('series_subtract', (a, b) => a - b);
pairwise('series_multiply', (a, b) => a * b);
pairwise('series_divide', (a, b) => a / b);
