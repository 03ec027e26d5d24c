import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestBed } from '../src/agent/agent-test-bed.ts';

let bed: Awaited<ReturnType<typeof startTestBed>>;
let identity: Server;
let root: string;
let environment: NodeJS.ProcessEnv;
let servers = 0;

before(async () => {
  bed = await startTestBed();
  root = await mkdtemp(join(tmpdir(), 'mailflow-agent-cli-'));
  const authority = join(root, 'ca.pem');
  await writeFile(authority, bed.azurite.certificate);
  // The managed identity endpoint of App Service, as @azure/identity asks it.
  identity = createServer(async (_request, response) => {
    const token = await bed.azurite.credential.getToken('https://storage.azure.com/.default');
    const expires_on = String(Math.floor(token!.expiresOnTimestamp / 1000));
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ access_token: token!.token, expires_on, resource: 'r', token_type: 'Bearer' }),
    );
  }).listen(0, '127.0.0.1');
  await once(identity, 'listening');
  environment = {
    ...process.env,
    NODE_EXTRA_CA_CERTS: authority,
    IDENTITY_ENDPOINT: `http://127.0.0.1:${(identity.address() as AddressInfo).port}/token`,
    IDENTITY_HEADER: 'secret',
  };
});
after(async () => {
  identity.close();
  await bed.stop();
  await rm(root, { recursive: true, force: true });
});

/** A log folder, and a configuration file for it. */
async function setUp(changes: object = {}) {
  const computer = `CLI${++servers}`;
  const folder = join(root, computer);
  await mkdir(folder);
  const config = join(root, `${computer}.json`);
  await writeFile(
    config,
    JSON.stringify({
      computer,
      folders: [folder],
      blobServiceUri: bed.azurite.blobServiceUri,
      queueServiceUri: bed.azurite.queueServiceUri,
      credential: { type: 'managedIdentity' },
      pollSeconds: 0.1,
      ...changes,
    }),
  );
  const content = async (name: string): Promise<string> =>
    (await bed.containerClient.getBlobClient(`${computer}/MSGTRK/${name}`).downloadToBuffer()).toString();
  return { folder, config, content };
}

const program = `
  import { agentCommand } from ${JSON.stringify(new URL('./agent.ts', import.meta.url).href)};
  import { printError } from ${JSON.stringify(new URL('./print-error.ts', import.meta.url).href)};
  const command = agentCommand().exitOverride();
  await command.parseAsync(process.argv.slice(1), { from: 'user' }).catch((error) => {
    if (error.exitCode === undefined) printError(error);
    process.exitCode = error.exitCode === undefined ? 1 : error.exitCode === 0 ? 0 : 2;
  });`;

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '--eval', program, '--', ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = start(...args);
  const output = { stdout: '', stderr: '' };
  child.stdout!.setEncoding('utf8').on('data', (text) => (output.stdout += text));
  child.stderr!.setEncoding('utf8').on('data', (text) => (output.stderr += text));
  const [code] = await once(child, 'close');
  return { code, ...output };
}

const name = 'MSGTRK2026112101-1.LOG';

test('--once ships what is there; --json prints what was done', async () => {
  const { folder, config, content } = await setUp();
  await writeFile(join(folder, name), 'a\r\nhalf');
  const { code, stdout, stderr } = await run('--config', config, '--once', '--json');
  assert.equal(code, 0, stderr);
  const { files, bytes, blocks, heldBytes, problems } = JSON.parse(stdout);
  assert.deepEqual(
    { files, bytes, blocks, heldBytes, problems },
    { files: 1, bytes: 3, blocks: 1, heldBytes: 4, problems: [] },
  );
  assert.equal(await content(name), 'a\r\n');
  assert.match(stderr, /^\d{4}-\d\d-\d\dT\S+Z .*MSGTRK2026112101-1\.LOG goes to /m);
});

test('--check tries everything, leaves nothing behind, and fails with advice', async () => {
  const { folder, config } = await setUp();
  await writeFile(join(folder, name), 'a\r\n');
  const good = await run('--config', config, '--check');
  assert.equal(good.code, 0, good.stdout + good.stderr);
  assert.equal(good.stdout.match(/^ok /gm)?.length, 5);
  const left = bed.containerClient.listBlobsFlat({ prefix: `CLI${servers}/` });
  assert.equal((await left.next()).done, true);

  const other = await setUp({
    blobServiceUri: `${bed.azurite.blobServiceUri.replace(/devstore.*/, '')}nobody`,
  });
  const bad = await run('--config', other.config, '--check', '--json');
  assert.equal(bad.code, 1);
  const results = JSON.parse(bad.stdout) as { check: string; ok: boolean; message: string }[];
  assert.match(results[0]!.message, /no message tracking file/);
  assert.deepEqual(
    results.map(({ ok }) => ok),
    [false, false, false, false, true],
  );
  assert.match(bad.stderr, /4 of 5 checks failed/);
});

test('wrong usage ends with 2, a wrong configuration with 1 and all its problems', async () => {
  assert.equal((await run()).code, 2);
  const { config } = await setUp({ foldres: [] });
  assert.equal((await run('--config', config, '--once', '--check')).code, 2);
  const wrong = await run('--config', config);
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /foldres: there is no such setting; did you mean folders\?/);
  const help = await run('--help');
  assert.equal(help.code, 0);
  assert.match(help.stdout, /Example of a configuration file/);
});

test('SIGTERM ends it cleanly', async () => {
  const { folder, config } = await setUp();
  await writeFile(join(folder, name), 'a\r\n');
  const child = start('--config', config);
  let stderr = '';
  for await (const text of child.stderr!.setEncoding('utf8')) {
    stderr += text;
    if (!child.killed && stderr.includes('goes to')) child.kill('SIGTERM');
  }
  if (child.exitCode === null) await once(child, 'exit');
  assert.equal(child.exitCode, 0);
  assert.match(stderr, /The agent has stopped/);
});

test('kill -9 at random moments loses and doubles nothing', { timeout: 60_000 }, async () => {
  const { folder, config, content } = await setUp({ bandwidthLimit: 400_000 });
  let seed = 7;
  const random = (): number => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const written = new Map<string, string>();
  let lines = 0;
  for (let kill = 0; kill < 12; kill++) {
    const file = `MSGTRK2026112101-${1 + Math.floor(kill / 4)}.LOG`;
    const child = start('--config', config);
    const ended = once(child, 'close');
    await once(child.stderr!, 'data');
    const until = Date.now() + random() * 250;
    while (Date.now() < until) {
      // Odd sizes, so that lines are half-written at most moments.
      const text = Array.from({ length: 40 }, () => `line ${++lines} ${'x'.repeat(random() * 200)}\r\n`).join(
        '',
      );
      const cut = Math.floor(random() * text.length);
      for (const part of [text.slice(0, cut), text.slice(cut)]) {
        await appendFile(join(folder, file), part);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      written.set(file, (written.get(file) ?? '') + text);
    }
    child.kill('SIGKILL');
    await ended;
  }
  assert.equal((await run('--config', config, '--once')).code, 0);
  assert.ok(written.size > 0);
  for (const [file, text] of written) assert.ok((await content(file)) === text, `${file} is an exact copy`);
  const blobs = bed.containerClient.listBlobsFlat({ prefix: `CLI${servers}/` });
  for await (const blob of blobs) assert.doesNotMatch(blob.name, /~/);
});
