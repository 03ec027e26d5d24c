import { type Bag, type Dynamic, realToDynamic } from '../../values/dynamic.ts';
import { define } from '../registry.ts';
import { mean, realAt, variance } from './numbers.ts';

interface Stats {
  min: number;
  minIndex: number;
  max: number;
  maxIndex: number;
  avg: number;
  stdev: number;
  variance: number;
  sum: number;
}

/** Statistics of a series; null when it has no value, or has one that is not finite and these are not to be ignored. */
function statsOf(list: Dynamic, ignore: boolean): Stats | null {
  if (!Array.isArray(list)) return null;
  const values: number[] = [];
  let minIndex = -1;
  let maxIndex = -1;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < list.length; i++) {
    const v = realAt(list[i]);
    if (v === null || !Number.isFinite(v)) {
      if (ignore) continue;
      return null;
    }
    values.push(v);
    if (v < min) [min, minIndex] = [v, i];
    if (v > max) [max, maxIndex] = [v, i];
  }
  if (values.length === 0) return null;
  const avg = mean(values);
  // one value does not vary, as stdev() has it
  const spread = values.length === 1 ? 0 : variance(values, avg);
  const sum = values.reduce((s, v) => s + v, 0);
  return { min, minIndex, max, maxIndex, avg, stdev: Math.sqrt(spread), variance: spread, sum };
}

define('series_stats', ['dynamic', 'bool'], (list: Dynamic, ignore = false) => {
  const s = statsOf(list, ignore);
  return s && [s.min, s.minIndex, s.max, s.maxIndex, s.avg, s.stdev, s.variance];
});

define('series_stats_dynamic', ['dynamic', 'bool'], (list: Dynamic, ignore = false) => {
  const s = statsOf(list, ignore);
  if (!s) return null;
  const bag: Bag = new Map<string, Dynamic>([
    ['min', realToDynamic(s.min)],
    ['min_idx', s.minIndex],
    ['max', realToDynamic(s.max)],
    ['max_idx', s.maxIndex],
    ['avg', realToDynamic(s.avg)],
    ['stdev', realToDynamic(s.stdev)],
    ['variance', realToDynamic(s.variance)],
    ['sum', realToDynamic(s.sum)],
    ['len', (list as Dynamic[]).length],
  ]);
  return bag;
});
