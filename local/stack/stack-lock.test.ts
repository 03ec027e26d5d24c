import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockStack } from './stack-lock.ts';

test('a data folder is refused while its stack runs, and free once it has ended', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-lock-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'stack.json');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  // The parent of this process lives, and the port answers: that is a running stack.
  writeFileSync(file, JSON.stringify({ pid: process.ppid, port, children: [] }));
  await assert.rejects(lockStack(file, 4280), {
    code: 'stack-running',
    advice: new RegExp(`127\\.0\\.0\\.1:${port}`),
  });

  // It began just now and does not answer yet.
  await new Promise((resolve) => server.close(resolve));
  writeFileSync(file, JSON.stringify({ pid: process.ppid, port, since: Date.now(), children: [] }));
  await assert.rejects(lockStack(file, 4280), { code: 'stack-running' });

  // Its process id lives, but nothing answers: another program has got the number.
  writeFileSync(file, JSON.stringify({ pid: process.ppid, port, since: Date.now() - 60_000, children: [] }));
  const lock = await lockStack(file, 4280);
  lock.release();
  assert.equal(existsSync(file), false);
});

test('a lock file cut off by a kill holds nobody up', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-lock-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'stack.json');
  writeFileSync(file, '{"pid":12');
  (await lockStack(file, 4280)).release();
});
