import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  type Gate,
  logHeader as header,
  logLine as line,
  startTestBed,
  type TestServer,
} from './agent-test-bed.ts';
import { logContainer } from './log-blob-name.ts';

let bed: Awaited<ReturnType<typeof startTestBed>>;
before(async () => {
  bed = await startTestBed();
});
after(() => bed.stop());

const first = 'MSGTRK2026112101-1.LOG';
const second = 'MSGTRK2026112102-1.LOG';
const blob = (name: string) => `MSGTRK/${name}`;
const age = (server: TestServer, name: string, seconds: number) =>
  utimes(join(server.folder, name), server.now / 1000, server.now / 1000 - seconds);

test('whole lines go to one blob a file; a half-written line waits', async () => {
  const server = await bed.server();
  await server.write(first, `${header(1)}${line('a')}2026-`);
  await server.write('MSGTRKMD2026112101-1.log', line('d'));
  await server.write('RECV2026112101-1.LOG', line('other'));
  const agent = server.agent();
  const summary = await agent.runOnce();
  assert.deepEqual(await server.blobs(), {
    [blob(first)]: header(1) + line('a'),
    'MSGTRKMD/MSGTRKMD2026112101-1.LOG': line('d'),
  });
  assert.equal(summary.files, 2);
  assert.equal(summary.blocks, 2);
  assert.equal(summary.heldBytes, 5);
  assert.deepEqual(summary.problems, []);
  assert.deepEqual((await server.nudges()).sort(), [
    `/blobServices/default/containers/${logContainer}/blobs/${server.computer}/MSGTRK/${first}`,
    `/blobServices/default/containers/${logContainer}/blobs/${server.computer}/MSGTRKMD/MSGTRKMD2026112101-1.LOG`,
  ]);

  await server.append(first, '11-21,b\r\n');
  assert.equal((await agent.runOnce()).blocks, 1);
  assert.equal((await server.blobs())[blob(first)], `${header(1)}${line('a')}2026-11-21,b\r\n`);
  assert.equal((await agent.runOnce()).blocks, 0, 'nothing new');
});

test('the metadata holds the path and a fingerprint', async () => {
  const server = await bed.server();
  await server.write(first, header(1));
  await server.agent().runOnce();
  const client = bed.containerClient.getBlobClient(`${server.computer}/MSGTRK/${first}`);
  const { metadata } = await client.getProperties();
  assert.equal(decodeURIComponent(metadata!.filepath!), join(server.folder, first));
  assert.match(metadata!.fingerprint!, new RegExp(`^${header(1).length}-[0-9a-f]{64}$`));
});

test('a restart goes on where the blob ends', async () => {
  const server = await bed.server();
  const expected = [header(1)];
  for (let run = 0; run < 5; run++) {
    expected.push(line(`run ${run} ${'x'.repeat(300)}`));
    await server.write(first, expected.join(''));
    await server.agent().runOnce();
    assert.equal((await server.blobs())[blob(first)], expected.join(''));
  }
  assert.equal((await server.agent().runOnce()).blocks, 0);
});

test('after a long outage all files go, oldest first, and the newest is not starved', async () => {
  const server = await bed.server();
  const order: string[] = [];
  const gate: Gate = (what, work) => {
    const name = /comp=appendblock/.test(what) ? /MSGTRK\d+-\d+\.LOG/.exec(what)?.[0] : undefined;
    if (name !== undefined) order.push(name);
    return work();
  };
  const names = Array.from(
    { length: 12 },
    (_, hour) => `MSGTRK20261120${String(hour).padStart(2, '0')}-1.LOG`,
  );
  for (const name of names.slice(0, -1)) await server.write(name, line(name).repeat(3000));
  await server.write(names.at(-1)!, line('new'));
  const agent = server.agent({ bandwidthLimit: 65_536 }, gate);
  await agent.runOnce();
  const shipped = await server.blobs();
  for (const name of names.slice(0, -1)) assert.equal(shipped[blob(name)], line(name).repeat(3000), name);
  assert.equal(order[0], names.at(-1), 'the newest first');
  assert.deepEqual(order.slice(1), order.slice(1).toSorted());
  assert.ok(order.length > 2 * names.length, 'several blocks a file');
  await server.append(names[0]!, line('late'));
  assert.equal(
    (await server.agent().runOnce()).blocks,
    1,
    'after a restart, with all blobs found by one listing',
  );
  assert.equal((await server.blobs())[blob(names[0]!)], line(names[0]!).repeat(3000) + line('late'));
});

test('the newest file gets its turn between the blocks of a backlog', async () => {
  const server = await bed.server();
  const order: string[] = [];
  let written = 1;
  const gate: Gate = async (what, work) => {
    if (/comp=appendblock/.test(what)) {
      order.push(what.includes(second) ? 'new' : 'old');
      if (written++ < 4) await server.append(second, line('more'));
    }
    return work();
  };
  await server.write(first, line('x'.repeat(1000)).repeat(400));
  await server.write(second, line('new'));
  await server.agent({ bandwidthLimit: 65_536 }, gate).runOnce();
  assert.equal(order.slice(0, 6).filter((kind) => kind === 'new').length, 3, order.join());
});

test('folders: not there at start, deleted, back again; said once each', async () => {
  const server = await bed.server();
  const away = `${server.folder}-away`;
  await rm(server.folder, { recursive: true });
  const agent = server.agent();
  assert.match((await agent.runOnce()).problems.join(), /there is no such file or folder/);
  await agent.runOnce();
  await mkdir(server.folder);
  await server.write(first, line('a'));
  assert.deepEqual((await agent.runOnce()).problems, []);
  await rename(server.folder, away);
  await agent.runOnce();
  await rename(away, server.folder);
  await server.append(first, line('b'));
  await agent.runOnce();
  assert.deepEqual(await server.blobs(), { [blob(first)]: line('a') + line('b') });
  assert.deepEqual(
    server.lines
      .filter((text) => text.includes('folder'))
      .map((text) => /no such|can be read again/.exec(text)?.[0]),
    ['no such', 'can be read again', 'no such', 'can be read again'],
  );
});

