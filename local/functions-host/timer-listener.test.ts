import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RegisteredFunction } from './core-api.ts';
import type { Invoker } from './invoke.ts';
import { timerListener } from './timer-listener.ts';
import { type TimerStatuses, timerStatusFile } from './timer-status.ts';

const now = () => new Date('2026-03-01T10:00:30Z');
const timer = (schedule: string, more: object = {}): RegisteredFunction => ({
  metadata: {
    name: 'tick',
    bindings: { timer: { type: 'timerTrigger', direction: 'in', schedule, ...more } },
  },
  callback: () => undefined,
});

/** Starts a timer with what an earlier host remembered, and tells which runs begin at once. */
async function runsAtStart(
  target: RegisteredFunction,
  statuses: TimerStatuses,
): Promise<{ IsPastDue: boolean }[]> {
  const runs: { IsPastDue: boolean }[] = [];
  const invoker: Invoker = {
    async invoke(_target, _reason, { inputData }) {
      runs.push(JSON.parse(inputData[0]!.data.json!));
      return {};
    },
    idle: async () => undefined,
  };
  const listener = timerListener([target], invoker, statuses, () => undefined, now);
  await new Promise((resolve) => setImmediate(resolve));
  await listener.stop();
  return runs;
}

test('a missed run is made up for at the start, once, and marked as past due', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-timers-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'timers.json');
  writeFileSync(
    file,
    JSON.stringify({ tick: { last: '2026-03-01T09:58:00Z', next: '2026-03-01T09:59:00Z' } }),
  );
  const [run, ...more] = await runsAtStart(timer('0 * * * * *'), timerStatusFile(file));
  assert.equal(run!.IsPastDue, true);
  assert.deepEqual(more, []);
  assert.equal(timerStatusFile(file).get('tick')!.next, '2026-03-01T10:01:00.000Z');
  assert.deepEqual(await runsAtStart(timer('0 * * * * *'), timerStatusFile(file)), []);
});

test('nothing runs at the first start, unless the function asks for it', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-timers-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const statuses = timerStatusFile(join(folder, 'timers.json'));
  assert.deepEqual(await runsAtStart(timer('0 0 3 * * 1-5'), statuses), []);
  assert.equal(statuses.get('tick')!.next, '2026-03-02T03:00:00.000Z');
  const [run] = await runsAtStart(timer('0 * * * * *', { runOnStartup: true }), statuses);
  assert.equal(run!.IsPastDue, false);
});

test('timers of seconds and those without a monitor are not remembered', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-timers-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'timers.json');
  writeFileSync(file, JSON.stringify({ tick: { last: '', next: '2026-03-01T09:59:00Z' } }));
  assert.deepEqual(await runsAtStart(timer('*/10 * * * * *'), timerStatusFile(file)), []);
  assert.deepEqual(await runsAtStart(timer('0 * * * * *', { useMonitor: false }), timerStatusFile(file)), []);
});

test('a schedule that is none, or a setting that is missing, is an error', () => {
  const start = (schedule: string) =>
    timerListener([timer(schedule)], {} as Invoker, timerStatusFile('none'), () => undefined, now);
  assert.throws(() => start('every minute'));
  assert.throws(() => start('* * * * *'));
  assert.throws(() => start('%NO_SUCH_SETTING%'), /NO_SUCH_SETTING/);
});
