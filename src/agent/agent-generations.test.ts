import assert from 'node:assert/strict';
import { rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Gate, logHeader as header, logLine as line, startTestBed } from './agent-test-bed.ts';

let bed: Awaited<ReturnType<typeof startTestBed>>;
before(async () => {
  bed = await startTestBed();
});
after(() => bed.stop());

const first = 'MSGTRK2026112101-1.LOG';
const blob = (name: string) => `MSGTRK/${name}`;

test('a replaced file of the same name goes to a new generation, also across restarts', async () => {
  const server = await bed.server();
  const agent = server.agent();
  await server.write(first, header(1) + line('a'));
  await agent.runOnce();
  await rm(join(server.folder, first));
  await server.write(first, header(2) + line('b').repeat(50));
  await agent.runOnce();
  await server.append(first, line('c'));
  await server.agent().runOnce();
  await server.write(first, header(3) + line('d').repeat(100));
  await server.agent().runOnce();
  assert.deepEqual(await server.blobs(), {
    [blob(first)]: header(1) + line('a'),
    [`${blob(first)}~2`]: header(2) + line('b').repeat(50) + line('c'),
    [`${blob(first)}~3`]: header(3) + line('d').repeat(100),
  });
  assert.ok(server.lines.some((text) => text.includes('was replaced')));
});

test('a replaced file of the very same size is noticed after a restart', async () => {
  const server = await bed.server();
  await server.write(first, header(1) + line('a'));
  await server.agent().runOnce();
  await server.write(first, header(2) + line('a'));
  await server.agent().runOnce();
  assert.deepEqual(await server.blobs(), {
    [blob(first)]: header(1) + line('a'),
    [`${blob(first)}~2`]: header(2) + line('a'),
  });
});

test('a file written anew with the same beginning is told by what stands before the end', async () => {
  const server = await bed.server();
  const start = `${header(1).padEnd(2000, '#')}\r\n`;
  await server.write(first, start + line('a').repeat(20));
  await server.agent().runOnce();
  await server.write(first, start + line('b').repeat(40));
  await server.agent().runOnce();
  assert.deepEqual(await server.blobs(), {
    [blob(first)]: start + line('a').repeat(20),
    [`${blob(first)}~2`]: start + line('b').repeat(40),
  });
});

test('a truncated file waits while it repeats what was shipped, and is a new one when it differs', async () => {
  const server = await bed.server();
  const agent = server.agent();
  const whole = header(1) + line('a').repeat(50);
  await server.write(first, whole);
  await agent.runOnce();
  await truncate(join(server.folder, first), header(1).length);
  const { problems } = await agent.runOnce();
  assert.match(problems.join(), /is shorter than what was shipped/);
  await server.write(first, whole + line('b'));
  assert.deepEqual((await agent.runOnce()).problems, []);
  assert.deepEqual(await server.blobs(), { [blob(first)]: whole + line('b') });

  await truncate(join(server.folder, first), 0);
  await agent.runOnce();
  await server.append(first, header(2));
  await agent.runOnce();
  assert.deepEqual(await server.blobs(), {
    [blob(first)]: whole + line('b'),
    [`${blob(first)}~2`]: header(2),
  });
});

test('a file that comes back goes on in the generation it began', async () => {
  const server = await bed.server();
  const [one, two] = [header(1) + line('a').repeat(30), header(2) + line('b').repeat(60)];
  for (const content of [one, two, one + line('c'), two + line('d')]) {
    await server.write(first, content);
    await server.agent().runOnce();
  }
  assert.deepEqual(await server.blobs(), {
    [blob(first)]: one + line('c'),
    [`${blob(first)}~2`]: two + line('d'),
  });
});

test('two agents at once ship every byte once', async () => {
  const server = await bed.server();
  const agents = [server.agent({ bandwidthLimit: 65_536 }), server.agent({ bandwidthLimit: 65_536 })];
  let content = header(1);
  for (let turn = 0; turn < 5; turn++) {
    content += line(`${turn}`).repeat(3000);
    await server.write(first, content);
    await Promise.all(agents.map((agent) => agent.runOnce()));
    assert.ok((await server.blobs())[blob(first)] === content);
  }
});

test('an agent that makes a blob too late leaves what another one has shipped', async () => {
  const server = await bed.server();
  await server.write(first, line('a'));
  let late = false;
  const gate: Gate = async (what, work) => {
    if (!late && what.startsWith('PUT') && !what.includes('comp=')) {
      late = true;
      await server.agent().runOnce();
    }
    return work();
  };
  assert.equal((await server.agent({}, gate).runOnce()).blocks, 0);
  assert.ok(late);
  assert.deepEqual(await server.blobs(), { [blob(first)]: line('a') });
});

test('an answer that is lost behind a stored block doubles nothing', async () => {
  const server = await bed.server();
  await server.write(first, line('a'));
  let lost = false;
  const agent = server.agent({}, async (what, work) => {
    const answer = await work();
    if (lost || !what.includes('appendblock')) return answer;
    lost = true;
    throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
  });
  await assert.rejects(agent.runOnce(), { code: 'agent-storage' });
  await server.append(first, line('b'));
  await agent.runOnce();
  assert.deepEqual(await server.blobs(), { [blob(first)]: line('a') + line('b') });
});

test('a blob deleted while the agent runs is made again', async () => {
  const server = await bed.server();
  const agent = server.agent();
  await server.write(first, line('a'));
  await agent.runOnce();
  await bed.containerClient.deleteBlob(`${server.computer}/MSGTRK/${first}`);
  await server.append(first, line('b'));
  await agent.runOnce();
  assert.deepEqual(await server.blobs(), { [blob(first)]: line('a') + line('b') });
});

test('a blob uploaded whole by hand is a bookmark; what comes later goes to a new one', async () => {
  const server = await bed.server();
  const block = bed.containerClient.getBlockBlobClient(`${server.computer}/MSGTRK/${first}`);
  await block.uploadData(Buffer.from(line('a')));
  await server.write(first, line('a'));
  assert.equal((await server.agent().runOnce()).blocks, 0);
  await server.append(first, line('b'));
  await server.agent().runOnce();
  assert.equal((await server.blobs())[`${blob(first)}~2`], line('a') + line('b'));
});
