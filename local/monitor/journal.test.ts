import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { openJournal } from './journal.ts';
import type { Row } from './stream-rows.ts';

const time = new Date('2026-06-15T12:00:00.123Z');
const timeLine = `${time.getTime()}\n`;

/** Opens a journal; `rows` are those of earlier runs, `held` can be set to what another place has. */
async function reopen(folder: string, from = 0) {
  const rows: Row[] = [];
  const positions: number[] = [];
  const times: (Date | undefined)[] = [];
  const state = { held: from };
  const opened = await openJournal(folder, {
    from,
    stored(batch, position, received) {
      rows.push(...batch);
      times.push(...batch.map(() => received));
      positions.push(...batch.map((_, i) => position + i));
      return state.held;
    },
  });
  return { ...opened, rows: [...rows], all: rows, positions, times, state };
}

test('rows come back in order after every opening', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-journal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  let expected: Row[] = [];
  for (let run = 0; run < 3; run++) {
    const { journal, rows, torn } = await reopen(folder);
    assert.deepEqual(rows, expected);
    assert.equal(torn, 0);
    const batches = Array.from({ length: 20 }, (_, batch) =>
      Array.from({ length: 200 }, (_, row) => ({ run, batch, row, text: 'ü\n"\u2028' })),
    );
    await Promise.all(batches.map((batch) => journal.append(batch, time)));
    await journal.close();
    expected = [...expected, ...batches.flat()];
  }
});

test('wherever a kill cuts the last file, whole rows before the cut are kept and the journal goes on', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-journal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const whole =
    timeLine +
    Array.from({ length: 30 }, (_, row) => `${JSON.stringify({ row, text: 'é'.repeat(row % 7) })}\n`).join(
      '',
    );
  const bytes = Buffer.from(whole);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (cut) => {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      writeFileSync(join(folder, '000000000000.ndjson'), bytes);
      truncateSync(join(folder, '000000000000.ndjson'), cut);
      const lines = bytes.subarray(0, cut).toString('latin1').split('\n').length - 1;
      const complete = Math.max(0, lines - 1);
      const first = await reopen(folder);
      assert.equal(first.rows.length, complete);
      await first.journal.append([{ row: 'next' }], time);
      await first.journal.close();
      const second = await reopen(folder);
      await second.journal.close();
      assert.deepEqual(
        second.rows.map(({ row }) => row),
        [...Array.from({ length: complete }, (_, row) => row), 'next'],
      );
    }),
    { numRuns: 60 },
  );
});

test('a damaged line in the middle is passed over and counted', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-journal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, '000000000000.ndjson');
  writeFileSync(file, '{"row":1}\n{"row":\n');
  appendFileSync(file, '{"row":3}\n');
  const { journal, rows, torn } = await reopen(folder);
  await journal.close();
  assert.deepEqual(rows, [{ row: 1 }, { row: 3 }]);
  assert.equal(torn, 1);
});

test('what is acknowledged is in the file already', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-journal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { journal } = await reopen(folder);
  await journal.append([{ row: 1 }], time);
  const [name] = readdirSync(folder);
  assert.equal(readFileSync(join(folder, name!), 'utf8'), `${timeLine}{"row":1}\n`);
  await journal.close();
});

test('a disk that fails rejects the rows, and later ones are stored again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-journal-'));
  const { journal } = await reopen(folder);
  rmSync(folder, { recursive: true });
  await assert.rejects(journal.append([{ row: 1 }], time), { code: 'ENOENT' });
  const { mkdirSync } = await import('node:fs');
  mkdirSync(folder);
  t.after(() => rmSync(folder, { recursive: true }));
  await journal.append([{ row: 2 }], time);
  await journal.close();
  const again = await reopen(folder);
  await again.journal.close();
  assert.deepEqual(again.rows, [{ row: 2 }]);
});

test('rows that another place holds are passed over, and files that hold no others are removed', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-journal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => ({ row: from + i }));
  const first = await reopen(folder);
  await first.journal.append(rows(0, 10), time);
  first.state.held = 8;
  await first.journal.append(rows(10, 12), time);
  assert.deepEqual(readdirSync(folder), ['000000000000.ndjson']);
  await first.journal.append(rows(12, 15), time);
  first.state.held = 12;
  await first.journal.append(rows(15, 20), time);
  assert.deepEqual(
    first.positions,
    rows(0, 20).map(({ row }) => row),
  );
  await first.journal.close();
  assert.deepEqual(readdirSync(folder), ['000000000012.ndjson']);

  const second = await reopen(folder, 14);
  assert.deepEqual(second.rows, rows(14, 20));
  assert.deepEqual(
    second.positions,
    rows(14, 20).map(({ row }) => row),
  );
  second.state.held = 22;
  await second.journal.append(rows(20, 22), time);
  await second.journal.close();
  assert.deepEqual(readdirSync(folder), []);

  // With nothing left to read, the numbers go on.
  const third = await reopen(folder, 22);
  await third.journal.append(rows(22, 23), time);
  await third.journal.close();
  assert.deepEqual([third.rows, third.positions, readdirSync(folder)], [[], [22], ['000000000022.ndjson']]);
});

test('lines of a write that failed in the middle are not among the rows behind them', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-journal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '000000000000.ndjson'), '{"row":0}\n{"row":"refused"}\n');
  writeFileSync(join(folder, '000000000001.ndjson'), '{"row":1}\n');
  const { journal, rows, positions } = await reopen(folder);
  await journal.close();
  assert.deepEqual(
    [rows, positions],
    [
      [{ row: 0 }, { row: 1 }],
      [0, 1],
    ],
  );
});

test('rows come back with the time of their receipt; a file of before has none', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-journal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '000000000000.ndjson'), '{"row":0}\n');
  const later = new Date(time.getTime() + 1);
  const first = await reopen(folder);
  await first.journal.append([{ row: 1 }, { row: 2 }], time);
  await Promise.all([
    first.journal.append([{ row: 3 }], time),
    first.journal.append([{ row: 4 }], later),
    first.journal.append([{ row: 5 }], time),
  ]);
  await first.journal.close();
  const wanted = [undefined, time, time, time, later, time];
  assert.deepEqual(first.times, wanted);
  const second = await reopen(folder);
  await second.journal.close();
  assert.deepEqual([second.times, second.positions], [wanted, [0, 1, 2, 3, 4, 5]]);
  // The time of rows that another place holds is that of the ones behind them.
  const third = await reopen(folder, 3);
  await third.journal.close();
  assert.deepEqual([third.times, third.positions], [wanted.slice(3), [3, 4, 5]]);
});
