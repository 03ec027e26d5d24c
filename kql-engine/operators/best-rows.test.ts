import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { bestRows } from './best-rows.ts';

describe('the best rows of a chunk', () => {
  it('are the first of a stable sort that beat the bar', () => {
    const numbers = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 20, maxLength: 200 });
    const bar = fc.option(fc.integer({ min: -20, max: 20 }), { nil: undefined });
    fc.assert(
      fc.property(
        numbers,
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        bar,
        (list, count, descending, b) => {
          const sign = descending ? -1 : 1;
          const expected = list
            .map((v, row) => ({ v: v * sign, row }))
            .filter(({ v }) => b === undefined || v < b * sign)
            .sort((x, y) => x.v - y.v || x.row - y.row)
            .slice(0, count)
            .map(({ row }) => row)
            .sort((x, y) => x - y);
          const column = { values: Float64Array.from(list) };
          assert.deepEqual(bestRows(column, list.length, count, descending, b), expected);
        },
      ),
    );
  });

  it('are left to the caller where there are nulls or few rows', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => i);
    assert.equal(bestRows({ values, valid: new Uint8Array(40) }, 40, 2, true, undefined), undefined);
    assert.equal(bestRows({ values }, 40, 11, true, undefined), undefined);
  });
});
