import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { after, before, test } from 'node:test';
import { startTestBed } from './agent-test-bed.ts';
import { createStorageClients } from './storage-clients.ts';

let bed: Awaited<ReturnType<typeof startTestBed>>;
before(async () => {
  bed = await startTestBed();
});
after(() => bed.stop());

test('with a proxy, container and queue are reached through it', async () => {
  const asked: string[] = [];
  const proxy = createServer().listen(0, '127.0.0.1');
  proxy.on('connect', (request, client) => {
    asked.push(request.url!);
    const [host, port] = request.url!.split(':');
    const server = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      server.pipe(client).pipe(server);
    });
    for (const socket of [server, client]) socket.on('error', () => socket.destroy());
  });
  await once(proxy, 'listening');
  const { blobServiceUri, queueServiceUri, credential } = bed.azurite;
  const { containerClient, queueClient } = createStorageClients(
    {
      blobServiceUri,
      queueServiceUri,
      credential: { type: 'environment' },
      proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    },
    credential,
  );
  assert.equal(await containerClient.exists(), true);
  assert.equal(await queueClient!.exists(), true);
  assert.deepEqual(asked.sort(), [new URL(blobServiceUri).host, new URL(queueServiceUri).host].sort());
  proxy.close();
  proxy.closeAllConnections();
});

test('each kind of credential makes its clients without a word to anybody', () => {
  const uris = { blobServiceUri: 'https://a.blob.core.windows.net', queueServiceUri: undefined };
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  for (const credential of [
    { type: 'certificate', tenantId: id, clientId: id, certificatePath: '/none.pem' },
    { type: 'managedIdentity' },
    { type: 'managedIdentity', clientId: id },
    { type: 'environment' },
  ] as const) {
    const clients = createStorageClients({ ...uris, credential });
    assert.equal(clients.containerClient.url, 'https://a.blob.core.windows.net/exchange-logs');
    assert.equal(clients.queueClient, undefined);
  }
});
