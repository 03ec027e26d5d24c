/** From an append to a tailed log to the answer of a query: how long 10,000 lines take through the whole local stack. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageTrackingWriter } from '../test/message-tracking-writer.ts';
import { RunningStack } from '../test/running-stack.ts';
import type { BenchRow } from './bench-row.ts';

const lines = 10_000;
const goal = 5;

export async function benchFreshLines(folder: string): Promise<BenchRow[]> {
  const logs = join(folder, 'MessageTracking');
  const writer = new MessageTrackingWriter(logs, 1_000_000);
  writer.append(10);
  const stack = await RunningStack.tailing(logs, folder);
  const count = async () => Number((await stack.query('MessageTrackingLog_CL | count'))[0][0]);
  const started = performance.now();
  await stack.start();
  try {
    await stack.until(async () => (await count()) === writer.lines, 60_000);
    const first = (performance.now() - started) / 1e3;
    await sleep(3000);
    const appended = performance.now();
    writer.append(lines);
    await stack.until(async () => (await count()) === writer.lines, 60_000);
    const seconds = (performance.now() - appended) / 1e3;
    return [
      {
        what: 'start of the stack to first rows queryable',
        measured: `${first.toFixed(1)} s`,
        goal: '≤ 20 s',
        holds: first <= 20,
      },
      {
        what: '10,000 appended lines queryable, through the whole stack',
        measured: `${seconds.toFixed(1)} s`,
        goal: `≤ ${goal} s`,
        holds: seconds <= goal,
      },
    ];
  } finally {
    await stack.stop();
  }
}
