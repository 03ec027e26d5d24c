import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import declaredTables from '../../infra/generated/tables.json' with { type: 'json' };
import { type StoredTable, writeTable } from '../../test/doubles/arm/arm-tables.ts';
import { planTable } from './plan-table.ts';
import { tablePlans } from './table-settings.ts';

const now = Date.parse('2026-11-21T08:00:00Z');
const declared = declaredTables[0];

/** Some of mailflow's columns, some with another type, some of others, in any order. */
const columns = fc
  .record({
    own: fc.subarray(declared.columns.slice(1)),
    retyped: fc.option(fc.constantFrom(...declared.columns.slice(1).map(({ name }) => name)), { freq: 3 }),
    foreign: fc.uniqueArray(fc.stringMatching(/^x[a-z]{1,8}$/), { maxLength: 5 }),
    seed: fc.integer(),
  })
  .map(({ own, retyped, foreign, seed }) => {
    const all = [
      declared.columns[0],
      ...own.map(({ name, type }) => ({ name, type: name === retyped ? 'real' : type })),
      ...foreign.map((name) => ({ name, type: 'string' })),
    ];
    const turn = Math.abs(seed) % all.length;
    return [...all.slice(turn), ...all.slice(0, turn)].map(({ name, type }) => ({ name, type }));
  });

const settings = fc.record(
  {
    plan: fc.constantFrom(...tablePlans),
    retentionInDays: fc.constantFrom(4, 30, 90, 730),
    totalRetentionInDays: fc.constantFrom(4, 30, 400, 4383),
  },
  { requiredKeys: [] },
);

test('no plan drops, moves or retypes a column; what is planned is accepted, and then there is nothing left to do', () => {
  fc.assert(
    fc.property(columns, settings, fc.constantFrom(...tablePlans), (there, wanted, plan) => {
      const stored: StoredTable = {
        name: declared.name,
        plan,
        retentionInDays: 30,
        retentionInDaysAsDefault: true,
        totalRetentionInDays: 30,
        totalRetentionInDaysAsDefault: true,
        schema: { columns: there, tableSubType: 'DataCollectionRuleBased' },
      };
      const changes = planTable(declared, stored, wanted, now);
      if (changes.request === undefined) return;
      assert.deepEqual(changes.request.schema.columns.slice(0, there.length), there);
      const outcome = writeTable(declared.name, stored, 'PATCH', changes.request, 30, now);
      assert.ok('table' in outcome, JSON.stringify(outcome));
      assert.equal(planTable(declared, outcome.table, wanted, now).action, 'none');
    }),
    { numRuns: 500 },
  );
});
