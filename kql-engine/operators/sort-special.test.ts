import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../testing/ask.ts';

const numbers = 'datatable(x:real) [1, real(nan), real(null), -1, real(+inf), real(-inf)]';
const order = (pipe: string) => ask(`${numbers} | ${pipe}`).rows.map(([x]) => x);
const { POSITIVE_INFINITY: most, NEGATIVE_INFINITY: least, NaN: nan } = Number;

describe('nulls and NaN stand together, where the words say, in either direction', () => {
  for (const [words, want] of [
    ['asc', [null, nan, least, -1, 1, most]],
    ['asc nulls first', [null, nan, least, -1, 1, most]],
    ['asc nulls last', [least, -1, 1, most, nan, null]],
    ['desc', [most, 1, -1, least, nan, null]],
    ['desc nulls first', [null, nan, most, 1, -1, least]],
    ['desc nulls last', [most, 1, -1, least, nan, null]],
  ] as const) {
    it(`sort by x ${words}`, () => {
      assert.deepEqual(order(`sort by x ${words}`), want);
      assert.deepEqual(order(`top 3 by x ${words}`), want.slice(0, 3));
    });
  }
});
