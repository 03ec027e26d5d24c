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
import { MessageTrackingWriter } from './message-tracking-writer.ts';
import { RunningStack } from './running-stack.ts';

const kills = 50;
const seed = 20261121;

test(`${kills} kills at random moments lose no line`, { timeout: 900_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-kill-'));
  const logs = join(folder, 'MessageTracking');
  const writer = new MessageTrackingWriter(logs, 2000);
  writer.append(50);
  const stack = await RunningStack.tailing(logs, folder);
  const chance = randomFrom(seed);
  const writing = setInterval(() => writer.append(Math.floor(chance() * 40), chance() < 0.3), 50);
  try {
    await stack.start();
    const killed: Record<string, number> = {};
    for (let i = 0; i < kills; i++) {
      await sleep(chance() * 1200);
      const victim = chance();
      if (victim < 0.4) await killed_('functions', () => stack.killChild('functions'));
      else if (victim < 0.8) await killed_('agent', () => stack.killChild('agent'));
      else {
        await killed_('stack', async () => {
          await stack.kill();
          return true;
        });
        await stack.start();
      }
      async function killed_(name: string, kill: () => Promise<boolean>): Promise<void> {
        // A child that is still starting again cannot be killed: wait for it, so that each kill is one.
        await stack.until(kill, 30_000);
        killed[name] = (killed[name] ?? 0) + 1;
      }
    }
    t.diagnostic(`killed ${JSON.stringify(killed)}`);
    assert.ok(killed.functions > 5 && killed.agent > 5 && killed.stack > 5);
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

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
