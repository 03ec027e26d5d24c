import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ask } from '../../testing/ask.ts';
import { expectRefused, expectValues, rounded } from '../../testing/expect-values.ts';

describe('seasons', () => {
  it('series_seasonal finds the period or takes it', () => {
    expectValues({
      'series_seasonal(dynamic([8,12,14,12,10,10,12,14,12,10,10,12,14,12,10,10,12,14,12,10]))': [
        10, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10, 10, 12, 14, 12, 10,
      ],
      'series_seasonal(dynamic([1, 3, 5, 2, 4, 6, 1, 3, 5, 2, 4, 6]))': new Array(12).fill(0),
      // a disturbance at the start does not hide the period
      'series_seasonal(dynamic([2,5,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2,1]))': [
        1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1,
      ],
      'series_seasonal(dynamic([1, 3, 5, 1, 3, 5, 2, 4, 6]), 3)': [1, 3, 5, 1, 3, 5, 1, 3, 5],
      'series_seasonal(dynamic([1, 2, 1, 2]), 0)': [0, 0, 0, 0],
      'series_seasonal(dynamic([]))': [],
      'series_seasonal(dynamic([7]))': [0],
      'series_seasonal(dynamic([1, 3, 5, 2, 4, 6]), 3)': [1.5, 3.5, 5.5, 1.5, 3.5, 5.5],
    });
  });
  it('series_decompose: seasonal, trend, baseline and residual add up', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 4, maxLength: 40 }),
        fc.constantFrom('avg', 'linefit', 'none'),
        fc.integer({ min: 0, max: 4 }),
        (series, trend, period) => {
          const list = `dynamic([${series.join()}])`;
          const [row] = ask(`print x = ${list} | project series_decompose(x, ${period}, "${trend}")`).rows;
          const [baseline, seasonal, line, residual] = row as number[][];
          series.forEach((x, i) => {
            assert.ok(Math.abs(seasonal![i]! + line![i]! - baseline![i]!) < 1e-6);
            assert.ok(Math.abs(baseline![i]! + residual![i]! - x) < 1e-6);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
  it('series_periods_detect and series_periods_validate are refused by name: their scores are not documented', () => {
    expectRefused('series_periods_detect(dynamic([1, 2, 1, 2]), 0.0, 2.0, 1)', /series_periods_detect\(\)/);
    expectRefused('series_periods_validate(dynamic([1, 2, 1, 2]), 2.0)', /series_periods_validate\(\)/);
  });
  it('series_decompose without season and trend leaves the series in the residual; the average is of what has no season', () => {
    const parts = (extra: string) =>
      ask(`print x = dynamic([1, 3, 1, 3]) | project series_decompose(x, ${extra})`).rows[0];
    const zeros = [0, 0, 0, 0];
    assert.deepEqual(parts('0, "none"'), [zeros, zeros, zeros, [1, 3, 1, 3]]);
    assert.deepEqual(parts('0'), [[2, 2, 2, 2], zeros, [2, 2, 2, 2], [-1, 1, -1, 1]]);
    assert.deepEqual(parts('2'), [[1, 3, 1, 3], [1, 3, 1, 3], zeros, zeros]);
    assert.deepEqual(ask('print series_decompose(dynamic([]))').rows, [[null, null, null, null]]);
    assert.deepEqual(ask('print series_decompose(dynamic([5]))').rows, [[[5], [0], [5], [0]]]);
    expectRefused('series_decompose(dynamic([1, null, 2]))', /does not consist of numbers/);
  });
  it('series_decompose learns nothing from the test points', () => {
    const q = 'print x = dynamic([1, 3, 1, 3, 1, 3, 100, 100]) | project series_decompose(x, 2, "avg", 2)';
    assert.deepEqual(ask(q).rows, [
      [[1, 3, 1, 3, 1, 3, 1, 3], [1, 3, 1, 3, 1, 3, 1, 3], new Array(8).fill(0), [0, 0, 0, 0, 0, 0, 99, 97]],
    ]);
    expectRefused('series_decompose_forecast(dynamic([1, 2]), 2)', /2 test points/);
  });
  it('series_decompose_forecast carries season and line on, whatever stands there', () => {
    const line = 'series_decompose_forecast(dynamic([1, 2, 3, null, null]), 2, 0, "linefit")';
    const season = 'series_decompose_forecast(dynamic([1, 3, 1, 3, 1, 3, 0, 0]), 2, 2)';
    const got = ask(`print 1 | extend a = ${line}, b = ${season} | project a, b`).rows[0]!;
    assert.deepEqual(got.map(rounded), [
      [1, 2, 3, 4, 5],
      [1, 3, 1, 3, 1, 3, 1, 3],
    ]);
  });
  it('series_decompose_anomalies finds the season by itself and marks what falls out of it', () => {
    const q = (extra: string) => `range t from 1 to 240 step 1
      | extend y = iff(t % 24 between (8 .. 18), 20.0, 5.0) + toreal(t * 7919 % 97) / 97 + t / 72.0
      | extend y = y + case(t == 100, 9.0, t == 150, -9.0, 0.0)
      | summarize y = make_list(y)
      | extend (flag, score, baseline) = series_decompose_anomalies(y${extra})
      | mv-expand with_itemindex = i flag to typeof(long), score to typeof(real)
      | where flag != 0 | project t = i + 1, flag`;
    assert.deepEqual(ask(q(', 3.0, -1, "linefit"')).rows, [
      [100, 1],
      [150, -1],
    ]);
    assert.deepEqual(ask(q(', 3.0, 24, "linefit", 0, "tukey", 0.6')).rows, [
      [100, 1],
      [150, -1],
    ]);
    assert.deepEqual(ask(q(', 100.0, -1, "linefit"')).rows, []);
    expectRefused('series_decompose_anomalies(dynamic([1, 2, 3]), 1.5, 0, "curve")', /no trend/);
  });
  it('a spike out of a level series is an anomaly', () => {
    const q =
      'print x = dynamic([0,0,0,0,0,0,0,0,0,0,0,7]) | extend (f, s, b) = series_decompose_anomalies(x)';
    const [row] = ask(`${q} | project toint(f[11]), toint(f[0])`).rows;
    assert.deepEqual(row, [1, 0]);
  });
});
