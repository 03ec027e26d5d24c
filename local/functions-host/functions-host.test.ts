import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { QueueClient } from '@azure/storage-queue';
import { localTokens } from '../identity/local-tokens.ts';
import { managedIdentity } from '../identity/managed-identity.ts';
import { childEnvironment } from '../stack/child-environment.ts';
import { secretFile } from '../stack/secret-file.ts';
import type { StackLayout } from '../stack/stack-layout.ts';
import { temporaryLayout } from '../stack/temporary-layout.ts';
import { type TestChild, testChild } from '../stack/test-child.ts';
import { trustCertificate } from '../stack/trust-certificate.ts';

// The whole of it: @azure/functions, @azure/identity and the queue SDK unchanged, Azurite, the host as a
// process of its own.
const here = (name: string) => fileURLToPath(new URL(`./test-app/${name}`, import.meta.url));
const tokens = localTokens('a secret', () => new Date());
const identityServer = createServer((request, response) =>
  managedIdentity(tokens, 'identity header')(request, response, new URL(request.url!, 'http://127.0.0.1')),
);
let layout: StackLayout;
let removeLayout: () => void;
let storage: TestChild;
let host: TestChild;
let key: string;

const queue = (name: string) =>
  new QueueClient(`${layout.queueUrl}/${name}`, {
    getToken: async () => ({
      token: tokens.issue('https://storage.azure.com').token,
      expiresOnTimestamp: Date.now() + 3.6e6,
    }),
  });
const call = (path: string, init?: RequestInit) => fetch(`${layout.functionsUrl}/api/${path}`, init);
const seen = async () => (await (await call('seen')).json()) as Record<string, unknown>[];
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (let looks = 0; looks < 400; looks++) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await sleep(50);
  }
  throw new Error(`It did not happen. The host says:\n${host.output()}`);
}

async function startHost(): Promise<TestChild> {
  return testChild(
    'local/functions-host/main.ts',
    [
      here('app.ts'),
      here('host.json'),
      String(layout.functionsPort),
      layout.functionKeyFile,
      layout.timersFile,
    ],
    {
      ...childEnvironment(process.env, layout, 'identity header'),
      TEST_QUEUE: 'test-work',
      TEST_STORAGE__queueServiceUri: layout.queueUrl,
    },
  );
}

before(async () => {
  const made = await temporaryLayout();
  layout = made.layout;
  removeLayout = made.remove;
  trustCertificate(layout.caFile);
  key = secretFile(layout.functionKeyFile);
  await new Promise<void>((resolve) => identityServer.listen(layout.sitePort, '127.0.0.1', resolve));
  storage = await testChild('local/storage/main.ts', [layout.dataFolder, String(layout.sitePort)], {
    NODE_EXTRA_CA_CERTS: layout.caFile,
    LOCAL_STACK_SECRETS: JSON.stringify({ token: 'a secret' }),
  });
  await queue('test-work').create();
  host = await startHost();
});

after(async () => {
  await host?.stop();
  await storage?.stop();
  identityServer.close();
  removeLayout?.();
});

test('HTTP functions: route, parameters, body, status, headers and keys', async () => {
  const body = Buffer.from([0, 255, 10, 13]);
  const good = await call('echo/bytes?q=a%20b', {
    method: 'POST',
    body,
    headers: { 'x-functions-key': key, 'content-type': 'x/y' },
  });
  assert.equal(good.status, 201);
  assert.equal(good.headers.get('x-kind'), 'bytes');
  assert.deepEqual(await good.json(), { bytes: 4, q: 'a b', type: 'x/y' });
  assert.equal((await call(`echo?code=${key}`, { method: 'PUT', body })).status, 201);
  assert.equal((await call('echo', { method: 'POST', body })).status, 401);
  assert.equal(
    (await call('echo', { method: 'POST', body, headers: { 'x-functions-key': `${key}x` } })).status,
    401,
  );
  assert.equal((await call('echo', { method: 'GET' })).status, 404);
  assert.equal((await call('missing')).status, 404);
  assert.equal((await call('nothing')).status, 204);
  assert.equal((await call('broken')).status, 500);
});

test('queue messages are decoded, handled and deleted; hooks run', async () => {
  await queue('test-work').sendMessage(encoded({ name: 'first', list: [1] }));
  const found = await until(async () =>
    (await seen()).find(({ work }) => (work as { name?: string })?.name === 'first'),
  );
  assert.deepEqual(found, {
    work: { name: 'first', list: [1] },
    dequeueCount: 1,
    hasId: true,
    hasTime: true,
  });
  assert.ok((await seen()).some(({ hook, inputs }) => hook === 'pre' && inputs === 1));
  await until(async () => (await queue('test-work').getProperties()).approximateMessagesCount === 0);
});

test('a failed message comes again, and goes to the poison queue after maxDequeueCount failures', async () => {
  await queue('test-work').sendMessage(encoded({ name: 'once', fail: 1 }));
  await queue('test-work').sendMessage(encoded({ name: 'always', fail: 99 }));
  const poison = queue('test-work-poison');
  const [message] = await until(async () => {
    const { receivedMessageItems } = await poison
      .receiveMessages()
      .catch(() => ({ receivedMessageItems: [] }));
    return receivedMessageItems.length > 0 && receivedMessageItems;
  });
  assert.equal(message!.messageText, encoded({ name: 'always', fail: 99 }));
  await until(async () => (await queue('test-work').getProperties()).approximateMessagesCount === 0);
  const counts = (name: string) => async () =>
    (await seen())
      .filter(({ work }) => (work as { name?: string })?.name === name)
      .map(({ dequeueCount }) => dequeueCount);
  assert.deepEqual(await counts('once')(), [1, 2]);
  assert.deepEqual(await counts('always')(), [1, 2]);
});

test('more messages than batchSize are all handled', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, number) => queue('test-work').sendMessage(encoded({ number }))),
  );
  await until(async () => {
    const numbers = (await seen())
      .map(({ work }) => (work as { number?: number })?.number)
      .filter((number) => number !== undefined);
    return new Set(numbers).size === 20;
  });
});

test('timers run by their schedule', async () => {
  const tick = await until(async () => (await seen()).find((call) => 'tick' in call));
  assert.equal(tick.tick, false);
  assert.ok(!Number.isNaN(Date.parse(String(tick.next))));
});

test('it ends when asked to, after telling the app, and goes on after a new start', async () => {
  await host.stop();
  assert.match(host.output(), /the app has heard of its end/);
  assert.match(host.output(), /info \[work\] Executed \(Succeeded/);
  assert.match(host.output(), /fail \[broken\] Executed \(Failed/);
  await queue('test-work').sendMessage(encoded({ name: 'later' }));
  host = await startHost();
  await until(async () => (await seen()).some(({ work }) => (work as { name?: string })?.name === 'later'));
});
