import { type Bag, type Dynamic, realToDynamic } from '../../values/dynamic.ts';
import { defineCall } from '../registry.ts';
import { type Fit, fitOf } from './fit-line.ts';
import { mean, requireReals, variance } from './numbers.ts';

/** A part of fewer points makes no line. */
const FEWEST = 2;

/** Two lines fitted to a series; `split` is the first point of the right one. */
export interface Fit2 {
  rsquare: number;
  split: number;
  variance: number;
  rvariance: number;
  line: Dynamic[];
  right: Fit;
  left: Fit;
}

/** The squares that the line of least squares leaves, for every beginning of the series (by its length). */
function squaresLeft(y: number[]): number[] {
  const out = [0];
  let meanY = 0;
  let both = 0;
  let squareX = 0;
  let squareY = 0;
  y.forEach((v, i) => {
    // the positions are 0 … i, so that the mean before is (i - 1) / 2
    const fromX = i - (i - 1) / 2;
    const fromY = v - meanY;
    const share = i / (i + 1);
    if (i > 0) {
      both += share * fromX * fromY;
      squareX += share * fromX * fromX;
      squareY += share * fromY * fromY;
    }
    meanY += fromY / (i + 1);
    out.push(squareX === 0 ? squareY : Math.max(0, squareY - (both * both) / squareX));
  });
  return out;
}

/** The split with the largest r-square (the first of equal ones); both parts are fitted as by series_fit_line(). */
export function fitTwo(y: number[]): Fit2 {
  const before = squaresLeft(y);
  const after = squaresLeft([...y].reverse());
  let split = FEWEST;
  let best = Number.POSITIVE_INFINITY;
  for (let at = FEWEST; at <= y.length - FEWEST; at++) {
    const squares = before[at]! + after[y.length - at]!;
    if (squares < best) [best, split] = [squares, at];
  }
  const left = fitOf(y.slice(0, split));
  const right = fitOf(y.slice(split));
  const total = variance(y, mean(y));
  // the residuals of the parts have the divisors of their own sizes
  const rvariance =
    (left.rvariance * (split - 1) + right.rvariance * (y.length - split - 1)) / (y.length - 1);
  return {
    rsquare: total === 0 ? 1 : 1 - rvariance / total,
    split,
    variance: total,
    rvariance,
    line: [...left.line, ...right.line],
    right,
    left,
  };
}

const columnsOf = (f: Fit) => [f.rsquare, f.slope, f.interception, f.variance, f.rvariance];

defineCall('series_fit_2lines', ['dynamic'], ({ node }) => (list: Dynamic) => {
  if (!Array.isArray(list) || list.length < 2 * FEWEST) return null;
  const f = fitTwo(requireReals(list, node));
  const whole = [f.rsquare, f.split, f.variance, f.rvariance, f.line];
  return [...whole, ...columnsOf(f.right), ...columnsOf(f.left)];
});

function bagOf(f: Fit): Bag {
  const names = ['rsquare', 'slope', 'interception', 'variance', 'rvariance'];
  return new Map(columnsOf(f).map((v, i) => [names[i]!, realToDynamic(v)]));
}

defineCall('series_fit_2lines_dynamic', ['dynamic'], ({ node }) => (list: Dynamic) => {
  if (!Array.isArray(list) || list.length < 2 * FEWEST) return null;
  const f = fitTwo(requireReals(list, node));
  const bag: Bag = new Map<string, Dynamic>([
    ['rsquare', realToDynamic(f.rsquare)],
    ['split_idx', f.split],
    ['variance', realToDynamic(f.variance)],
    ['rvariance', realToDynamic(f.rvariance)],
    ['line_fit', f.line],
    ['right', bagOf(f.right)],
    ['left', bagOf(f.left)],
  ]);
  return bag;
});
