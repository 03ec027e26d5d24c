import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { foreignTables } from '../kql/foreign-tables.ts';
import { documentedColumns } from '../kql/hunting/testing/queries.ts';
import { contentDatabase } from '../kql/testing/content-database.ts';
import { huntingQueries, withEntities } from './hunting-queries.ts';
import { yamlFiles } from './yaml-files.ts';

const queries = huntingQueries();

test('entities become columns, numbered by their type', () => {
  assert.equal(
    withEntities('T', [
      { entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'From' }] },
      { entityType: 'Host', fieldMappings: [{ identifier: 'HostName', columnName: 'Server' }] },
      { entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'To' }] },
    ]),
    [
      'T',
      '// The entities of each row, for bookmarks.',
      '| extend IP_0_Address = From',
      '| extend Host_0_HostName = Server',
      '| extend IP_1_Address = To',
    ].join('\n'),
  );
  assert.equal(withEntities('T | take 1', []), 'T | take 1');
});

test('a file in the format of Azure-Sentinel, as the template takes it', () => {
  const files = yamlFiles('kql/hunting');
  assert.equal(queries.length, files.length);
  queries.forEach(({ id, displayName, query, tactics, techniques }, index) => {
    const { value } = files[index]!;
    assert.equal(id, value.id);
    assert.equal(displayName, value.name);
    assert.ok(query.startsWith((value.query as string).trim()));
    assert.deepEqual(tactics.split(','), value.tactics);
    assert.deepEqual(techniques.split(','), value.relevantTechniques);
  });
});

describe('the columns of the result end with the entities', () => {
  const database = contentDatabase({ tables: foreignTables, queries });
  for (const { displayName, query } of queries) {
    test(displayName, () => {
      const own = documentedColumns(query);
      const all = database.query(query).columns;
      assert.deepEqual(
        all.slice(0, own.length).map(({ name }) => name),
        own,
      );
      for (const { name, type } of all.slice(own.length)) {
        assert.match(name, /^[A-Z][A-Za-z]+_\d_[A-Z][A-Za-z]+$/);
        assert.equal(type, 'string', name);
      }
    });
  }
});
