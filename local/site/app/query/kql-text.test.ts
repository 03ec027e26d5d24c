import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDatabase } from '../../../../kql-engine/index.ts';
import { kqlLiteral, kqlName } from './kql-text.ts';

const database = createDatabase({ tables: [], now: () => new Date(0) });

test('any text stays the value that it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { rows } = database.query(`print ${kqlLiteral(text, 'string')}`);
      assert.equal(rows[0]![0], text);
    }),
    { numRuns: 200 },
  );
});

test('names and values of other types', () => {
  assert.equal(kqlName("a'b c"), "['a\\'b c']");
  assert.equal(kqlName('plain_1'), 'plain_1');
  assert.equal(kqlLiteral('2026-01-01T00:00:00Z', 'datetime'), 'datetime(2026-01-01T00:00:00Z)');
  assert.equal(kqlLiteral(5, 'long'), '5');
});
