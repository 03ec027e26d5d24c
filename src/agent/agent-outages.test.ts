import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Gate, logLine as line, startTestBed } from './agent-test-bed.ts';

let bed: Awaited<ReturnType<typeof startTestBed>>;
before(async () => {
  bed = await startTestBed();
});
after(() => bed.stop());

const file = 'MSGTRK2026112101-1.LOG';
const blob = `MSGTRK/${file}`;

test('a storage account out of reach: one error with advice, and nothing is lost', async () => {
  const server = await bed.server();
  await server.write(file, line('a'));
  let down = true;
  const agent = server.agent({}, (what, work) =>
    down && what.includes('://')
      ? Promise.reject(Object.assign(new Error('no route'), { code: 'ENETUNREACH' }))
      : work(),
  );
  await assert.rejects(agent.runOnce(), { code: 'agent-storage', advice: /proxy|network/ });
  down = false;
  assert.equal((await agent.runOnce()).blocks, 1);
});

test('a queue out of reach holds up nothing', async () => {
  const server = await bed.server();
  await server.write(file, line('a'));
  const agent = server.agent({}, (what, work) =>
    what.includes('forward-blob') ? Promise.reject(new Error('no')) : work(),
  );
  assert.match((await agent.runOnce()).problems.join(), /No nudge could be sent/);
  assert.deepEqual(await server.blobs(), { [blob]: line('a') });
});

test('run() ships what is written until it is stopped, through an outage', { timeout: 60_000 }, async () => {
  const server = await bed.server();
  const stop = new AbortController();
  let calls = 0;
  const gate: Gate = (what, work) => {
    const down = what.includes('appendblock') && ++calls < 4;
    return down ? Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' })) : work();
  };
  await server.write(file, line('a'));
  const running = server.agent({}, gate).run(stop.signal);
  while ((await server.blobs())[blob] !== line('a')) await sleep(10);
  await server.append(file, line('b'));
  while ((await server.blobs())[blob] !== line('a') + line('b')) await sleep(10);
  stop.abort();
  await running;
  assert.equal(server.lines.filter((text) => text.includes('cannot be reached')).length, 1);
  assert.ok(server.lines.some((text) => text.includes('takes data again')));
  assert.match(server.lines.at(-1)!, /has stopped: \d+ bytes shipped in 2 blocks/);
});
