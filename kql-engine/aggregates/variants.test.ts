import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ask } from '../testing/ask.ts';

const data = `datatable (g:string, x:long, keep:bool) [
  "a", 1, true, "a", 3, true, "a", 3, false, "b", 5, false, "b", long(null), true]`;
/** What aggregates give for the groups a and b. */
const groups = (aggregates: string) =>
  ask(`${data} | summarize ${aggregates} by g | sort by g asc | project-away g`).rows;

it('…if counts only the rows where the condition holds', () => {
  assert.deepEqual(
    groups(
      'sumif(x, keep), countif(keep), avgif(x, keep), minif(x, keep), maxif(x, keep), dcountif(x, keep), count_distinctif(x, keep)',
    ),
    [
      [4, 2, 2, 1, 3, 2, 2],
      [0, 1, Number.NaN, null, null, 0, 0],
    ],
  );
  assert.deepEqual(
    groups('make_set_if(x, keep), make_list_if(x, keep), make_bag_if(bag_pack("n", x), keep)'),
    [
      [[1, 3], [1, 3], { n: 1 }],
      [[], [], { n: null }],
    ],
  );
});

it('spread of samples and of populations', () => {
  const numbers = 'range x from 1 to 5 step 1 | extend y = 2 * x, odd = x % 2 == 1 | summarize ';
  const one = (aggregate: string) => ask(`${numbers} v = ${aggregate}`).rows[0]![0];
  assert.equal(one('variance(x)'), 2.5);
  assert.equal(one('variancep(x)'), 2);
  assert.equal(one('stdev(x)'), Math.sqrt(2.5));
  assert.equal(one('stdevp(x)'), Math.SQRT2);
  assert.equal(one('varianceif(x, odd)'), 4);
  assert.equal(one('variancepif(x, odd)'), 8 / 3);
  assert.equal(one('stdevif(x, odd)'), 2);
  assert.equal(one('covariance(x, y)'), 5);
  assert.equal(one('covariancep(x, y)'), 4);
  assert.equal(one('covarianceif(x, y, odd)'), 8);
  assert.ok(Math.abs((one('covariancepif(x, y, odd)') as number) - 16 / 3) < 1e-12);
});

it('bits, counts, lists', () => {
  assert.deepEqual(groups('binary_all_or(x), binary_all_and(x), binary_all_xor(x), count_distinct(x)'), [
    [3, 1, 1, 2],
    [5, 5, 5, 1],
  ]);
  assert.deepEqual(groups('make_list_with_nulls(x), makelist(x), makeset(x)'), [
    [
      [1, 3, 3],
      [1, 3, 3],
      [1, 3],
    ],
    [[5, null], [5], [5]],
  ]);
  assert.deepEqual(groups('make_dictionary(bag_pack("n", x)), cnt()'), [
    [{ n: 1 }, 3],
    [{ n: 5 }, 2],
  ]);
});

it('lists, sets and bags hold so many elements, those under old names 128 unless asked for more', () => {
  const of = (aggregate: string, n = 200) =>
    ask(`range x from 1 to ${n} step 1 | extend b = bag_pack(tostring(x), x) | summarize v = ${aggregate}`)
      .rows[0]![0];
  const size = (aggregate: string, n?: number) => Object.keys(of(aggregate, n) as object).length;
  for (const [aggregate, want] of [
    ['makelist(x)', 128],
    ['makelist(x, 150)', 150],
    ['makeset(x)', 128],
    ['makeset(x, 3)', 3],
    ['make_list(x)', 200],
    ['make_set(x)', 200],
    ['make_dictionary(b)', 128],
    ['make_bag(b)', 200],
    ['make_bag_if(b, x > 100, 7)', 7],
  ] as const)
    assert.equal(size(aggregate), want, aggregate);
  assert.deepEqual(of('make_bag(b, 2)'), { 1: 1, 2: 2 });
  assert.deepEqual(of('make_bag(bag_pack("k", x), 2)'), { k: 1 });
  assert.throws(() => of('make_bag(bag_pack(tostring(x / 2), x), 3)'), { kind: 'unsupported' });
});

it('any row, the row with the least and the most', () => {
  assert.deepEqual(groups('argmin(x, keep), argmax(x, keep)'), [
    [1, true, 3, true],
    [5, false, 5, false],
  ]);
  for (const aggregate of ['any(x)', 'take_any(x)', 'anyif(x, x > 0)', 'take_anyif(x, x > 0)']) {
    const [a, b] = groups(aggregate).flat();
    assert.ok(a === 1 || a === 3, aggregate);
    assert.equal(b, 5, aggregate);
  }
});

it('percentiles by nearest rank, weighted and as an array', () => {
  const numbers = 'range x from 1 to 10 step 1 | extend w = iff(x == 10, 100, 1) | summarize ';
  const row = (aggregates: string) => ask(numbers + aggregates).rows[0];
  assert.deepEqual(row('percentiles_array(x, 10, 50, 100)'), [[1, 5, 10]]);
  assert.deepEqual(row('percentilew(x, w, 50)'), [10]);
  assert.deepEqual(row('percentilesw(x, w, 1, 50)'), [2, 10]);
  assert.deepEqual(row('percentilesw_array(x, w, dynamic([1, 50]))'), [[2, 10]]);
});
