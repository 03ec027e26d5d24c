import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { test } from 'node:test';
import { tenantRow } from '../../test/doubles/graph/sample-rows.ts';
import { GraphTenant } from '../../test/doubles/graph/tenant.ts';
import { localTokens } from '../identity/local-tokens.ts';
import { temporaryLayout } from '../stack/temporary-layout.ts';
import { startExchangeOnline } from './start-exchange-online.ts';

const path = '/v1.0/admin/exchange/tracing/messageTraces';

test('only a token for Microsoft Graph with the role reads traces', async (t) => {
  const { layout, remove } = await temporaryLayout();
  t.after(remove);
  const audiences = ['https://graph.microsoft.com', layout.graphUrl];
  const tokens = localTokens('a secret', () => new Date(), audiences);
  const receivedDateTime = new Date(Date.now() - 60_000).toISOString();
  const server = await startExchangeOnline({
    ...layout,
    tenant: new GraphTenant([tenantRow({ receivedDateTime })]),
    tokens,
    now: Date.now,
  });
  t.after(() => server.close());
  assert.equal(server.url, layout.graphUrl);
  const ca = readFileSync(layout.caFile);
  const get = (authorization?: string) =>
    new Promise<{ status: number; body: { value?: unknown[]; error?: { code: string } } }>(
      (resolve, reject) => {
        const headers = authorization === undefined ? {} : { authorization };
        request(server.url + path, { ca, headers }, async (response) => {
          let text = '';
          for await (const chunk of response) text += chunk;
          resolve({ status: response.statusCode!, body: JSON.parse(text) });
        })
          .on('error', reject)
          .end();
      },
    );

  for (const audience of audiences) {
    const read = await get(`Bearer ${tokens.issue(audience).token}`);
    assert.deepEqual([read.status, read.body.value?.length], [200, 1]);
  }

  assert.equal((await get()).status, 401);
  for (const foreign of [
    tokens.issue('https://monitor.azure.com').token,
    localTokens('another', () => new Date()).issue('https://graph.microsoft.com').token,
  ]) {
    const refused = await get(`Bearer ${foreign}`);
    assert.deepEqual([refused.status, refused.body.error?.code], [401, 'InvalidAuthenticationToken']);
  }
  const [header, payload] = tokens.issue(layout.graphUrl).token.split('.');
  const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString());
  const text = `${header}.${Buffer.from(JSON.stringify({ ...claims, roles: ['Mail.Read'] })).toString('base64url')}`;
  const signature = createHmac('sha256', 'a secret').update(text).digest('base64url');
  assert.equal((await get(`Bearer ${text}.${signature}`)).status, 403);
});
