import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { columns, openTable, testFolders } from '../testing/stored-table.ts';

const newFolder = testFolders();
const open = (directory: string) => openTable(directory, { inTurns: true });
const numbers = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ n: from + i, text: `t${i % 3}`, d: { k: [i % 2] } }));
const files = (directory: string) =>
  readdirSync(join(directory, 'T'))
    .filter((name) => name.endsWith('.segment'))
    .sort();
const sum = (db: ReturnType<typeof open>) => db.query('T | summarize count(), sum(n)').rows[0];

describe('segments written between turns', () => {
  it('are there for queries at once, and on disk after some turns', async () => {
    const directory = newFolder();
    const db = open(directory);
    db.ingest('T', numbers(20));
    assert.deepEqual([db.durableEnd('T'), files(directory)], [0, []]);
    assert.deepEqual(sum(db), [20, 190]);
    assert.deepEqual(db.query("T | where text == 't1' and n < 4 | project n").rows, [[1]]);
    const begun = [...db.rows('T')];
    await db.saved();
    assert.deepEqual([db.durableEnd('T'), files(directory)], [16, ['00000001.segment', '00000002.segment']]);
    assert.deepEqual([...db.rows('T')], begun);
    assert.deepEqual([...openTable(directory).rows('T')], begun.slice(0, 16));
  });

  it('leave a turn to others for each column', async () => {
    const db = open(newFolder());
    db.ingest('T', numbers(8));
    let turns = 0;
    let done = false;
    const saved = db.saved().then(() => {
      done = true;
    });
    for (; !done; turns++) await turn();
    await saved;
    assert.ok(turns >= columns.length, `${turns} turns`);
  });

  it('give way to a flush', async () => {
    const directory = newFolder();
    const db = open(directory);
    db.ingest('T', numbers(9));
    for (let i = 0; i < 3; i++) await turn();
    db.flush();
    assert.equal(db.durableEnd('T'), 9);
    db.ingest('T', numbers(8, 9));
    await db.saved();
    assert.equal(db.durableEnd('T'), 17);
    assert.deepEqual(sum(db), [17, 136]);
    assert.deepEqual(files(directory).length, 3);
    assert.deepEqual(sum(openTable(directory)), [17, 136]);
  });

  it('are gone when the table is cleared meanwhile', async () => {
    const directory = newFolder();
    const db = open(directory);
    db.ingest('T', numbers(8));
    for (let i = 0; i < 3; i++) await turn();
    db.clear('T');
    db.ingest('T', numbers(8, 100), 8);
    await db.saved();
    assert.deepEqual(sum(db), [8, 828]);
    assert.deepEqual(sum(openTable(directory)), [8, 828]);
  });

  it('are written at once when too many wait', () => {
    const directory = newFolder();
    const db = open(directory);
    db.ingest('T', numbers(24));
    assert.equal(db.durableEnd('T'), 24);
    assert.deepEqual(files(directory).length, 3);
  });

  it('stay in memory while the disk fails', async () => {
    const directory = newFolder();
    const db = open(directory);
    rmSync(directory, { recursive: true });
    db.ingest('T', numbers(10));
    await db.saved();
    assert.deepEqual([db.durableEnd('T'), sum(db)], [0, [10, 45]]);
    assert.throws(() => db.flush(), { code: 'ENOENT' });
    assert.deepEqual(sum(db), [10, 45]);
  });

  it('hold the same rows whatever comes between', async () => {
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 1, max: 19 }).map((count) => ({ append: count })) },
      { weight: 4, arbitrary: fc.integer({ min: 1, max: 30 }).map((count) => ({ turns: count })) },
      { weight: 1, arbitrary: fc.constant({ flush: true }) },
      { weight: 1, arbitrary: fc.constant({ saved: true }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const directory = newFolder();
        const db = open(directory);
        let count = 0;
        let durable = 0;
        for (const s of steps) {
          if ('append' in s) {
            db.ingest('T', numbers(s.append, count));
            count += s.append;
          } else if ('turns' in s) for (let i = 0; i < s.turns; i++) await turn();
          else if ('flush' in s) db.flush();
          else await db.saved();
          assert.ok(db.durableEnd('T') >= durable);
          durable = db.durableEnd('T');
          if ('flush' in s) assert.equal(durable, count);
          assert.deepEqual(sum(db), [count, (count * (count - 1)) / 2 + 0]);
        }
        await db.saved();
        const back = openTable(directory);
        assert.ok(back.durableEnd('T') > count - 8);
        assert.deepEqual(
          [...back.rows('T')].map(({ n }) => n),
          Array.from({ length: back.durableEnd('T') }, (_, n) => n),
        );
        rmSync(directory, { recursive: true });
      }),
      { numRuns: 30 },
    );
  });
});
