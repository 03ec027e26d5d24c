import { unsupported } from '../../scope.ts';
import type { Dynamic } from '../../values/dynamic.ts';
import { defineCall } from '../registry.ts';
import { invalidArgument, requireReals, toSeries } from './numbers.ts';

/**
 * Finite impulse response: every element is the sum of itself and the ones before it, weighted by the filter; before the
 * first element there are zeros. Normalised (unless a weight is negative) means divided by the sum of the weights, centred
 * means that the filter lies half before and half after the element.
 */
defineCall('series_fir', ['dynamic', 'dynamic', 'bool', 'bool'], ({ node }) => {
  return (series: Dynamic, filter: Dynamic, normalize?: boolean, center = false) => {
    if (!Array.isArray(series) || !Array.isArray(filter)) return null;
    const x = requireReals(series, node);
    let weights = requireReals(filter, node);
    const negative = weights.some((w) => w < 0);
    if (normalize === true && negative) return null;
    if (weights.length === 0) throw unsupported('series_fir() of an empty filter', node);
    if (normalize ?? !negative) {
      const sum = weights.reduce((s, w) => s + w, 0);
      if (sum === 0) throw unsupported('a normalised series_fir() of weights that add up to zero', node);
      weights = weights.map((w) => w / sum);
    }
    if (center && weights.length % 2 === 0)
      throw unsupported('a centred series_fir() of a filter with an even number of weights', node);
    const shift = center ? (weights.length - 1) / 2 : 0;
    return toSeries(
      x.map((_, i) => {
        let sum = 0;
        weights.forEach((w, k) => {
          sum += w * (x[i + shift - k] ?? 0);
        });
        return sum;
      }),
    );
  };
});

/** Infinite impulse response by the recursive formula of the documentation; values before the first are zero. */
defineCall('series_iir', ['dynamic', 'dynamic', 'dynamic'], ({ node }) => {
  return (series: Dynamic, numerators: Dynamic, denominators: Dynamic) => {
    if (!Array.isArray(series) || !Array.isArray(numerators) || !Array.isArray(denominators)) return null;
    const x = requireReals(series, node);
    const b = requireReals(numerators, node);
    const a = requireReals(denominators, node);
    if (!a[0]) throw invalidArgument('the first denominator must not be zero', node);
    const y: number[] = [];
    for (let i = 0; i < x.length; i++) {
      let sum = 0;
      for (let k = 0; k < b.length && k <= i; k++) sum += b[k]! * x[i - k]!;
      for (let k = 1; k < a.length && k <= i; k++) sum -= a[k]! * y[i - k]!;
      y.push(sum / a[0]);
    }
    return toSeries(y);
  };
});
