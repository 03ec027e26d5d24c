import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { localTokens } from './local-tokens.ts';
import { managedIdentity } from './managed-identity.ts';

const tokens = localTokens('a secret', () => new Date());

test('the credentials of @azure/identity get tokens, unchanged, from their environment alone', async (t) => {
  const server = createServer((request, response) =>
    managedIdentity(tokens, 'the header')(request, response, new URL(request.url!, 'http://127.0.0.1')),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/msi/token`;
  const program = `
    import { DefaultAzureCredential, ManagedIdentityCredential } from '@azure/identity';
    const monitor = await new ManagedIdentityCredential().getToken('https://monitor.azure.com/.default');
    const storage = await new DefaultAzureCredential().getToken('https://storage.azure.com/.default');
    console.log(JSON.stringify([monitor, storage]));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    env: {
      PATH: process.env.PATH,
      IDENTITY_ENDPOINT: endpoint,
      IDENTITY_HEADER: 'the header',
      AZURE_CLIENT_ID: '6d61696c-666c-6f77-0000-000000000003',
      AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential',
    },
  });
  const [monitor, storage] = JSON.parse(stdout) as { token: string; expiresOnTimestamp: number }[];
  assert.equal(tokens.refusal(`Bearer ${monitor!.token}`, ['https://monitor.azure.com']), undefined);
  assert.equal(tokens.refusal(`Bearer ${storage!.token}`, ['https://storage.azure.com']), undefined);
  assert.ok(monitor!.expiresOnTimestamp > Date.now() + 3_600_000);

  const query = '?api-version=2019-08-01&resource=https://monitor.azure.com';
  const status = async (path: string, header: string) =>
    (await fetch(endpoint + path, { headers: { 'x-identity-header': header } })).status;
  assert.equal(await status(query, 'the header'), 200);
  assert.equal(await status(query, 'another'), 401);
  assert.equal(await status('?resource=https://monitor.azure.com', 'the header'), 400);
  assert.equal(await status('?api-version=2019-08-01', 'the header'), 400);
});
