import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { KqlError } from '../index.ts';
import { ask } from '../testing/ask.ts';

const one = (kql: string) => ask(kql).rows[0];
const fails = (kql: string, message: RegExp) =>
  assert.throws(
    () => ask(kql),
    (e: KqlError) => e instanceof KqlError && message.test(e.message),
    kql,
  );

describe('hll', () => {
  it('has the shape and the hash that the documentation shows', () => {
    const { columns, rows } = ask('print DamageProperty = 0 | summarize hll(DamageProperty)');
    assert.deepEqual(columns, ['hll_DamageProperty']);
    assert.deepEqual(rows, [[[[1024, 14], ['3803688792395291579'], []]]]);
  });
  it('merges in the function and in the aggregate, as the pages of hll_merge() do', () => {
    const q = 'range x from 1 to 10 step 1 | extend y = x + 10 | summarize hll_x = hll(x), hll_y = hll(y)';
    assert.deepEqual(
      one(`${q} | project merged = hll_merge(hll_x, hll_y) | project dcount_hll(merged)`),
      [20],
    );
    const parts = 'range x from 1 to 100 step 1 | summarize h = hll(x % 40, 2) by bin(x, 10)';
    assert.deepEqual(one(`${parts} | summarize dcount_hll(hll_merge(h))`), [40]);
  });
  it('counts as dcount() does: nulls are no values, of any type', () => {
    const types = [
      ['string', '"a", "A", "", ""'],
      ['long', '1, 2, 1, long(null)'],
      ['int', '1, 2, 1, int(null)'],
      ['datetime', 'datetime(2020-01-01), datetime(null), datetime(0001-01-01)'],
      ['timespan', '1h, 60m, timespan(null)'],
      ['guid', 'guid(74be27de-1e4e-49d9-b579-fe0b331d3642), guid(null)'],
      ['decimal', 'decimal(1), decimal(1.0), decimal(1.5), decimal(null)'],
      ['dynamic', 'dynamic(1), dynamic("1"), dynamic({"a":1}), dynamic({"a":1}), dynamic(null)'],
    ];
    for (const [type, values] of types) {
      const [dcount, sketch] = one(
        `datatable (x:${type}) [${values}] | summarize dcount(x), dcount_hll(hll(x))`,
      ) as number[];
      assert.equal(sketch, dcount, type);
    }
  });
  it('equal numbers of int and long are one value', () => {
    const q =
      'print a = int(7), b = long(7) | summarize x = hll(a), y = hll(b) | project dcount_hll(hll_merge(x, y))';
    assert.deepEqual(one(q), [1]);
  });
  it('hll_if takes the rows where the condition is true', () => {
    const q =
      'range x from 1 to 10 step 1 | summarize h = hll_if(x, iff(x == 1, bool(null), x % 2 == 0)) | project dcount_hll(h)';
    assert.deepEqual(one(q), [5]);
  });
  it('of nothing counts 0; null stays null', () => {
    const none = 'datatable (x:long, h:dynamic) []';
    assert.deepEqual(one(`${none} | summarize dcount_hll(hll(x)), dcount_hll(hll_merge(h))`), [0, 0]);
    assert.deepEqual(one('print dcount_hll(dynamic(null)), hll_merge(dynamic(null), dynamic(null))'), [
      null,
      null,
    ]);
    const q = `datatable (x:long) [1, 2] | summarize h = hll(x, 3) | extend g = dynamic(null)
      | mv-expand h = pack_array(h, g) | summarize dcount_hll(hll_merge(h))`;
    assert.deepEqual(one(q), [2]);
  });
  it('an empty sketch merges with any; others must be of one accuracy', () => {
    const q = 'print x = 1 | summarize a = hll(x), b = hll(x, 2), none = hll_if(x, false)';
    assert.deepEqual(one(`${q} | project dcount_hll(hll_merge(none, b))`), [1]);
    fails(`${q} | project hll_merge(a, b)`, /different accuracy/);
    fails('print x = 1 | summarize hll(x, 7)', /0 to 4/);
  });
  it('passes through JSON text, also with counters', () => {
    const q = (n: number) => `range x from 1 to ${n} step 1 | summarize h = hll(x), n = dcount(x)
      | extend again = parse_json(tostring(h)) | project dcount_hll(h), dcount_hll(again), n`;
    assert.deepEqual(one(q(500)), [500, 500, 500]);
    const [estimate, again, exact] = one(q(5000)) as number[];
    assert.equal(estimate, again);
    assert.ok(Math.abs(estimate! - exact!) < 0.03 * exact!, `${estimate}`);
    fails('print dcount_hll(dynamic([1, 2]))', /hll\(\) has not made/);
  });
  it('dcount_intersect: the example of the documentation', () => {
    const q = (n: number) => `range x from 1 to ${n} step 1
      | extend isEven = x % 2 == 0, isMod3 = x % 3 == 0, isMod5 = x % 5 == 0
      | summarize a = hll(iif(isEven, x, 0), 2), b = hll(iif(isMod3, x, 0), 2), c = hll(iif(isMod5, x, 0), 2)
      | evaluate dcount_intersect(a, b, c) | project s0 - 1, s1 - 1, s2 - 1`;
    assert.deepEqual(one(q(100)), [50, 16, 3]);
    const sizes = one(q(40_000)) as number[];
    [20_000, 6666, 1333].forEach((want, i) => {
      assert.ok(Math.abs(sizes[i]! - want) < 400, `${sizes[i]} for ${want}`);
    });
  });
});

