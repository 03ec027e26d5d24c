import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpClient } from '@azure/core-rest-pipeline';
import { createDefaultHttpClient } from '@azure/core-rest-pipeline';
import { scriptedFaults } from '../../test/doubles/ingestion-faults.ts';
import {
  errorAnswer,
  LogsIngestionService,
  type LogsIngestionServiceOptions,
  testCredential,
  testEndpoint,
  testRule,
  testStream,
} from '../../test/doubles/logs-ingestion-service.ts';
import { VirtualClock } from '../../test/doubles/virtual-clock.ts';
import { MailflowError } from '../error.ts';
import type { WaitNotice } from './exchange.ts';
import { MemoryDeadLetters } from './memory-dead-letters.ts';
import type { RowOrigin, SessionOptions } from './upload-session.ts';
import { createUploader, type UploaderOptions } from './uploader.ts';

/** A service, a session on it, and what both saw. */
function setUp(
  service: LogsIngestionServiceOptions = {},
  upload: Partial<UploaderOptions> = {},
  session: Partial<SessionOptions<number>> = {},
) {
  const double = new LogsIngestionService(service);
  const clock = new VirtualClock();
  const notices: WaitNotice[] = [];
  const deadLetters = new MemoryDeadLetters();
  const uploader = createUploader({
    endpoint: testEndpoint,
    dcrImmutableId: testRule,
    credential: testCredential,
    httpClient: double.httpClient,
    clock,
    onWait: (notice) => notices.push(notice),
    ...upload,
  });
  const open = () =>
    uploader.open<number>({ stream: testStream, file: 'MSGTRK1.LOG', deadLetters, ...session });
  return { double, clock, notices, deadLetters, uploader, open };
}

function origin(index: number): RowOrigin {
  return { line: index + 1, offset: index * 100, end: index * 100 + 100 };
}

function row(index: number, more: Record<string, unknown> = {}): string {
  return JSON.stringify({ id: index, ...more });
}

async function upload(set: ReturnType<typeof setUp>, rows: readonly string[]) {
  const session = set.open();
  for (const [index, text] of rows.entries()) {
    await session.add(text, origin(index));
    session.mark(index + 1);
  }
  const outcome = await session.flush().then(
    (summary) => ({ summary, error: undefined }),
    (error: unknown) => ({ summary: undefined, error: error as MailflowError }),
  );
  return { session, ...outcome };
}

/** Lets the event loop turn until the condition holds. */
async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    assert.ok(turns < 10_000, 'what the test waits for does not happen');
    await new Promise(setImmediate);
  }
}

const tenRows = Array.from({ length: 10 }, (_, index) => row(index));

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

test('413 halves until it fits, and the next bodies are smaller', async () => {
  const set = setUp({ maxRawBytes: 1_000_000 });
  const rows = Array.from({ length: 6_000 }, (_, index) => row(index, { text: 'x'.repeat(980) }));
  const { summary } = await upload(set, rows);
  assert.equal(summary?.rowsSent, 6_000);
  assert.deepEqual(new Set(set.double.rows().map((each) => each.id)).size, 6_000);
  const refused = set.double.requests.filter((request) => request.status === 413).length;
  assert.ok(refused > 0 && refused <= 8, `${refused} answers 413`);
});

test('413 for a row alone ends in the dead letters', async () => {
  const set = setUp({ maxRawBytes: 5_000 });
  const { summary } = await upload(set, [row(0), row(1, { text: 'y'.repeat(6_000) }), row(2)]);
  assert.equal(summary?.rowsSent, 2);
  assert.equal(summary?.rowsRejected, 1);
  assert.equal(set.deadLetters.letters[0]!.reason, 'row-too-large');
  assert.equal(set.deadLetters.letters[0]!.line, 2);
});

test('a connection that breaks twice on a large body is taken for a 413', async () => {
  const set = setUp({ faults: scriptedFaults('dropped-before', 'dropped-before') });
  const rows = Array.from({ length: 2_000 }, (_, index) => row(index, { text: 'x'.repeat(980) }));
  const { summary } = await upload(set, rows);
  assert.equal(summary?.rowsSent, 2_000);
  assert.equal(set.double.requests.length, 4);
});

