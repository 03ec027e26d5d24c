import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedFaults } from '../../test/doubles/ingestion-faults.ts';
import { errorAnswer, testStream } from '../../test/doubles/logs-ingestion-service.ts';
import { MailflowError } from '../error.ts';
import { origin, row, setUp, tenRows, until, upload } from './uploader-test-bed.ts';

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
