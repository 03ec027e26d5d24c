import type { Dynamic } from '../../values/dynamic.ts';
import { define, defineCall } from '../registry.ts';
import { mean, realAt, requireReals } from './numbers.ts';

/** A real made of all elements, which must be numbers. */
function reduction(name: string, f: (values: number[]) => number): void {
  defineCall(
    name,
    ['dynamic'],
    ({ node }) =>
      (list: Dynamic) =>
        Array.isArray(list) ? f(requireReals(list, node)) : null,
  );
}

const sum = (values: number[]) => values.reduce((s, v) => s + v, 0);
reduction('series_sum', sum);
reduction('series_product', (values) => values.reduce((p, v) => p * v, 1));
reduction('series_magnitude', (values) => Math.sqrt(sum(values.map((v) => v * v))));

/**
 * The pairs of two series, where one may be a number that stands for every element. The longer one is cut, a pair that is
 * not two numbers is left out; null when a series is empty or neither is one.
 */
function pairsOf(a: Dynamic, b: Dynamic): [number, number][] | null {
  if (!Array.isArray(a) && !Array.isArray(b)) return null;
  const length = Math.min(
    Array.isArray(a) ? a.length : Number.POSITIVE_INFINITY,
    Array.isArray(b) ? b.length : Number.POSITIVE_INFINITY,
  );
  if (length === 0) return null;
  const out: [number, number][] = [];
  for (let i = 0; i < length; i++) {
    const x = realAt(Array.isArray(a) ? a[i] : a);
    const y = realAt(Array.isArray(b) ? b[i] : b);
    if (x !== null && y !== null) out.push([x, y]);
  }
  return out;
}

define('series_dot_product', ['dynamic', 'dynamic'], (a: Dynamic, b: Dynamic) => {
  const pairs = pairsOf(a, b);
  return pairs && sum(pairs.map(([x, y]) => x * y));
});

define('series_cosine_similarity', ['dynamic', 'dynamic', 'real', 'real'], (
  a: Dynamic,
  b: Dynamic,
  magnitudeA?: number,
  magnitudeB?: number,
) => {
  if (!Array.isArray(a) || !Array.isArray(b)) return null;
  const pairs = pairsOf(a, b);
  if (!pairs) return null;
  const length = (side: 0 | 1) => Math.sqrt(sum(pairs.map((p) => p[side] ** 2)));
  return sum(pairs.map(([x, y]) => x * y)) / ((magnitudeA ?? length(0)) * (magnitudeB ?? length(1)));
});

/** Null when the sizes differ or an element is no number. */
define('series_pearson_correlation', ['dynamic', 'dynamic'], (a: Dynamic, b: Dynamic) => {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length || a.length === 0) return null;
  const pairs = pairsOf(a, b)!;
  if (pairs.length !== a.length) return null;
  const meanA = mean(pairs.map(([x]) => x));
  const meanB = mean(pairs.map(([, y]) => y));
  let both = 0;
  let squareA = 0;
  let squareB = 0;
  for (const [x, y] of pairs) {
    both += (x - meanA) * (y - meanB);
    squareA += (x - meanA) ** 2;
    squareB += (y - meanB) ** 2;
  }
  return both / Math.sqrt(squareA * squareB);
});
