import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { createDefaultHttpClient } from '@azure/core-rest-pipeline';
import { scriptedFaults } from '../../test/doubles/ingestion-faults.ts';
import { LogsIngestionService, testStream } from '../../test/doubles/logs-ingestion-service.ts';
import { origin, row, setUp, tenRows, until, upload } from './uploader-test-bed.ts';

test('204: one body with all rows, as the protocol wants it', async () => {
  const set = setUp();
  const { summary, session } = await upload(set, tenRows);
  assert.deepEqual(
    set.double.rows().map((each) => each.id),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  );
  assert.equal(set.double.requests.length, 1);
  assert.match(set.double.requests[0]!.userAgent, /^mailflow\/\d+\.\d+\.\d+ /);
  assert.match(set.double.requests[0]!.clientRequestId, /^[0-9a-f-]{36}$/);
  assert.equal(session.reached, 10);
  assert.deepEqual(summary, {
    rowsSent: 10,
    rowsRejected: 0,
    valuesCut: 0,
    bytesSent: set.double.requests[0]!.wireBytes,
    requests: 1,
    throttledSeconds: 0,
  });
});

test('a session goes on after a flush; an empty flush sends nothing', async () => {
  const set = setUp();
  const session = set.open();
  await session.flush();
  session.mark(0);
  assert.equal(session.reached, 0);
  await session.add(row(1), origin(1));
  session.mark(1);
  assert.equal(session.reached, 0);
  await session.flush();
  assert.equal(session.reached, 1);
  await session.add(row(2), origin(2));
  await session.flush();
  assert.equal(set.double.requests.length, 2);
  assert.equal(set.double.rowsAccepted, 2);
});
test('check: silence when all is well, advice when not', async () => {
  await setUp().uploader.check(testStream);
  await assert.rejects(setUp().uploader.check('Custom-None'), { code: 'stream-rejected' });
  const forbidden = setUp({ faults: scriptedFaults('forbidden') });
  await assert.rejects(forbidden.uploader.check(testStream), { code: 'forbidden', retryable: true });
  const busy = setUp({ faults: scriptedFaults('busy') });
  await assert.rejects(busy.uploader.check(testStream), { code: 'unavailable', retryable: true });
});

test('no access token: advice for sign-in', async () => {
  const error = Object.assign(new Error('ManagedIdentityCredential: no identity'), {
    name: 'CredentialUnavailableError',
  });
  const set = setUp({}, { credential: { getToken: () => Promise.reject(error) } });
  const outcome = await upload(set, tenRows);
  assert.equal(outcome.error?.code, 'no-access-token');
  assert.match(outcome.error!.advice, /AZURE_CLIENT_ID/);
});

test('an endpoint that is no https URL is refused', () => {
  for (const endpoint of ['http://ingest.test', 'ingest.test', '']) {
    assert.throws(() => setUp({}, { endpoint }), { code: 'bad-endpoint' });
  }
});

test('an aborted session ends its waits and its requests', async () => {
  for (const fault of ['throttled-told', 'silent'] as const) {
    const abort = new AbortController();
    const set = setUp(
      { faults: scriptedFaults(fault) },
      { onWait: () => abort.abort() },
      { signal: abort.signal },
    );
    const session = set.open();
    await session.add(row(1), origin(1));
    const flushed = session.flush();
    if (fault === 'silent') {
      await until(() => set.double.requests.length > 0);
      abort.abort();
    }
    await assert.rejects(flushed, { code: 'aborted', retryable: true });
    assert.equal(set.uploader.inFlight, 0);
    await assert.rejects(async () => session.add(row(2), origin(2)), { code: 'aborted' });
  }
});

test('back-pressure: add waits while all slots are taken, and bodies stay within the pool', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const inner = new LogsIngestionService();
  const httpClient: HttpClient = {
    sendRequest: async (request) => {
      await held;
      return inner.httpClient.sendRequest(request);
    },
  };
  const set = setUp({}, { httpClient, concurrency: 2 });
  const session = set.open();
  let waiting: Promise<void> | undefined;
  let added = 0;
  while (waiting === undefined) {
    assert.ok(added < 20_000, 'add never waits');
    waiting = session.add(row(added, { text: 'z'.repeat(10_000) }), origin(added));
    added++;
  }
  assert.equal(set.uploader.inFlight, 2);
  release();
  await waiting;
  await session.flush();
  assert.equal(inner.rowsAccepted, added);
  assert.ok(inner.mostInFlight <= 2);
});

test('close waits for what is on its way and opens nothing more', async () => {
  const set = setUp({ faults: scriptedFaults('server-error') });
  const session = set.open();
  await session.add(row(1), origin(1));
  const flushed = session.flush();
  await set.uploader.close();
  assert.equal(set.double.rowsAccepted, 1);
  assert.throws(() => set.open(), { code: 'closed' });
  await flushed;
});

test('over real HTTPS, with faults of the network', async () => {
  const double = new LogsIngestionService({
    faults: scriptedFaults('dropped-before', undefined, 'dropped-after', 'busy', 'silent'),
  });
  const server = await double.listen();
  const client = createDefaultHttpClient();
  const set = setUp(
    {},
    {
      endpoint: server.endpoint,
      requestTimeoutMs: 200,
      httpClient: {
        sendRequest: (request) => {
          request.tlsSettings = tlsSettings;
          return client.sendRequest(request);
        },
      },
    },
  );
  const tlsSettings = { ca: server.ca };
  try {
    for (let round = 0; round < 3; round++) {
      const { summary } = await upload(set, tenRows);
      assert.equal(summary?.rowsSent, 10);
    }
    const untrusting = setUp({}, { endpoint: server.endpoint, httpClient: undefined });
    const { error } = await upload(untrusting, tenRows);
    assert.equal(error?.code, 'tls');
    assert.match(error!.advice, /NODE_EXTRA_CA_CERTS/);
  } finally {
    await server.close();
  }
});
