import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, values } from '../testing/ask.ts';

const rows = (kql: string) => ask(kql).rows;

describe('toscalar()', () => {
  it('is the first value of the first row, null or empty text of none', () => {
    assert.deepEqual(
      values(
        'toscalar(range x from 5 to 9 step 1)',
        'toscalar(print a = "x", b = 1)',
        'toscalar(range x from 1 to 0 step 1)',
        'toscalar(print a = "x" | take 0)',
      ),
      [5, 'x', null, ''],
    );
  });

  it('computes an expression once for all rows', () => {
    assert.deepEqual(
      rows('let g = toscalar(new_guid()); range x from 1 to 50 step 1 | summarize count() by g | count'),
      [[1]],
    );
    assert.deepEqual(
      rows('let g = new_guid(); range x from 1 to 50 step 1 | summarize count() by g | count'),
      [[50]],
    );
    assert.deepEqual(
      rows('let f = (n:long) { toscalar(n + 1) }; range x from 1 to 2 step 1 | project y = x + f(2)'),
      [[4], [5]],
    );
  });

  it('is refused for a value that differs from row to row', () => {
    assert.throws(
      () => rows('let f = (n:long) { toscalar(n) }; range x from 1 to 2 step 1 | extend y = f(x)'),
      /row to row/,
    );
  });
});

describe('replace_strings()', () => {
  it('lets an earlier text take its places first and leaves alone what was put in', () => {
    const text = '"This is an example"';
    assert.deepEqual(
      values(
        `replace_strings(${text}, dynamic(["This", "is"]), dynamic(["This", "was"]))`,
        `replace_strings(${text}, dynamic(["is", "This"]), dynamic(["was", "This"]))`,
        'replace_strings("aXb", dynamic(["a", "b"]), dynamic(["b", "a"]))',
        'replace_strings("ab", dynamic(["a", 1, ""]), dynamic([2, "x", "y"]))',
      ),
      ['This was an example', 'Thwas was an example', 'bXa', 'ab'],
    );
  });
});
