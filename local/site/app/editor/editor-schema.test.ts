import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editorSchema, inputParameters } from './editor-schema.ts';

test('reads parameters with defaults that hold commas', () => {
  assert.deepEqual(
    inputParameters("start:datetime=datetime(2026-01-01, 1), name:string = 'a, b', n:long=5, last:bool").map(
      ({ name, type, cslDefaultValue }) => [name, type, cslDefaultValue],
    ),
    [
      ['start', 'datetime', undefined],
      ['name', 'string', "'a, b'"],
      ['n', 'long', '5'],
      ['last', 'bool', undefined],
    ].with(0, ['start', 'datetime', 'datetime(2026-01-01, 1)']),
  );
  assert.deepEqual(inputParameters(''), []);
});

test('tables and functions of the workspace are those of the database in context', () => {
  const { database } = editorSchema({
    tables: [{ name: 'T', columns: [{ name: 'a', type: 'string' }] }],
    functions: [{ name: 'F', body: 'T', parameters: 'n:long=1' }],
  });
  assert.equal(database!.tables[0]!.name, 'T');
  assert.equal(database!.functions[0]!.inputParameters[0]!.name, 'n');
});
