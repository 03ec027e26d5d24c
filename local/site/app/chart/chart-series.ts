import type { ChartSeries } from './chart-data.ts';

type X = string | number;
type Point = readonly [x: X, y: number | null];

export const otherSeries = 'Other';

/** The series with the largest sums, in their order; all others together are one more. */
export function withOthers(series: readonly ChartSeries[], most: number): ChartSeries[] {
  if (series.length <= most + 1) return [...series];
  const sum = ({ points }: ChartSeries) => points.reduce((total, [, y]) => total + Math.abs(y ?? 0), 0);
  const largest = new Set(
    series
      .map((one) => ({ one, sum: sum(one) }))
      .sort((a, b) => b.sum - a.sum)
      .slice(0, most)
      .map(({ one }) => one),
  );
  const rest = new Map<X, number>();
  for (const one of series)
    if (!largest.has(one)) for (const [x, y] of one.points) rest.set(x, (rest.get(x) ?? 0) + (y ?? 0));
  const points = [...rest].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return [...series.filter((one) => largest.has(one)), { name: otherSeries, points }];
}

/** All x of the series, each once, in order. */
export function everyX(series: readonly ChartSeries[]): X[] {
  const all = new Set(series.flatMap(({ points }) => points.map(([x]) => x)));
  return [...all].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/**
 * A point of a series for each x: stacks only stand on each other where all have one. `missing` is 0 in a stack, as the
 * portal does it, and null in a line, which then has a gap. Values of one x are added.
 */
export function completed({ points }: ChartSeries, xs: readonly X[], missing: 0 | null): Point[] {
  const known = new Map<X, number | null>();
  for (const [x, y] of points) {
    const before = known.get(x);
    known.set(x, y === null ? (before ?? null) : (before ?? 0) + y);
  }
  return xs.map((x) => [x, known.get(x) ?? missing]);
}

/** Whether a point has no neighbour, so that no line shows it. */
export function isAlone(points: readonly Point[], index: number): boolean {
  const has = (at: number) => points[at] !== undefined && points[at]![1] !== null;
  return has(index) && !has(index - 1) && !has(index + 1);
}