describe('tdigest', () => {
  it('gives the results of the pages of the documentation', () => {
    const rank = 'range x from 1 to 1000 step 1 | summarize t_x = tdigest(x)';
    assert.deepEqual(
      one(`${rank} | project rank_tdigest(t_x, 685), percentrank_tdigest(t_x, 685)`),
      [685, 68.5],
    );
    const weighted = 'datatable (V:real, W:long) [1.0, 1, 2.0, 2] | summarize TD = tdigest(V, W)';
    assert.deepEqual(one(`${weighted} | project P50 = percentile_tdigest(TD, 50)`), [2]);
    const two = 'range x from 1 to 10 step 1 | extend y = x + 10 | summarize a = tdigest(x), b = tdigest(y)';
    for (const merge of ['merge_tdigest', 'tdigest_merge'])
      assert.deepEqual(one(`${two} | project percentile_tdigest(${merge}(a, b), 100, typeof(long))`), [20]);
    const array = `${weighted} | project percentiles_array_tdigest(TD, range(0, 100, 50), typeof(int))`;
    assert.deepEqual(one(array), [[1, 2, 2]]);
  });
  it('answers as percentile() does, of every type, also merged', () => {
    const types: [string, string][] = [
      ['long', 'x * 3'],
      ['int', 'toint(x)'],
      ['real', 'x / 4.0'],
      ['decimal', 'todecimal(x) / 4'],
      ['datetime', 'datetime(1600-01-01) + x * 1d'],
      ['timespan', 'x * 1h'],
    ];
    for (const [type, expression] of types) {
      const q = `range x from 1 to 200 step 1 | extend v = ${expression}, g = x % 7`;
      const digest = `${q} | summarize t = tdigest(v) by g | summarize t = tdigest_merge(t), m = merge_tdigest(t)`;
      const typed = `percentile_tdigest(t, 30, typeof(${type}))`;
      const [p30, ends] = one(`${q} | summarize percentile(v, 30), percentiles_array(v, 0, 100)`)!;
      assert.deepEqual(
        one(`${digest} | project ${typed}, percentiles_array_tdigest(m, 0, 100)`),
        [p30, ends],
        type,
      );
    }
  });
  it('a weighted digest answers as percentilew() does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -1, max: 6 })), {
          minLength: 1,
        }),
        fc.integer({ min: 0, max: 100 }),
        (pairs, p) => {
          const data = `datatable (v:long, w:long) [${pairs.flat().join()}]`;
          const [digest, want] = one(
            `${data} | summarize t = tdigest(v, w), p = percentilew(v, w, ${p}) | project percentile_tdigest(t, ${p}), p`,
          )!;
          assert.deepEqual(digest, want);
        },
      ),
      { numRuns: 40 },
    );
  });
  it('passes through JSON text in every type', () => {
    const q = `print x = 1 | summarize a = tdigest(datetime(2020-01-01)), b = tdigest(1h), c = tdigest(decimal(1.5)),
      d = tdigest(0.5) | project a = parse_json(tostring(a)), b = parse_json(tostring(b)), c = parse_json(tostring(c)),
      d = parse_json(tostring(d)) | project percentile_tdigest(a, 50, typeof(datetime)), percentile_tdigest(b, 50),
      percentile_tdigest(c, 50, typeof(decimal)), percentile_tdigest(d, 50, typeof(real)), rank_tdigest(c, 2.0),
      rank_tdigest(a, datetime(2019-12-31)), rank_tdigest(b, 1h)`;
    assert.deepEqual(one(q), ['2020-01-01T00:00:00.0000000Z', '01:00:00', '1.5', 0.5, 1, 0, 1]);
  });
  it('ranks numbers of another type by value', () => {
    const q = 'datatable (x:long) [-3, -1, 2, 5] | summarize t = tdigest(x)';
    assert.deepEqual(
      one(`${q} | project rank_tdigest(t, -1.5), rank_tdigest(t, int(2)), rank_tdigest(t, 99)`),
      [1, 3, 4],
    );
    fails(`${q} | project rank_tdigest(t, 1h)`, /rank of a value of type timespan/);
  });
  it('nulls are no values; of nothing there is no percentile', () => {
    const q = 'datatable (x:long) [long(null), 4] | summarize t = tdigest(x), none = tdigest(long(null))';
    assert.deepEqual(
      one(
        `${q} | project percentile_tdigest(t, 0), percentile_tdigest(none, 50, typeof(long)), rank_tdigest(none, 1),
        percentrank_tdigest(none, 1), percentiles_array_tdigest(none, 5, 95), percentile_tdigest(merge_tdigest(none, t), 50)`,
      ),
      [4, null, 0, null, [null, null], 4],
    );
    assert.deepEqual(one('print percentile_tdigest(dynamic(null), 50), rank_tdigest(dynamic(null), 1)'), [
      null,
      null,
    ]);
    const empty =
      'datatable (t:dynamic) [] | summarize t = tdigest_merge(t) | project percentile_tdigest(t, 50)';
    assert.deepEqual(one(empty), [null]);
  });
  it('turns down digests of different types, other values and percentages that there are not', () => {
    const q = 'print x = 1 | summarize a = tdigest(x), b = tdigest(1.5)';
    fails(`${q} | project merge_tdigest(a, b)`, /different types/);
    fails(`${q} | project percentile_tdigest(a, 101)`, /outside of 0 to 100/);
    fails('print percentile_tdigest(dynamic([[7], [1], [1]]), 50)', /tdigest\(\) has not made/);
    fails('print x = 1 | summarize percentile(x, 101)', /from 0 to 100/);
    fails('range x from 1 to 2 step 1 | summarize percentile(x, x)', /./);
    fails('print x = "a" | summarize t = tdigest(1) by x | project percentile_tdigest(t, "5")', /./);
  });
});
