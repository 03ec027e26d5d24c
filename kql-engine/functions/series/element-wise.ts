import { type Dynamic, realToDynamic } from '../../values/dynamic.ts';
import { add, type Int64, multiply, negate, subtract } from '../../values/int64.ts';
import { define } from '../registry.ts';
import { isLong, realAt } from './numbers.ts';

/** A function of one number, applied to every element; what is no number becomes null. */
function each(name: string, f: (x: number) => number | null): void {
  define(name, ['dynamic'], (list: Dynamic) => {
    if (!Array.isArray(list)) return null;
    return list.map((v) => {
      const x = realAt(v);
      const y = x === null ? null : f(x);
      return y === null ? null : realToDynamic(y);
    });
  });
}

each('series_exp', Math.exp);
// as log() has it: null for a negative number
each('series_log', (x) => (x < 0 ? null : Math.log(x)));
each('series_sin', Math.sin);
each('series_cos', Math.cos);
each('series_tan', Math.tan);
each('series_asin', (x) => (Math.abs(x) > 1 ? null : Math.asin(x)));
each('series_acos', (x) => (Math.abs(x) > 1 ? null : Math.acos(x)));
each('series_atan', Math.atan);
each('series_floor', Math.floor);
each('series_ceiling', Math.ceil);

/** Functions that keep whole numbers whole. */
function eachKept(name: string, ofLong: (x: Int64) => Int64, ofReal: (x: number) => number): void {
  define(name, ['dynamic'], (list: Dynamic) => {
    if (!Array.isArray(list)) return null;
    return list.map((v) => {
      if (isLong(v)) return ofLong(v as Int64);
      const x = realAt(v);
      return x === null ? null : realToDynamic(ofReal(x));
    });
  });
}

eachKept('series_abs', (x) => (x < 0 ? negate(x) : x), Math.abs);
eachKept(
  'series_sign',
  (x) => (x > 0 ? 1 : x < 0 ? -1 : 0),
  (x) => Math.sign(x) + 0,
);

/**
 * A function of two series, element by element; one of them may be a number that stands for every element. An element that
 * is missing or no number gives null, so arrays of different sizes end in nulls.
 */
function pairwise(
  name: string,
  ofReals: (a: number, b: number) => Dynamic,
  ofLongs?: (a: Int64, b: Int64) => Dynamic,
): void {
  define(name, ['dynamic', 'dynamic'], (a: Dynamic, b: Dynamic) => {
    if (!Array.isArray(a) && !Array.isArray(b)) return null;
    const length = Math.max(Array.isArray(a) ? a.length : 0, Array.isArray(b) ? b.length : 0);
    return Array.from({ length }, (_, i) => {
      const left = Array.isArray(a) ? a[i] : a;
      const right = Array.isArray(b) ? b[i] : b;
      if (ofLongs && isLong(left) && isLong(right)) return ofLongs(left as Int64, right as Int64);
      const x = realAt(left);
      const y = realAt(right);
      return x === null || y === null ? null : ofReals(x, y);
    });
  });
}

pairwise('series_add', (a, b) => realToDynamic(a + b), add);
pairwise('series_subtract', (a, b) => realToDynamic(a - b), subtract);
pairwise('series_multiply', (a, b) => realToDynamic(a * b), multiply);
// always of type real, also of whole numbers: 2/0 is infinity
pairwise('series_divide', (a, b) => realToDynamic(a / b));
pairwise('series_pow', (a, b) => realToDynamic(a ** b));

for (const [name, test] of [
  ['series_equals', (a, b) => a === b],
  ['series_not_equals', (a, b) => a !== b],
  ['series_less', (a, b) => a < b],
  ['series_less_equals', (a, b) => a <= b],
  ['series_greater', (a, b) => a > b],
  ['series_greater_equals', (a, b) => a >= b],
] as [string, (a: Int64, b: Int64) => boolean][]) {
  pairwise(name, test, test);
}
