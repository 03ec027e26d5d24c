import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { makeCertificate } from '../../../local/stack/make-certificate.ts';
import { graphHttpClient } from './graph-http-client.ts';
import { startGraphServer } from './graph-server.ts';
import { type GraphFault, GraphService } from './graph-service.ts';
import { tenantRow } from './sample-rows.ts';
import { GraphTenant } from './tenant.ts';

const list = '/v1.0/admin/exchange/tracing/messageTraces?$top=1';
const now = () => Date.UTC(2026, 10, 21, 12);
const tenant = new GraphTenant([tenantRow(), tenantRow({ id: 'b' })]);

test('in the process: answers as of a pipeline, broken connections as its errors', async () => {
  let fault: GraphFault | undefined;
  const client = graphHttpClient(new GraphService({ tenant, now, faults: () => fault }));
  const send = () => {
    const message = createPipelineRequest({ url: `https://graph.microsoft.com${list}` });
    message.headers.set('Authorization', 'Bearer t');
    return client.sendRequest(message);
  };
  const response = await send();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('Date'), 'Sat, 21 Nov 2026 12:00:00 GMT');
  assert.match(
    JSON.parse(response.bodyAsText!)['@odata.nextLink'],
    /^https:\/\/graph\.microsoft\.com\/v1\.0\//,
  );
  fault = { kind: 'network' };
  await assert.rejects(send, (error) => error instanceof RestError && error.code === 'ECONNRESET');
  const aborted = createPipelineRequest({
    url: 'https://graph.microsoft.com/',
    abortSignal: AbortSignal.abort(),
  });
  await assert.rejects(client.sendRequest(aborted), { name: 'AbortError' });
});

test('over HTTPS: links to itself, broken connections', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-graph-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const { ca, certificate, key } = await makeCertificate(new Date());
  const [certificateFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  writeFileSync(certificateFile, certificate);
  writeFileSync(keyFile, key);
  let fault: GraphFault | undefined;
  const service = new GraphService({ tenant, now, faults: () => fault });
  const server = await startGraphServer(service, { port: 0, certificateFile, keyFile });
  t.after(() => server.close());
  const get = (url: string) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      request(url, { ca, headers: { authorization: 'Bearer t' } }, async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve({ status: response.statusCode!, body });
      })
        .on('error', reject)
        .end();
    });

  const first = await get(server.url + list);
  assert.equal(first.status, 200);
  const link = JSON.parse(first.body)['@odata.nextLink'] as string;
  assert.ok(link.startsWith(`${server.url}/v1.0/`), link);
  const second = JSON.parse((await get(link)).body);
  assert.deepEqual([second.value.length, second['@odata.nextLink']], [1, undefined]);
  assert.equal((await get(`${server.url}/%`)).status, 400);
  fault = { kind: 'network' };
  await assert.rejects(get(server.url + list), { code: 'ECONNRESET' });
});
