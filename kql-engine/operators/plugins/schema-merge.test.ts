import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../../testing/ask.ts';

const schemas = (...columns: string[]) =>
  `union ${columns.map((c) => `(datatable(${c})[] | getschema)`).join(', ')}`;
const merged = (call: string, ...columns: string[]) =>
  ask(`${schemas(...columns)} | evaluate ${call} | project ColumnName, ColumnOrdinal, ColumnType`).rows;

describe('schema_merge', () => {
  const appended = ['Uri:string, Status:int', 'Uri:string, Status:int, Referrer:string'];
  const inserted = ['Uri:string, Status:int', 'Uri:string, Referrer:string, Status:int'];

  it('adds the columns that only some schemas have', () => {
    const all = ask(`${schemas(...appended)} | evaluate schema_merge()`);
    assert.deepEqual(all.columns, ['ColumnName', 'ColumnOrdinal', 'DataType', 'ColumnType']);
    assert.deepEqual(all.rows, [
      ['Uri', 0, 'System.String', 'string'],
      ['Status', 1, 'System.Int32', 'int'],
      ['Referrer', 2, 'System.String', 'string'],
    ]);
  });
  it('marks a column that moved, unless the order may change', () => {
    assert.deepEqual(merged('schema_merge()', ...inserted), [
      ['Uri', 0, 'string'],
      ['Referrer', 1, 'string'],
      ['Status', -1, 'ERROR(columns are out of order)'],
    ]);
    assert.deepEqual(merged('schema_merge(PreserveOrder = false)', ...inserted).at(-1), ['Status', 2, 'int']);
    assert.deepEqual(merged('schema_merge(true)', ...inserted).at(-1)![1], -1);
  });
  it('refuses what is not documented', () => {
    for (const second of ['Uri:long', 'Other:string'])
      assert.throws(() => merged('schema_merge()', 'Uri:string', second), { kind: 'unsupported' });
    assert.throws(() => ask('print 1 | evaluate schema_merge()'), { kind: 'unsupported' });
  });
});