test('400 bisects: only the poison rows are left, with the words of the service and the raw line', async () => {
  const set = setUp(
    { refuseRow: (each) => (each.bad ? 'The value of column bad is malformed.' : undefined) },
    {},
    { Computer: 'EX1', rawLine: async ({ line }) => `raw ${line}` },
  );
  const rows = Array.from({ length: 300 }, (_, index) =>
    row(index, index === 7 || index === 250 ? { bad: 1 } : {}),
  );
  const { summary, session } = await upload(set, rows);
  assert.equal(summary?.rowsSent, 298);
  assert.equal(summary?.rowsRejected, 2);
  assert.equal(session.reached, 300);
  assert.equal(new Set(set.double.rows().map((each) => each.id)).size, 298);
  assert.deepEqual(
    set.deadLetters.letters.map((letter) => ({ ...letter, time: '' })).sort((a, b) => a.line! - b.line!),
    [8, 251].map((line) => ({
      time: '',
      stream: testStream,
      file: 'MSGTRK1.LOG',
      Computer: 'EX1',
      line,
      offset: (line - 1) * 100,
      reason: 'rejected-by-service',
      message: '400 InvalidRequest: The value of column bad is malformed.',
      raw: `raw ${line}`,
      row: row(line - 1, { bad: 1 }),
    })),
  );
});

test('a few rows that are all refused become dead letters', async () => {
  const set = setUp({ refuseRow: () => 'no' });
  const { summary, session } = await upload(set, tenRows.slice(0, 3));
  assert.equal(summary?.rowsRejected, 3);
  assert.equal(set.deadLetters.letters.length, 3);
  assert.equal(session.reached, 3);
});

test('where every row is refused, the upload stops and gives up none', async () => {
  const set = setUp({ refuseRow: () => 'no' });
  const rows = Array.from({ length: 5_000 }, (_, index) => row(index));
  const { error, session } = await upload(set, rows);
  assert.equal(error?.code, 'every-row-rejected');
  assert.match(error!.advice, /stream declaration/);
  assert.equal(set.deadLetters.letters.length, 0);
  assert.equal(session.reached, undefined);
  assert.ok(set.double.requests.length < 400, `${set.double.requests.length} requests`);
});

test('a bad beginning does not stand for the whole file', async () => {
  const set = setUp({ refuseRow: (each) => (Number(each.id) < 40 ? 'no' : undefined) });
  const rows = Array.from({ length: 2_000 }, (_, index) => row(index));
  const { summary } = await upload(set, rows);
  assert.equal(summary?.rowsRejected, 40);
  assert.equal(summary?.rowsSent, 1_960);
});

test('400 for the stream itself stops with advice, without dead letters', async () => {
  const set = setUp({ streams: ['Custom-Other'] });
  const { error } = await upload(set, tenRows);
  assert.equal(error?.code, 'stream-rejected');
  assert.match(error!.message, /InvalidStream/);
  assert.match(error!.advice, /Custom-/);
  assert.equal(set.deadLetters.letters.length, 0);
});

test('429 with Retry-After pauses the whole pool; one request goes ahead', async () => {
  const set = setUp({ faults: scriptedFaults('throttled-told') }, { concurrency: 4 });
  const sessions = Array.from({ length: 4 }, () => set.open());
  for (const [index, session] of sessions.entries()) await session.add(row(index), origin(index));
  const summaries = await Promise.all(sessions.map((session) => session.flush()));
  assert.equal(set.double.rowsAccepted, 4);
  // The double asks for 2 s; up to a tenth is added by chance.
  assert.ok(set.clock.sleeps.length > 0 && set.clock.sleeps.every((ms) => ms >= 2_000 && ms <= 2_200));
  assert.equal(set.notices.length, 1);
  assert.equal(set.notices[0]!.reason, 'throttled');
  assert.ok(summaries[0]!.throttledSeconds >= 2);
});

