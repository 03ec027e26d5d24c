import { unsupported } from '../../scope.ts';
import type { Dynamic } from '../../values/dynamic.ts';
import { defineCall } from '../registry.ts';
import { mean, median, requireReals, toSeries } from './numbers.ts';

/** The shortest period that is looked for. */
const SHORTEST = 4;
/** A shorter period is taken rather than a multiple of it that fits hardly better. */
const NEARLY = 0.95;

/**
 * The period of a series, in points, or 0 where none reaches the threshold. The documentation names the bounds (at least 4
 * points, at most half of the series) and a score between 0 and 1, not the method; here it is the highest peak of the
 * unbiased autocorrelation.
 */
export function detectPeriod(values: number[], threshold: number): number {
  const n = values.length;
  const center = mean(values);
  const deviations = values.map((v) => v - center);
  const total = deviations.reduce((s, d) => s + d * d, 0);
  if (total === 0) return 0;
  const longest = Math.floor(n / 2);
  const scores: number[] = [];
  for (let lag = SHORTEST - 1; lag <= longest; lag++) {
    let sum = 0;
    for (let i = 0; i + lag < n; i++) sum += deviations[i]! * deviations[i + lag]!;
    scores[lag] = (sum / total) * (n / (n - lag));
  }
  const peaks: number[] = [];
  for (let lag = SHORTEST; lag < longest; lag++) {
    if (scores[lag]! > scores[lag - 1]! && scores[lag]! >= scores[lag + 1]!) peaks.push(lag);
  }
  const best = Math.max(...peaks.map((lag) => scores[lag]!), 0);
  if (best < threshold) return 0;
  return peaks.find((lag) => scores[lag]! >= Math.max(threshold, NEARLY * best)) ?? 0;
}

/** The median of the first `learned` values in every phase of the period, laid out over the whole series. */
export function seasonalComponent(values: number[], period: number, learned: number): number[] {
  const phases = Array.from({ length: Math.min(period, values.length) }, (_, phase) => {
    const members: number[] = [];
    for (let i = phase; i < learned; i += period) members.push(values[i]!);
    return median(members);
  });
  return values.map((_, i) => phases[i % period]!);
}

/** The score a period must reach for series_seasonal(). */
const SEASONAL_THRESHOLD = 0.7;

defineCall('series_seasonal', ['dynamic', 'long', 'long'], ({ node, args }) => {
  if (args[2]) throw unsupported('the third argument of series_seasonal()', node);
  return (list: Dynamic, given = -1) => {
    if (!Array.isArray(list)) return null;
    const values = requireReals(list, node);
    const period = given > 0 ? given : given === -1 ? detectPeriod(values, SEASONAL_THRESHOLD) : 0;
    return toSeries(period > 0 ? seasonalComponent(values, period, values.length) : values.map(() => 0));
  };
});
