/**
 * kill -9 of the Functions process, of the agent and of the whole stack at random moments, while a server goes on
 * writing its log: afterwards every line is in the table.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../local/sample/random.ts';
import { MessageTrackingWriter } from './message-tracking-writer.ts';
import { RunningStack } from './running-stack.ts';

/** How often each is killed. Which one comes when is shuffled: the numbers are the same in every run. */
const kills = { functions: 20, agent: 20, stack: 10 };

test('50 kills at random moments lose no line', { timeout: 900_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-kill-'));
  const logs = join(folder, 'MessageTracking');
  const writer = new MessageTrackingWriter(logs, 2000);
  writer.append(50);
  const stack = await RunningStack.tailing(logs, folder);
  const random = createRandom('kills');
  const all = Object.entries(kills).flatMap(([name, times]) => Array<string>(times).fill(name));
  const victims = random.sample(all, all.length);
  const writing = setInterval(() => writer.append(random.int(0, 39), random.chance(0.3)), 50);
  try {
    await stack.start();
    for (const victim of victims) {
      await sleep(random.int(0, 1200));
      if (victim === 'stack') {
        await stack.kill();
        await stack.start();
      } else {
        // A child that is still starting again cannot be killed: wait for it, so that each kill is one.
        await stack.until(() => stack.killChild(victim), 30_000);
      }
    }
    t.diagnostic(`killed ${JSON.stringify(kills)}`);
    clearInterval(writing);
    writer.append(1);
    const expected = writer.lines;
    const distinct = async () =>
      (await stack.query('MessageTrackingLog_CL | summarize dcount(recordId), count()'))[0] as number[];
    await stack.until(async () => (await distinct())[0] >= expected, 120_000);
    const [records, rows] = await distinct();
    t.diagnostic(`${expected} lines, ${records} records, ${rows} rows`);
    assert.equal(records, expected);
    const [[subjects]] = await stack.query('MessageTrackingLog_CL | distinct messageSubject | count');
    assert.equal(subjects, expected);
  } finally {
    clearInterval(writing);
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