test('while the pool is paused nobody else sends, and a failing trial keeps it shut', async () => {
  const set = setUp({ faults: scriptedFaults('throttled-told', 'throttled-told', 'throttled-told') });
  const first = set.open();
  await first.add(row(1), origin(1));
  const flushed = first.flush();
  await until(() => set.uploader.pauseMs > 0);
  const others = Array.from({ length: 6 }, () => set.open());
  for (const other of others) await other.add(row(2), origin(2));
  await Promise.all([flushed, ...others.map((other) => other.flush())]);
  assert.equal(set.double.requests.filter((request) => request.status === 429).length, 3);
  assert.equal(set.double.requests.length, 3 + 7);
});

test('429 without Retry-After waits longer each time', async () => {
  const set = setUp({ faults: scriptedFaults('throttled', 'throttled', 'throttled') });
  const { summary } = await upload(set, tenRows);
  assert.equal(summary?.rowsSent, 10);
  assert.deepEqual(set.clock.sleeps, [750, 1_500, 3_000]);
  assert.equal(summary?.throttledSeconds, 5.25);
});

test('retry-after-ms and x-ms-retry-after-ms are obeyed', async () => {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const set = setUp({
      override: (number) => (number === 0 ? errorAnswer(429, '', '', { [name]: '400' }) : undefined),
    });
    await upload(set, tenRows);
    assert.deepEqual(set.clock.sleeps, [420]);
  }
});

for (const [name, faults] of [
  ['500', ['server-error', 'server-error']],
  ['503 with Retry-After', ['busy', 'busy']],
  ['dropped connections', ['dropped-before', 'dropped-after']],
] as const) {
  test(`${name}: sent again until accepted`, async () => {
    const set = setUp({ faults: scriptedFaults(...faults) });
    const { summary } = await upload(set, tenRows);
    assert.equal(summary?.rowsSent, 10);
    assert.equal(summary?.requests, 3);
    assert.ok(summary!.throttledSeconds > 1);
  });
}

test('408 is sent again', async () => {
  const set = setUp({ override: (number) => (number === 0 ? errorAnswer(408, 'Timeout', '') : undefined) });
  const { summary } = await upload(set, tenRows);
  assert.equal(summary?.requests, 2);
});

test('no answer at all: the request is given up after its time and sent again', async () => {
  const set = setUp({ faults: scriptedFaults('silent') }, { requestTimeoutMs: 10 });
  const { summary } = await upload(set, tenRows);
  assert.equal(summary?.requests, 2);
  assert.equal(set.notices[0]!.reason, 'unavailable');
});

test('the time budget ends in a retryable error; marks stay where they were', async () => {
  for (const [status, code] of [
    [429, 'throttled'],
    [500, 'unavailable'],
  ] as const) {
    const set = setUp({ override: () => errorAnswer(status, 'X', 'y') }, { retryBudgetMs: 60_000 });
    const { error, session } = await upload(set, tenRows);
    assert.ok(error instanceof MailflowError);
    assert.equal(error.code, code);
    assert.equal(error.retryable, true);
    assert.notEqual(error.advice, '');
    assert.equal(session.reached, undefined);
    assert.ok(set.clock.now() - Date.UTC(2026, 0, 1) <= 60_000);
    await assert.rejects(async () => session.add(row(1), origin(1)), { code });
  }
});

test('a Retry-After beyond the budget is not waited for', async () => {
  const set = setUp(
    { override: () => errorAnswer(429, '', '', { 'retry-after': '3600' }) },
    { retryBudgetMs: 60_000 },
  );
  const { error } = await upload(set, tenRows);
  assert.equal(error?.code, 'throttled');
  assert.equal(set.double.requests.length, 1);
});

test('403 after a fresh deployment: waits, says why, and goes on once the role holds', async () => {
  const start = Date.UTC(2026, 0, 1);
  const set = setUp({
    override: () =>
      set.clock.now() < start + 20 * 60_000 ? errorAnswer(403, 'OperationFailed', 'no access') : undefined,
  });
  const { summary } = await upload(set, tenRows);
  assert.equal(summary?.rowsSent, 10);
  assert.ok(set.clock.now() >= start + 20 * 60_000);
  assert.equal(set.notices[0]!.reason, 'forbidden');
  assert.match(set.notices[0]!.message, /Monitoring Metrics Publisher/);
});

