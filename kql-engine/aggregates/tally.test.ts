import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ask } from '../testing/ask.ts';

const long = fc.oneof(
  fc.integer(),
  fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }),
  fc.constant(2n ** 53n - 1n),
);
const group = fc.constantFrom('a', 'b', 'c');

describe('counts and sums', () => {
  it('of longs are exact to 64 bits and wrap', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(group, long), { minLength: 1, maxLength: 20 }), (rows) => {
        const list = rows.map(([g, v]) => `"${g}", ${v}`).join(', ');
        const result = ask(
          `datatable(g:string, v:long)[${list}] | summarize count(), sum(v), sumif(v, v > 0) by g`,
        );
        for (const [g, count, sum, positive] of result.rows) {
          const mine = rows.filter((r) => r[0] === g).map((r) => BigInt(r[1]));
          const total = (some: bigint[]) =>
            BigInt.asIntN(
              64,
              some.reduce((a, b) => a + b, 0n),
            );
          assert.equal(count, mine.length);
          assert.equal(BigInt(sum as number), total(mine));
          assert.equal(BigInt(positive as number), total(mine.filter((v) => v > 0n)));
        }
      }),
    );
  });

  it('leave nulls out of sums and distinct values, not out of count()', () => {
    const data = 'datatable(g:string, v:long)["a", 1, "a", long(null), "b", long(null), "a", 1, "a", 2]';
    assert.deepEqual(ask(`${data} | summarize count(), sum(v), dcount(v), dcountif(v, v < 2) by g`).rows, [
      ['a', 4, 4, 2, 1],
      ['b', 1, 0, 0, 0],
    ]);
  });

  it('of no rows are zero', () => {
    assert.deepEqual(ask('datatable(v:long)[] | summarize count(), countif(v > 1), sum(v), dcount(v)').rows, [
      [0, 0, 0, 0],
    ]);
  });

  it('count distinct texts of a group with letter case', () => {
    const data = 'datatable(g:long, s:string)[1, "x", 1, "X", 1, "", 2, "x", 2, "x"]';
    assert.deepEqual(ask(`${data} | summarize dcount(s) by g`).rows, [
      [1, 3],
      [2, 1],
    ]);
  });

  it('work for many groups', () => {
    const { rows } = ask(
      'range x from 1 to 10000 step 1 | summarize n = count(), s = sum(x) by g = x % 5000 | where n != 2 or s != iff(g == 0, 15000, 2 * g + 5000) | count',
    );
    assert.deepEqual(rows, [[0]]);
  });
});
