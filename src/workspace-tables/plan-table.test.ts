import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import declaredTables from '../../infra/generated/tables.json' with { type: 'json' };
import { planTable } from './plan-table.ts';
import type { ExistingTable } from './table-changes.ts';

const tracking = declaredTables[0];
const now = Date.parse('2026-11-21T08:00:00Z');
const added = ['Computer', 'eventTime', 'recordId', 'recipients', 'sizeBytes', 'collector', 'traceStatus'];
const option6Columns = tracking.columns
  .filter(({ name }) => !added.includes(name))
  .map(({ name, type }) => ({ name, type: type === 'datetime' ? 'dateTime' : type }));

function existing(
  columns: { name: string; type: string }[],
  more: Partial<ExistingTable> = {},
): ExistingTable {
  return {
    name: tracking.name,
    plan: 'Analytics',
    retentionInDays: 30,
    retentionInDaysAsDefault: true,
    totalRetentionInDays: 30,
    totalRetentionInDaysAsDefault: true,
    provisioningState: 'Succeeded',
    schema: {
      columns,
      standardColumns: [{ name: 'TenantId', type: 'guid' }],
      tableSubType: 'DataCollectionRuleBased',
    },
    ...more,
  };
}

describe('planTable', () => {
  it('creates a table that is not there, with all columns and the settings asked for', () => {
    const plan = planTable(tracking, undefined, { plan: 'Basic', totalRetentionInDays: 365 }, now);
    assert.equal(plan.action, 'create');
    assert.equal(plan.addedColumns.length, tracking.columns.length);
    assert.equal(plan.request?.plan, 'Basic');
    assert.equal(plan.request?.totalRetentionInDays, 365);
    assert.equal('retentionInDays' in (plan.request ?? {}), false);
    assert.deepEqual(plan.request?.schema.columns[0], tracking.columns[0]);
  });

  it('has nothing to do where all is there, whatever the capitals of the types', () => {
    const plan = planTable(
      tracking,
      existing(tracking.columns.map(({ name, type }) => ({ name, type: type.toUpperCase() }))),
      {},
      now,
    );
    assert.equal(plan.action, 'none');
    assert.equal(plan.request, undefined);
    assert.equal(plan.origin, 'mailflow');
  });

  it('recognises the table of option 6, with and without FilePath, and names what is added', () => {
    for (const columns of [option6Columns, option6Columns.filter(({ name }) => name !== 'FilePath')]) {
      const plan = planTable(tracking, existing(columns), {}, now);
      assert.equal(plan.origin, 'option 6');
      assert.equal(plan.action, 'update');
      const names = plan.addedColumns.map(({ name }) => name);
      assert.deepEqual(
        names.filter((name) => name !== 'FilePath'),
        added,
      );
      assert.match(plan.notes.join(), /option 6/);
    }
  });

  it('keeps foreign columns in the request, in their place and with all they have', () => {
    const foreign = { name: 'Ticket', type: 'string', displayName: 'Ticket no.', dataTypeHint: 'uri' };
    const columns = [option6Columns[0], foreign, ...option6Columns.slice(1)];
    const plan = planTable(tracking, existing(columns), {}, now);
    assert.deepEqual(plan.foreignColumns, ['Ticket']);
    assert.deepEqual(plan.request?.schema.columns[1], foreign);
    assert.deepEqual(
      plan.request?.schema.columns.slice(0, columns.length).map(({ name }) => name),
      columns.map(({ name }) => name),
    );
    assert.equal('retentionInDays' in (plan.request ?? {}), false, 'retention is not touched');
  });

  it('refuses a column of another type and says what to do', () => {
    const columns = option6Columns.map((column) =>
      column.name === 'totalBytes' ? { ...column, type: 'long' } : column,
    );
    const plan = planTable(tracking, existing(columns), {}, now);
    assert.equal(plan.action, 'refused');
    assert.equal(plan.request, undefined);
    assert.match(plan.problems[0].message, /totalBytes .* type long; mailflow needs string/);
    assert.match(plan.problems[0].advice, /delete the table|another workspace/);
  });

  it('takes a column declared as guid for a string, as Azure does', () => {
    const columns = option6Columns.map((column) =>
      column.name === 'messageTrackingTenantId' ? { ...column, type: 'guid' } : column,
    );
    assert.equal(planTable(tracking, existing(columns), {}, now).action, 'update');
  });

  it('refuses a column that differs in capitals only', () => {
    const columns = option6Columns.map((column) =>
      column.name === 'clientIP' ? { ...column, name: 'clientIp' } : column,
    );
    const plan = planTable(tracking, existing(columns), {}, now);
    assert.match(plan.problems[0].message, /clientIp .* clientIP/);
  });

  it('refuses a classic table and names the command that migrates it', () => {
    const table = existing([
      { name: 'TimeGenerated', type: 'dateTime' },
      { name: 'eventId_s', type: 'string' },
    ]);
    const plan = planTable(
      tracking,
      { ...table, schema: { ...table.schema, tableSubType: 'Classic' } },
      {},
      now,
    );
    assert.equal(plan.action, 'refused');
    assert.equal(plan.problems[0].code, 'classic-table');
    assert.match(plan.problems[0].advice, /table migrate .*MessageTrackingLog_CL/);
  });

  it('waits for a table that is being changed, but only where it wants something of it', () => {
    const state = { provisioningState: 'Updating' };
    assert.equal(planTable(tracking, existing(option6Columns, state), {}, now).problems[0].code, 'busy');
    assert.equal(planTable(tracking, existing([...tracking.columns], state), {}, now).action, 'none');
  });

  it('changes the plan, not within a week of the last change, and never from or to Auxiliary', () => {
    const all = [...tracking.columns];
    const plan = planTable(tracking, existing(all), { plan: 'Basic' }, now);
    assert.deepEqual(plan.settings, [{ setting: 'plan', from: 'Analytics', to: 'Basic' }]);
    const early = existing(all, { lastPlanModifiedDate: '2026-11-20T10:00:00Z' });
    const refused = planTable(tracking, early, { plan: 'Basic' }, now);
    assert.match(refused.problems[0].advice, /2026-11-27 10:00 UTC/);
    for (const [from, to] of [
      ['Analytics', 'Auxiliary'],
      ['Auxiliary', 'Analytics'],
    ] as const) {
      const found = planTable(tracking, existing(all, { plan: from }), { plan: to }, now);
      assert.equal(found.problems[0].code, 'plan-change');
    }
    assert.equal(planTable(tracking, existing(all), { plan: 'Analytics' }, now).action, 'none');
  });

  it('changes retention and sees contradictions', () => {
    const all = [...tracking.columns];
    const longer = planTable(tracking, existing(all), { retentionInDays: 90 }, now);
    assert.deepEqual(longer.settings, [{ setting: 'retentionInDays', from: 30, to: 90 }]);
    const both = planTable(tracking, existing(all), { retentionInDays: 4, totalRetentionInDays: 30 }, now);
    assert.equal(both.request?.totalRetentionInDays, 30, 'or the total would follow to 4');
    const fixed = existing(all, { totalRetentionInDays: 60, totalRetentionInDaysAsDefault: false });
    assert.match(planTable(tracking, fixed, { retentionInDays: 90 }, now).problems[0].advice, /90 or more/);
    const basic = planTable(tracking, existing(all, { plan: 'Basic' }), { retentionInDays: 90 }, now);
    assert.equal(basic.problems[0].code, 'retention');
  });

  it('refuses to pass the limit of columns', () => {
    const many = Array.from({ length: 495 }, (_, i) => ({ name: `x${i}`, type: 'string' }));
    const plan = planTable(tracking, existing([...option6Columns.slice(0, 1), ...many]), {}, now);
    assert.equal(
      plan.problems.some(({ code }) => code === 'too-many-columns'),
      true,
    );
  });
});
