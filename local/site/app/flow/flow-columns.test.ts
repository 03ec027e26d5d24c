import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnText, columnTitle } from './flow-columns.ts';

test('columns are named in words, with the zone of times', () => {
  assert.equal(columnTitle('LagSeconds', 'real'), 'Lag');
  assert.equal(columnTitle('TimeGenerated', 'datetime'), 'Time (UTC)');
  assert.equal(columnTitle('Server', 'string'), 'Server');
});

test('cells have units, and times no fractions of seconds', () => {
  assert.equal(columnText('LagSeconds', 'real', 137.6), '2 min');
  assert.equal(columnText('Bytes', 'long', 127_789), '124.8 KiB');
  assert.equal(columnText('Rows', 'long', 2828), '2,828');
  assert.equal(columnText('Last', 'datetime', '2026-11-21T15:39:22.7561234Z'), '2026-11-21 15:39:22');
  assert.equal(columnText('Rejected', 'long', null), '');
});
