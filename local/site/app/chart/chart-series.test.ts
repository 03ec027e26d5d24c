import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ChartSeries } from './chart-data.ts';
import { completed, everyX, isAlone, withOthers } from './chart-series.ts';

test('a series without a point somewhere gets 0 in a stack and a gap in a line', () => {
  const series: ChartSeries = {
    name: 'A',
    points: [
      [2, 5],
      [1, 3],
      [2, 1],
    ],
  };
  assert.deepEqual(completed(series, [1, 2, 3], 0), [
    [1, 3],
    [2, 6],
    [3, 0],
  ]);
  assert.deepEqual(completed(series, [1, 2, 3], null), [
    [1, 3],
    [2, 6],
    [3, null],
  ]);
});

test('the smallest series become one; nothing is lost', () => {
  const of = (name: string, ...values: number[]): ChartSeries => ({
    name,
    points: values.map((value, x) => [x, value] as const),
  });
  const joined = withOthers([of('small', 1, 1), of('large', 9, 9), of('tiny', 0, 1), of('middle', 4, 4)], 2);
  assert.deepEqual(
    joined.map(({ name }) => name),
    ['large', 'middle', 'Other'],
  );
  assert.deepEqual(joined[2]!.points, [
    [0, 1],
    [1, 2],
  ]);
  // One more than the limit is drawn: Other would hold only it.
  assert.equal(withOthers([of('a', 1), of('b', 1), of('c', 1)], 2).length, 3);

  const anySeries = fc.array(
    fc.record({ name: fc.string(), points: fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.nat(100))) }),
  );
  const sum = (list: readonly ChartSeries[]) =>
    list.flatMap(({ points }) => points).reduce((total, [, y]) => total + (y ?? 0), 0);
  fc.assert(
    fc.property(anySeries, fc.integer({ min: 1, max: 5 }), (series, most) => {
      const few = withOthers(series, most);
      assert.equal(sum(few), sum(series));
      assert.ok(few.length <= most + 1);
      assert.deepEqual(everyX(few), everyX(series));
    }),
  );
});

test('a point without neighbours is alone', () => {
  const points = completed(
    {
      name: 'A',
      points: [
        [1, 1],
        [3, 1],
        [4, 2],
      ],
    },
    [1, 2, 3, 4],
    null,
  );
  assert.deepEqual(
    points.map((_, index) => isAlone(points, index)),
    [true, false, false, false],
  );
});