test('a locked file is tried again, said once, and holds up no other', async () => {
  const server = await bed.server();
  await server.write(first, line('a'));
  await server.write(second, line('b'));
  let code: string | undefined = 'EBUSY';
  const gate: Gate = (what, work) => {
    if (code !== undefined && what.startsWith('open') && what.endsWith(first)) {
      return Promise.reject(Object.assign(new Error('locked'), { code }));
    }
    return work();
  };
  const agent = server.agent({}, gate);
  await agent.runOnce();
  const { problems } = await agent.runOnce();
  assert.equal(problems.length, 1);
  assert.equal(server.lines.filter((text) => text.includes('locked')).length, 1);
  for (code of ['EPERM', 'EACCES']) await agent.runOnce();
  assert.deepEqual(await server.blobs(), { [blob(second)]: line('b') });
  code = undefined;
  assert.deepEqual((await agent.runOnce()).problems, []);
  assert.equal((await server.blobs())[blob(first)], line('a'));
});

test('the unfinished last line of an older file goes once it is quiet; zeros behind it never', async () => {
  const server = await bed.server();
  await server.write(first, `${line('a')}cut off\0\0\0\0`);
  await server.write(second, `${line('b')}growing`);
  const agent = server.agent();
  await agent.runOnce();
  assert.equal((await server.blobs())[blob(first)], line('a'), 'it is not quiet yet');
  server.now += 61_000;
  const { heldBytes } = await agent.runOnce();
  assert.deepEqual(await server.blobs(), { [blob(first)]: `${line('a')}cut off`, [blob(second)]: line('b') });
  assert.equal(heldBytes, 'growing'.length);
});

test('a file quiet for long is finished at first sight', async () => {
  const server = await bed.server();
  await server.write(first, 'cut off');
  await server.write(second, line('b'));
  await age(server, first, 3600);
  await server.agent().runOnce();
  assert.equal((await server.blobs())[blob(first)], 'cut off');
});

test('UTF-16 files and byte order marks go byte for byte, in whole lines', async () => {
  const server = await bed.server();
  const utf16 = Buffer.from('\uFEFFä,ö\r\nhalf', 'utf16le');
  const swapped = Buffer.from(utf16).swap16();
  await server.write(first, utf16);
  await server.write('MSGTRKMD2026112101-1.LOG', swapped);
  await server.write('MSGTRKMS2026112101-1.LOG', '\uFEFFa\r\nhalf');
  await server.agent().runOnce();
  const shipped = await server.blobs();
  assert.equal(shipped[blob(first)], utf16.subarray(0, 12).toString('latin1'));
  assert.equal(shipped['MSGTRKMD/MSGTRKMD2026112101-1.LOG'], swapped.subarray(0, 12).toString('latin1'));
  assert.equal(shipped['MSGTRKMS/MSGTRKMS2026112101-1.LOG'], Buffer.from('\uFEFFa\r\n').toString('latin1'));
});

test('a file of many blocks, with a line longer than a block, arrives exactly', async () => {
  const server = await bed.server();
  const long = `${randomBytes(3_000_000).toString('hex')}\r\n`;
  const content = line('a').repeat(50_000) + long + line('b').repeat(10);
  await server.write(first, content);
  const summary = await server.agent().runOnce();
  assert.equal(summary.bytes, content.length);
  assert.ok((await server.blobs())[blob(first)] === content);
  const small = await bed.server();
  await small.write(first, `${'x'.repeat(200_000)}\r\n${line('a')}`);
  await small.agent({ bandwidthLimit: 1024 }).runOnce();
  assert.equal((await small.blobs())[blob(first)]?.length, 200_002 + line('a').length);
});

test('names that differ by case only: one blob, the other file is named as trouble', async () => {
  const server = await bed.server();
  await server.write('msgtrk2026112101-1.log', line('a'));
  await server.agent().runOnce();
  assert.deepEqual(await server.blobs(), { [blob(first)]: line('a') });
  await server.write(first, line('b'));
  assert.match(
    (await server.agent().runOnce()).problems.join(),
    /another folder has a file of that name|differ/,
  );
});

test('files are left out by age only when asked for', async () => {
  const server = await bed.server();
  await server.write(first, line('a'));
  await age(server, first, 40 * 86_400);
  await server.write(second, line('b'));
  await server.agent({ ignoreOlderThanDays: 30 }).runOnce();
  assert.deepEqual(Object.keys(await server.blobs()), [blob(second)]);
  assert.ok(server.lines.some((text) => text.includes('ignoreOlderThanDays')));
  await server.agent().runOnce();
  assert.equal(Object.keys(await server.blobs()).length, 2);
});

test('a file deleted before it was shipped is named with what is lost', async () => {
  const server = await bed.server();
  await server.write(first, `${line('a')}half`);
  const agent = server.agent();
  await agent.runOnce();
  await rm(join(server.folder, first));
  await agent.runOnce();
  assert.ok(server.lines.some((text) => /deleted before it was shipped whole: 4 bytes/.test(text)));
});

test('a file that is not a log, but named as one, is named as trouble', async () => {
  const server = await bed.server();
  await mkdir(join(server.folder, first));
  await writeFile(join(server.folder, second), line('b'));
  assert.match((await server.agent().runOnce()).problems.join(), /this is a folder, not a file/);
  assert.deepEqual(await server.blobs(), { [blob(second)]: line('b') });
});
