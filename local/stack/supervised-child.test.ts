import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SupervisedChild, superviseChild } from './supervised-child.ts';

async function until(look: () => boolean): Promise<void> {
  for (let looks = 0; looks < 400 && !look(); looks++) await sleep(25);
  assert.ok(look(), 'it did not happen');
}

function supervise(t: { after(fn: () => unknown): void }, program: string) {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-child-'));
  const entry = join(folder, 'child.mjs');
  writeFileSync(entry, program);
  const deaths: string[] = [];
  const logFile = join(folder, 'child.log');
  const child: SupervisedChild = superviseChild({
    name: 'child',
    entry,
    args: ['an argument'],
    env: { ...process.env, NODE_OPTIONS: '' },
    logFile,
    tellsReady: true,
    onChange: () => undefined,
    onDeath: (how, lines) => deaths.push(`${how}: ${lines.join('|')}`),
  });
  t.after(async () => {
    await child.stop(1000);
    rmSync(folder, { recursive: true });
  });
  child.start();
  return { child, deaths, log: () => readFileSync(logFile, 'utf8') };
}

test('a child that dies is started again, with what it has been told', async (t) => {
  const { child, deaths } = supervise(
    t,
    `process.on('message', (message) => message.type === 'go' && process.send({ type: 'ready' }));
     setInterval(() => undefined, 1000);
     console.log('told ' + process.argv[2]);`,
  );
  child.tell({ type: 'go' });
  await child.ready;
  const first = child.pid!;
  process.kill(first, 'SIGKILL');
  await until(() => child.state.state === 'running' && child.pid !== first);
  assert.deepEqual(deaths, ['signal SIGKILL: told an argument']);
  assert.equal(child.state.restarts, 1);
});

test('stop lets a child finish, and it is not started again', async (t) => {
  const { child, deaths, log } = supervise(
    t,
    `process.send({ type: 'ready' });
     setInterval(() => undefined, 1000);
     process.once('SIGTERM', () => setTimeout(() => { console.log('finished'); process.exit(0); }, 50));`,
  );
  await child.ready;
  await child.stop(5000);
  assert.equal(child.state.state, 'stopped');
  assert.match(log(), /finished/);
  assert.deepEqual(deaths, []);
});

test('a child that does not listen is ended by force', async (t) => {
  const { child } = supervise(
    t,
    `process.send({ type: 'ready' });
     process.on('SIGTERM', () => undefined);
     setInterval(() => undefined, 1000);`,
  );
  await child.ready;
  await child.stop(100);
  assert.equal(child.pid, undefined);
});

test('a child ends when its parent does', async () => {
  const { testChild } = await import('./test-child.ts');
  const parent = await testChild('local/stack/test-parent.ts', [], {});
  const pid = Number(/child (\d+)/.exec(parent.output())![1]);
  process.kill(pid, 0);
  await parent.kill();
  await until(() => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
});
