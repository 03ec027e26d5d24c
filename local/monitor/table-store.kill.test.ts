import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createDatabase } from '../../kql-engine/index.ts';
import { openTableStore } from './table-store.ts';

const writer = fileURLToPath(new URL('./test-writer.ts', import.meta.url));
const kills = 8;

test(`${kills} kills of a process that stores rows: every acknowledged row is there, once, with its time`, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-store-'));
  t.after(() => rmSync(folder, { recursive: true }));
  let acknowledged = 0;
  for (let i = 0; i < kills; i++) {
    const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    while (!output.includes('\n')) {
      assert.equal(child.exitCode, null);
      await sleep(5);
    }
    await sleep(20 + i * 23);
    child.kill('SIGKILL');
    await exit;
    const whole = output.slice(0, output.lastIndexOf('\n')).split('\n').map(Number);
    assert.ok(whole[0]! >= acknowledged, `${whole[0]} of ${acknowledged} rows`);
    acknowledged = whole.at(-1)!;
  }
  const table = { name: 'A', columns: [{ name: 'n', type: 'long' as const }] };
  const storage = { directory: folder, segmentRows: 100 };
  const database = createDatabase({ tables: [table], now: () => new Date(0), storage });
  const store = await openTableStore(folder, [table], database, () => undefined);
  await store.close();
  const numbers = [...database.rows('A')].map(({ n }) => n);
  t.diagnostic(`${numbers.length} rows, ${readdirSync(join(folder, 'A')).length} files`);
  assert.ok(numbers.length >= acknowledged);
  assert.ok(database.durableEnd('A') > 0);
  assert.deepEqual(
    numbers,
    numbers.map((_, i) => i),
  );
  // A batch has up to seven rows; its time tells the number of its first one.
  const { rows } = database.query(
    'A | project n, start = (ingestion_time() - datetime(2026-01-01)) / 1ms | where start > n or start < n - 6 or isnull(start)',
  );
  assert.deepEqual(rows, []);
});
