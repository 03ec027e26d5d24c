import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createDatabase, type Database } from '../../kql-engine/index.ts';
import { openTableStore } from './table-store.ts';

const tables = [
  { name: 'A', columns: [{ name: 'n', type: 'long' as const }] },
  { name: 'B', columns: [{ name: 'n', type: 'long' as const }] },
];
const now = () => new Date(0);

async function open(folder: string, watch: (database: Database) => Partial<Database> = () => ({})) {
  const database = createDatabase({ tables, now, storage: { directory: folder, segmentRows: 8 } });
  const watched = { ...database, ...watch(database) };
  const store = await openTableStore(folder, tables, watched, assert.fail);
  const numbers = (table: string) => [...database.rows(table)].map(({ n }) => n as number);
  return { store, numbers, database };
}

test('a kill at any step between journal, segment and removal neither loses nor doubles a row', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'mailflow-store-'));
  t.after(() => rmSync(root, { recursive: true }));
  let folders = 0;
  const batch = fc.record({ A: fc.nat(20), B: fc.nat(5), together: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 8 }), async (batches) => {
      const folder = join(root, String(folders++));
      const copies: { folder: string; A: number; B: number }[] = [];
      const stored = { A: 0, B: 0 };
      const copy = () => {
        const to = join(root, String(folders++));
        cpSync(folder, to, { recursive: true });
        copies.push({ folder: to, ...stored });
      };
      const { store } = await open(folder, (database) => ({
        ingest(table, rows, position) {
          // the rows are in the journal: here a kill leaves them to be read from it
          const list = [...rows];
          stored[table as 'A' | 'B'] += list.length;
          copy();
          const count = database.ingest(table, list, position);
          copy(); // the segment is there, the journal has not been cut yet
          return count;
        },
      }));
      let made = { A: 0, B: 0 };
      const waiting: Promise<void>[] = [];
      for (const { together, ...counts } of batches) {
        const rows = (table: 'A' | 'B') => ({
          table,
          rows: Array.from({ length: counts[table] }, (_, i) => ({ n: made[table] + i })),
        });
        const both = [rows('A'), rows('B')].filter((r) => r.rows.length > 0);
        made = { A: made.A + counts.A, B: made.B + counts.B };
        waiting.push(store.append(both));
        if (!together) await Promise.all(waiting);
      }
      await Promise.all(waiting);
      copy();
      await store.close();
      assert.deepEqual(Object.fromEntries(store.counts), made);
      for (const killed of copies) {
        const again = await open(killed.folder);
        for (const table of ['A', 'B'] as const) {
          const numbers = again.numbers(table);
          // rows that were written together with those asked for may be there already
          assert.ok(numbers.length >= killed[table], `${table}: ${numbers.length} of ${killed[table]}`);
          assert.deepEqual(
            numbers,
            Array.from(numbers, (_, i) => i),
          );
          assert.equal(again.store.counts.get(table), numbers.length);
        }
        await again.store.append([{ table: 'A', rows: [{ n: again.store.counts.get('A') }] }]);
        await again.store.close();
        const last = await open(killed.folder);
        assert.deepEqual(
          last.numbers('A'),
          Array.from({ length: again.store.counts.get('A')! }, (_, i) => i),
        );
        await last.store.close();
        rmSync(killed.folder, { recursive: true });
      }
      rmSync(folder, { recursive: true });
    }),
    { numRuns: 8 },
  );
});

test('rows of finished segments leave the journal and are not read at the start', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-store-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const first = await open(folder);
  const rows = Array.from({ length: 20 }, (_, n) => ({ n }));
  for (const row of rows) await first.store.append([{ table: 'A', rows: [row] }]);
  await first.store.close();
  assert.deepEqual(
    readdirSync(join(folder, 'A')).sort(),
    ['00000001.segment', '00000002.segment', '000000000016.ndjson'].sort(),
  );
  const ingested: number[] = [];
  const second = await open(folder, (database) => ({
    ingest(table, list, position) {
      const taken = [...list];
      ingested.push(...taken.map(({ n }) => n as number));
      return database.ingest(table, taken, position);
    },
  }));
  await second.store.close();
  assert.deepEqual(ingested, [16, 17, 18, 19]);
  assert.equal(second.database.counters.columnsRead, 0);
  assert.deepEqual(second.numbers('A').length, 20);
});
