import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ask } from '../testing/ask.ts';

const one = (kql: string) => ask(kql).rows[0];
const of = (type: string, values: string, aggregates: string) =>
  one(`datatable (x:${type}) [${values}] | summarize ${aggregates}`);

describe('percentiles', () => {
  it('are values of the data, of the type of the data', () => {
    const aggregates = 'percentile(x, 50), percentiles(x, 0, 100), percentiles_array(x, 34, 100)';
    assert.deepEqual(of('timespan', '2h, timespan(null), 1h, 3d', aggregates), [
      '02:00:00',
      '01:00:00',
      '3.00:00:00',
      ['02:00:00', '3.00:00:00'],
    ]);
    const at = (text: string) => `${text}T00:00:00.0000000Z`;
    assert.deepEqual(
      of('datetime', 'datetime(9999-12-31), datetime(0001-01-01), datetime(null)', aggregates),
      [at('0001-01-01'), at('0001-01-01'), at('9999-12-31'), [at('0001-01-01'), at('9999-12-31')]],
    );
    assert.deepEqual(of('decimal', 'decimal(1.5), decimal(0.1), decimal(20), decimal(null)', aggregates), [
      '1.5',
      '0.1',
      '20',
      ['1.5', '20'],
    ]);
    assert.deepEqual(of('long', '9007199254740993, -9007199254740993, 0', aggregates), [
      0,
      -9007199254740993n,
      9007199254740993n,
      [0, 9007199254740993n],
    ]);
    assert.deepEqual(of('int', 'int(null), 3', aggregates), [3, 3, 3, [3, 3]]);
    assert.deepEqual(of('string', '"b", "", "a"', aggregates), ['a', '', 'b', ['a', 'b']]);
    assert.deepEqual(of('bool', 'true, false, bool(null)', aggregates), [false, false, true, [false, true]]);
    assert.deepEqual(
      of('dynamic', 'dynamic(2), dynamic(null), dynamic(1)', 'percentile(x, 50), percentile(x, 51)'),
      [1, 2],
    );
  });
  it('of reals: infinities are the ends, NaN lies below', () => {
    const ends = 'percentiles(x, 0, 50, 100)';
    assert.deepEqual(of('real', '1.5, real(+inf), real(-inf)', ends), [
      Number.NEGATIVE_INFINITY,
      1.5,
      Number.POSITIVE_INFINITY,
    ]);
    assert.deepEqual(of('real', '1.5, real(nan), 2', ends), [Number.NaN, 1.5, 2]);
  });
  it('of nothing are null', () => {
    for (const values of ['', 'long(null)'])
      assert.deepEqual(of('long', values, 'percentile(x, 50), percentiles_array(x, 5, 95)'), [
        null,
        [null, null],
      ]);
  });
  it('weighted: the table of the documentation; weights below 1 do not count', () => {
    const table = 'datatable (n:long, x:long) [8, 10, 6, 20, 3, 30, 1, 40] | summarize ';
    assert.deepEqual(one(`${table} percentilesw(x, n, 50, 75, 99.9)`), [20, 20, 40]);
    assert.deepEqual(one(`${table} percentilesw_array(x, n, dynamic([50, 75, 99.9]))`), [[20, 20, 40]]);
    const odd = 'datatable (n:long, x:long) [0, 1, -5, 2, long(null), 3, 2, 4] | summarize ';
    assert.deepEqual(one(`${odd} percentilew(x, n, 0), percentilew(x, n, 100)`), [4, 4]);
  });
  it('take the percentages from a constant that is no literal', () => {
    const q = 'let p = 50; let list = dynamic([0, 100.0]); range x from 1 to 4 step 1 | summarize ';
    assert.deepEqual(one(`${q} percentile(x, p), percentiles_array(x, list)`), [2, [1, 4]]);
  });
  it('lie at the documented rank', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 90 }),
        fc.integer({ min: 1, max: 100 }),
        (list, p) => {
          const [found] = of('long', list.join(), `percentile(x, ${p})`) as [number];
          const enough = (v: number) => list.filter((x) => x <= v).length * 100 >= p * list.length;
          assert.equal(found, Math.min(...list.filter(enough)));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('dcount', () => {
  it('counts different values of every type, without nulls', () => {
    const cases: [string, string, number][] = [
      ['timespan', '1h, 60m, 1d, timespan(null)', 2],
      ['datetime', 'datetime(2020-01-01), datetime(2020-01-01T00:00:00.0000001), datetime(null)', 2],
      ['decimal', 'decimal(1), decimal(1.00), decimal(1.001), decimal(null)', 2],
      ['dynamic', 'dynamic({"a":1}), dynamic({"a":1}), dynamic([1]), dynamic(1), dynamic(null)', 3],
      ['long', '9007199254740993, 9007199254740992, 9007199254740993', 2],
      ['real', '0.0, -0.0, real(nan), real(nan), real(null)', 2],
      ['bool', 'true, false, true, bool(null)', 2],
      ['guid', 'guid(74be27de-1e4e-49d9-b579-fe0b331d3642), guid(74BE27DE-1E4E-49D9-B579-FE0B331D3642)', 1],
      ['string', '"a", "A", "", ""', 3],
    ];
    for (const [type, values, want] of cases) {
      const [dcount, accurate, part] = of(
        type,
        values,
        'dcount(x), dcount(x, 4), dcountif(x, isnotnull(x), 0)',
      )!;
      assert.deepEqual([dcount, accurate, part], [want, want, want], type);
    }
    assert.deepEqual(of('long', '', 'dcount(x)'), [0]);
  });
});
