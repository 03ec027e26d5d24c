import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type StoredTable, type WriteOutcome, writeTable } from './arm-tables.ts';

const now = Date.parse('2026-11-21T08:00:00Z');
const time = { name: 'TimeGenerated', type: 'dateTime' };
const stored: StoredTable = {
  name: 'T_CL',
  plan: 'Analytics',
  retentionInDays: 90,
  retentionInDaysAsDefault: false,
  totalRetentionInDays: 365,
  totalRetentionInDaysAsDefault: false,
  schema: { columns: [time, { name: 'a', type: 'string' }], tableSubType: 'DataCollectionRuleBased' },
};

function tableOf(outcome: WriteOutcome): StoredTable {
  assert.ok('table' in outcome, JSON.stringify(outcome));
  return outcome.table;
}

describe('writeTable', () => {
  it('deletes the columns that a request leaves out, as the service does', () => {
    const table = tableOf(writeTable('T_CL', stored, 'PUT', { schema: { columns: [time] } }, 30, now));
    assert.deepEqual(table.schema?.columns, [time]);
  });

  it('sets what a PUT leaves out to the default, and leaves it as it is with PATCH', () => {
    const put = tableOf(writeTable('T_CL', stored, 'PUT', {}, 30, now));
    assert.deepEqual([put.retentionInDays, put.totalRetentionInDays], [30, 30]);
    const patch = tableOf(writeTable('T_CL', stored, 'PATCH', {}, 30, now));
    assert.deepEqual([patch.retentionInDays, patch.totalRetentionInDays], [90, 365]);
  });

  it('lets no type change, and no table be without TimeGenerated or with reserved names', () => {
    for (const columns of [
      [time, { name: 'a', type: 'long' }],
      [{ name: 'a', type: 'string' }],
      [time, { name: 'id', type: 'string' }],
      [time, { name: '1st', type: 'string' }],
    ]) {
      const outcome = writeTable('T_CL', stored, 'PATCH', { schema: { columns } }, 30, now);
      assert.ok('failure' in outcome, JSON.stringify(columns));
      assert.equal(outcome.failure.code, 'SchemaUpdateFatalError');
    }
  });

  it('refuses classic tables, tables that are being changed, and days out of range', () => {
    const refused = (before: StoredTable, asked = {}) => {
      const outcome = writeTable('T_CL', before, 'PATCH', asked, 30, now);
      return 'refused' in outcome ? outcome.refused.status : undefined;
    };
    assert.equal(refused({ ...stored, schema: { ...stored.schema, tableSubType: 'Classic' } }), 400);
    assert.equal(refused({ ...stored, provisioningState: 'Updating' }), 409);
    assert.equal(refused(stored, { retentionInDays: 3 }), 400);
    assert.equal(refused(stored, { totalRetentionInDays: 5000 }), 400);
    assert.equal(refused({ ...stored, plan: 'Basic' }, { retentionInDays: 90 }), 400);
    assert.equal(refused(stored, { plan: 'Auxiliary' }), 400);
    assert.equal(
      refused({ ...stored, lastPlanModifiedDate: '2026-11-20T00:00:00Z' }, { plan: 'Basic' }),
      400,
    );
    assert.equal(refused(stored, { plan: 'Basic' }), undefined);
  });
});
