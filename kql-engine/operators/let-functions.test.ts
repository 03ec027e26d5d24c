import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDatabase } from '../index.ts';
import { ask } from '../testing/ask.ts';

const rows = (kql: string) => ask(kql).rows;

describe('let, functions and the rest', () => {
  it('scopes names and takes defaults', () => {
    assert.deepEqual(
      rows('let n = 2; let f = (x:long, y:long = 10) { let z = x + n; z * y }; print f(1), f(1, 100)'),
      [[30, 300]],
    );
    assert.deepEqual(
      rows('let f = (t:(a:long), n:long) { t | where a > n }; range a from 1 to 3 step 1 | invoke f(2)'),
      [[3]],
    );
    assert.deepEqual(rows('let m = toscalar(range x from 1 to 5 step 1 | summarize max(x)); print m + 1'), [
      [6],
    ]);
    assert.deepEqual(
      rows('let t = materialize(range x from 1 to 3 step 1); t | where x in ((t | where x > 1))'),
      [[2], [3]],
    );
  });
  it('sees neighbours after sort or serialize only', () => {
    assert.deepEqual(
      rows(
        'range x from 1 to 3 step 1 | extend p = prev(x), n = next(x, 1, 0), r = row_number(), c = row_cumsum(x)',
      ),
      [
        [1, null, 2, 1, 1],
        [2, 1, 3, 2, 3],
        [3, 2, 0, 3, 6],
      ],
    );
    assert.throws(() => ask('datatable(x:long)[1] | extend r = row_number()'), { code: 'serialize' });
  });
  it('gives the schema, keeps render as a hint and counts', () => {
    assert.deepEqual(rows('print a = 1 | getschema | project ColumnName, ColumnType'), [['a', 'long']]);
    const db = createDatabase({ tables: [], now: () => new Date(0) });
    assert.equal(db.query('print a = 1 | render timechart').render, 'timechart');
    assert.deepEqual(rows('range x from 1 to 7 step 1 | where x % 2 == 0 | count'), [[3]]);
    assert.deepEqual(rows('datatable(a:string, b:int)["x",1, "X",1, "x",1] | distinct a, b'), [
      ['x', 1],
      ['X', 1],
    ]);
  });
});
