import { unsupported } from '../../scope.ts';
import { type Dynamic, dynamicNumber } from '../../values/dynamic.ts';
import { defineCall } from '../registry.ts';
import { invalidArgument, percentile, realAt, toSeries } from './numbers.ts';

/**
 * Scores of the kind "ctukey" are stretched so that 1.5 means as much as it does between the 25th and 75th percentile. The
 * factor for 10 and 90 is the one the service applies (its scores are published in Stack Overflow question 75264555); what
 * it is for other percentiles is not documented.
 */
const CUSTOM_FACTOR = 2.7726056055079145;

export interface Fence {
  low: number;
  high: number;
  factor: number;
}

/** The percentiles between which a value of a "tukey" or "ctukey" test is normal. */
export const fences: Record<string, Fence> = {
  tukey: { low: 25, high: 75, factor: 1 },
  ctukey: { low: 10, high: 90, factor: CUSTOM_FACTOR },
};

/**
 * Tukey's test: how far a value lies outside of the range between two percentiles, in units of that range; 0 inside. Where
 * the range is empty, anything outside scores infinity. A null scores 0. The percentiles are those of the first `learned`
 * values.
 */
export function outlierScores(values: (number | null)[], fence: Fence, learned = values.length): number[] {
  const sorted = values
    .slice(0, learned)
    .filter((v): v is number => v !== null && Number.isFinite(v))
    .sort((a, b) => a - b);
  if (sorted.length === 0) return values.map(() => 0);
  const low = percentile(sorted, fence.low);
  const high = percentile(sorted, fence.high);
  const scale = fence.factor / (high - low);
  return values.map((v) => {
    if (v === null || Number.isNaN(v)) return 0;
    return v < low ? (v - low) * scale : v > high ? (v - high) * scale : 0;
  });
}

defineCall(
  'series_outliers',
  ['dynamic', 'string', 'any', 'real', 'real', 'long'],
  ({ node, args }) => {
    if (args[5]) throw unsupported('the sixth argument of series_outliers()', node);
    return (list: Dynamic, kind = 'ctukey', ignored: Dynamic = null, low = 10, high = 90) => {
      if (!Array.isArray(list)) return null;
      const fence = fences[kind];
      if (!fence) throw invalidArgument(`'${kind}' is no kind of test (tukey or ctukey)`, node);
      if (kind === 'ctukey' && (low !== fence.low || high !== fence.high))
        throw unsupported('series_outliers() with percentiles other than 10 and 90', node);
      const skip = ignored === null ? undefined : dynamicNumber(ignored);
      const values = list.map((v) => {
        const n = realAt(v);
        return n === null || (skip !== undefined && n === Number(skip)) ? null : n;
      });
      return toSeries(outlierScores(values, fence));
    };
  },
  { nulls: true },
);
