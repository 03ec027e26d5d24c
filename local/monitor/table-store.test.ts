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
const received = new Date('2026-06-15T12:00:00Z');

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
        ingest(table, rows, position, at) {
          // the rows are in the journal: here a kill leaves them to be read from it
          const list = [...rows];
          stored[table as 'A' | 'B'] += list.length;
          copy();
          const count = database.ingest(table, list, position, at);
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
        waiting.push(store.append(both, received));
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
        await again.store.append([{ table: 'A', rows: [{ n: again.store.counts.get('A') }] }], received);
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
  for (const row of rows) await first.store.append([{ table: 'A', rows: [row] }], received);
  await first.store.close();
  assert.deepEqual(
    readdirSync(join(folder, 'A')).sort(),
    ['00000001.segment', '00000002.segment', '000000000016.ndjson'].sort(),
  );
  const ingested: number[] = [];
  const second = await open(folder, (database) => ({
    ingest(table, list, position, at) {
      const taken = [...list];
      ingested.push(...taken.map(({ n }) => n as number));
      return database.ingest(table, taken, position, at);
    },
  }));
  await second.store.close();
  assert.deepEqual(ingested, [16, 17, 18, 19]);
  assert.equal(second.database.counters.columnsRead, 0);
  assert.deepEqual(second.numbers('A').length, 20);
});

test('rows keep the time of their first receipt over restarts, in the journal and in segments', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-store-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const times = (database: Database) => database.query('A | project n, at = ingestion_time()').rows;
  const wanted: unknown[][] = [];
  for (let run = 0; run < 4; run++) {
    const { store, database } = await open(folder);
    assert.deepEqual(times(database), wanted);
    for (let batch = 0; batch < 3; batch++) {
      const at = new Date(Date.UTC(2026, 0, 1, run, batch));
      const rows = Array.from({ length: 2 }, () => ({ n: run }));
      await store.append([{ table: 'A', rows }], at);
      for (const { n } of rows) wanted.push([n, `${at.toISOString().slice(0, -1)}0000Z`]);
    }
    assert.deepEqual(times(database), wanted);
    await store.close();
  }
});
