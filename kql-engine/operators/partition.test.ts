import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDatabase } from '../index.ts';
import { ask } from '../testing/ask.ts';

const rows = (kql: string) => ask(kql).rows;
const values = 'datatable(k:string, v:long)["a",1,"a",3,"b",6]';

describe('partition', () => {
  it('runs a sub-query over the rows of each value', () => {
    assert.deepEqual(rows(`${values} | partition by k (top 1 by v)`), [
      ['a', 3],
      ['b', 6],
    ]);
    assert.deepEqual(rows(`${values} | take 0 | partition by k (count)`), []);
  });

  it('lets a sub-query name its rows', () => {
    assert.deepEqual(
      rows(`${values} | partition by k (as P | extend share = v * 100.0 / toscalar(P | summarize sum(v)))`),
      [
        ['a', 1, 25],
        ['a', 3, 75],
        ['b', 6, 100],
      ],
    );
    assert.deepEqual(
      rows(`${values} | partition by k (as hint.materialized=true P | extend n = toscalar(P | count))`),
      [
        ['a', 1, 2],
        ['a', 3, 2],
        ['b', 6, 1],
      ],
    );
    assert.throws(
      () => rows(`${values} | partition by k (as P | where v in ((P | project v)))`),
      /same sub-query/,
    );
  });

  it('runs a query with a source of its own for each value', () => {
    const database = createDatabase({
      tables: [
        {
          name: 'T',
          columns: [
            { name: 'n', type: 'long' },
            { name: 'k', type: 'string' },
          ],
        },
      ],
      now: () => new Date('2026-03-01T12:00:00Z'),
    });
    database.ingest(
      'T',
      [1, 2, 2, 3].map((n) => ({ n, k: `k${n}` })),
    );
    const result = (kql: string) => database.query(kql).rows;
    assert.deepEqual(result('range x from 1 to 2 step 1 | partition by x {T | where n == x} | count'), [[3]]);
    // where the source has a column of that name, toscalar() is the key
    assert.deepEqual(
      result('print k = "k2" | partition by k {T | where k == "k1" | extend key = toscalar(k)}'),
      [[1, 'k1', 'k2']],
    );
    assert.deepEqual(
      result('print k = "k2" | partition hint.strategy=legacy by k {T | where k == toscalar(k) | count}'),
      [[2]],
    );
  });

  it('has at most 64 values unless a strategy is given', () => {
    const many = (n: number, hint: string) =>
      rows(`range x from 1 to ${n} step 1 | partition ${hint} by x (count) | count`);
    assert.deepEqual(many(64, ''), [[64]]);
    assert.throws(() => many(65, ''), /at most 64/);
    assert.throws(() => many(65, 'hint.strategy=legacy'), /at most 64/);
    assert.deepEqual(many(65, 'hint.strategy=native'), [[65]]);
    assert.deepEqual(many(65, 'hint.strategy=shuffle'), [[65]]);
  });
});

describe('mv-apply', () => {
  it('lets a sub-query name its rows', () => {
    assert.deepEqual(
      rows(
        'print d = dynamic([1,3,2]) | mv-apply x = d to typeof(long) on (as X | where x == toscalar(X | summarize max(x)) | project x)',
      ),
      [[[1, 3, 2], 3]],
    );
  });
});

describe('mvexpand', () => {
  it('has a limit of 128 rows, unlike mv-expand', () => {
    const count = (name: string) => rows(`print x = range(1, 200, 1) | ${name} | count`)[0]![0];
    assert.deepEqual(['mvexpand x', 'mvexpand x limit 150', 'mv-expand x'].map(count), [128, 150, 200]);
  });
});