test('403 for more than 30 minutes stops with advice', async () => {
  const set = setUp({ override: () => errorAnswer(403, 'OperationFailed', 'no access') });
  const { error } = await upload(set, tenRows);
  assert.equal(error?.code, 'forbidden');
  assert.match(error!.advice, /Monitoring Metrics Publisher/);
  const waited = set.clock.now() - Date.UTC(2026, 0, 1);
  assert.ok(waited > 25 * 60_000 && waited <= 30 * 60_000);
});

for (const [name, service, options, code, advice] of [
  [
    '401',
    {},
    { credential: { getToken: async () => ({ token: 'wrong', expiresOnTimestamp: 9e15 }) } },
    'unauthorized',
    /AUDIENCE/,
  ],
  ['404', { dcrImmutableId: 'dcr-other' }, {}, 'not-found', /immutable id/],
  [
    '200 from something else',
    { override: () => ({ status: 200, body: '<html>' }) },
    {},
    'unexpected-answer',
    /ENDPOINT/,
  ],
] as const) {
  test(`${name} stops at once with advice`, async () => {
    const set = setUp(service, options);
    const { error } = await upload(set, tenRows);
    assert.equal(error?.code, code);
    assert.equal(error?.retryable, false);
    assert.match(error!.advice, advice);
    assert.equal(set.double.requests.length, 1);
    await assert.rejects(set.uploader.check(testStream), { code });
  });
}

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

test('a value over 64 KB is cut, sent, and kept whole in the dead letters', async () => {
  const set = setUp();
  const long = row(1, { text: 'é'.repeat(40_000), number: 3 });
  const { summary, session } = await upload(set, [row(0), long, row(2)]);
  assert.deepEqual(set.double.rows()[1], { id: 1, text: 'é'.repeat(32_768), number: 3 });
  assert.equal(summary?.valuesCut, 1);
  assert.equal(summary?.rowsSent, 3);
  assert.equal(summary?.rowsRejected, 0);
  const [letter] = set.deadLetters.letters;
  assert.deepEqual([letter?.reason, letter?.sent, letter?.row], ['value-cut', true, long]);
  assert.equal(session.reached, 3);
});

test('a row above every limit goes to the dead letters without being sent', async () => {
  const set = setUp();
  // Random digits do not compress below the limit; an array is not cut.
  const noise = Array.from({ length: 400_000 }, (_, index) => Math.imul(index, 0x9e3779b1) >>> 0);
  const { summary } = await upload(set, [row(0), row(1, { noise }), row(2)]);
  assert.deepEqual(
    set.double.rows().map((each) => each.id),
    [0, 2],
  );
  assert.equal(summary?.rowsRejected, 1);
  assert.equal(set.deadLetters.letters[0]!.reason, 'row-too-large');
  assert.ok(set.double.requests.every((request) => request.wireBytes <= 1_048_576));
});

test('a mark is not reached before its dead letters are stored', async () => {
  const stored = Promise.withResolvers<void>();
  const reached: number[] = [];
  const set = setUp(
    { refuseRow: (each) => (each.id === 1 ? 'no' : undefined) },
    {},
    { deadLetters: { write: () => stored.promise }, onReached: (mark) => reached.push(mark) },
  );
  const session = set.open();
  for (let index = 0; index < 3; index++) {
    await session.add(row(index), origin(index));
    session.mark(index);
  }
  const flushed = session.flush();
  await until(() => set.double.rowsAccepted === 2);
  await new Promise(setImmediate);
  assert.deepEqual(reached, []);
  stored.resolve();
  await flushed;
  assert.deepEqual(reached, [0, 1, 2]);
});

test('dead letters that cannot be stored stop the session', async () => {
  const set = setUp(
    { refuseRow: (each) => (each.id === 1 ? 'no' : undefined) },
    {},
    { deadLetters: { write: () => Promise.reject(new Error('disk full')) } },
  );
  const { error, session } = await upload(set, tenRows);
  assert.equal(error?.code, 'dead-letters');
  assert.equal(error?.retryable, true);
  assert.equal(session.reached, undefined);
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
