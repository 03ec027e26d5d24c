import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../testing/ask.ts';

const rows = (kql: string) => ask(kql).rows;

describe('search and tests of all columns', () => {
  const t = 'datatable(s:string, n:long)["one web01",1, "two",2]';
  it('find terms in any column', () => {
    assert.deepEqual(ask(`${t} | search "ONE"`), {
      columns: ['$table', 's', 'n'],
      rows: [['search_arg0', 'one web01', 1]],
    });
    assert.deepEqual(rows(`${t} | search "2" | project n`), [[2]]);
    assert.deepEqual(rows(`${t} | search "web*" and n == 1 | project n`), [[1]]);
    assert.deepEqual(rows(`${t} | search kind=case_sensitive "ONE"`), []);
    assert.deepEqual(rows(`${t} | search s:"two" | project n`), [[2]]);
    assert.deepEqual(rows(`${t} | where * has "two" | project n`), [[2]]);
    assert.throws(() => ask(`${t} | where * !has "two"`), { kind: 'unsupported' });
  });
});

describe('partition', () => {
  it('runs a sub-query for each value', () => {
    const t = 'datatable(k:string, v:long)["a",1, "a",3, "b",2]';
    assert.deepEqual(rows(`${t} | partition by k (top 1 by v)`), [
      ['a', 3],
      ['b', 2],
    ]);
    assert.deepEqual(rows(`${t} | partition by k (summarize n = sum(v)) | sort by n asc`), [[2], [4]]);
  });
});

describe('scan', () => {
  it('carries values from match to match', () => {
    const t = 'range x from 1 to 4 step 1';
    assert.deepEqual(
      rows(
        `${t} | scan declare (sum:long = 0) with (step s: x != 2 => sum = s.sum + x;) | extend twice = sum * 2`,
      ),
      [
        [1, 1, 2],
        [3, 4, 8],
        [4, 8, 16],
      ],
    );
    assert.deepEqual(rows(`${t} | scan declare (before:long) with (step s: true => before = s.x;)`), [
      [1, null],
      [2, 1],
      [3, 2],
      [4, 3],
    ]);
    assert.throws(() => ask(`${t} | scan with (step a: x == 1; step b: x == 2;)`), { kind: 'unsupported' });
  });
});
