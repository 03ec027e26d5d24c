import { type Bag, type Dynamic, realToDynamic } from '../../values/dynamic.ts';
import { defineCall } from '../registry.ts';
import { mean, requireReals, toSeries, variance } from './numbers.ts';

/** The straight line nearest to the points (x, y) by least squares: y = slope · x + interception. */
export function fitLine(x: number[], y: number[]): { slope: number; interception: number } {
  const meanX = mean(x);
  const meanY = mean(y);
  let both = 0;
  let square = 0;
  for (let i = 0; i < x.length; i++) {
    both += (x[i]! - meanX) * (y[i]! - meanY);
    square += (x[i]! - meanX) ** 2;
  }
  const slope = square === 0 ? 0 : both / square;
  return { slope, interception: meanY - slope * meanX };
}

/** The positions of a series are counted from 1. */
export function positions(length: number): number[] {
  return Array.from({ length }, (_, i) => i + 1);
}

/** The figures of a line fitted to a series, as series_fit_line() gives them. */
export interface Fit {
  rsquare: number;
  slope: number;
  variance: number;
  rvariance: number;
  interception: number;
  line: Dynamic[];
}

/** Regression over a whole series; variances have the divisor n - 1. */
export function fitOf(y: number[]): Fit {
  const x = positions(y.length);
  const { slope, interception } = fitLine(x, y);
  const line = x.map((v) => slope * v + interception);
  const total = variance(y, mean(y));
  const residual = variance(
    y.map((v, i) => v - line[i]!),
    0,
  );
  return {
    rsquare: total === 0 ? 1 : 1 - residual / total,
    slope,
    variance: total,
    rvariance: residual,
    interception,
    line: toSeries(line),
  };
}

/** Fewer than two points make no line. */
const FEWEST = 2;

defineCall('series_fit_line', ['dynamic'], ({ node }) => (list: Dynamic) => {
  if (!Array.isArray(list) || list.length < FEWEST) return null;
  const f = fitOf(requireReals(list, node));
  return [f.rsquare, f.slope, f.variance, f.rvariance, f.interception, f.line];
});

defineCall('series_fit_line_dynamic', ['dynamic'], ({ node }) => (list: Dynamic) => {
  if (!Array.isArray(list) || list.length < FEWEST) return null;
  const f = fitOf(requireReals(list, node));
  const bag: Bag = new Map<string, Dynamic>([
    ['rsquare', realToDynamic(f.rsquare)],
    ['slope', realToDynamic(f.slope)],
    ['variance', realToDynamic(f.variance)],
    ['rvariance', realToDynamic(f.rvariance)],
    ['interception', realToDynamic(f.interception)],
    ['line_fit', f.line],
  ]);
  return bag;
});
