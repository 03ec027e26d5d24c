/** One test for each mistake that connectors of message traces keep making. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tenantRow } from '../../test/doubles/graph/sample-rows.ts';
import { GraphTenant, type TenantRow } from '../../test/doubles/graph/tenant.ts';
import { parseReceivedTime } from './received-time.ts';
import { type RunTrouble, TraceSimulation } from './test-simulation.ts';
import { dayMs, hourMs, minuteMs } from './time-range.ts';

const now = Date.UTC(2026, 10, 21, 8);
const tick = 5 * minuteMs;

function row(n: number, receivedAt: number, part: Partial<TenantRow> & { status?: string } = {}): TenantRow {
  return tenantRow({
    id: `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`,
    receivedDateTime: new Date(receivedAt).toISOString(),
    versions: [{ at: receivedAt, status: part.status ?? 'delivered' }],
    ...part,
  });
}

function simulate(rows: readonly TenantRow[], options: { pageSize?: number; details?: boolean } = {}) {
  return new TraceSimulation({ tenant: new GraphTenant(rows), now, ...options });
}

/** The first 5 minutes have 10 requests only, so a first run may need a second one. */
async function runUntilDone(simulation: TraceSimulation, trouble: RunTrouble): Promise<void> {
  for (let more = 0; more < 4; more++) {
    const { summary } = await simulation.run(more === 0 ? 0 : tick, trouble);
    if (summary?.outcome === 'done') return;
  }
  assert.fail('not done');
}

/** Versions of one row in the table, in the order of their arrival. */
function versions({ table }: TraceSimulation, n: number): string[] {
  return table
    .filter(({ key }) => Number(key.slice(24, 36)) === n)
    .map(({ version }) => version.split(' ')[0]!);
}

test('1 key without the recipient: every recipient of a message has a row', async () => {
  const at = now - hourMs;
  const simulation = simulate(
    ['a', 'b', 'c'].map((name) => row(1, at, { recipientAddress: `${name}@contoso.com` })),
  );
  await simulation.run(0);
  assert.equal(new Set(simulation.table.map(({ key }) => key)).size, 3);
});

test('2 watermark = newest row: an older row that appears later is read', async () => {
  const late = row(2, now - 3 * hourMs, { versions: [{ at: now + hourMs, status: 'delivered' }] });
  const simulation = simulate([row(1, now - minuteMs * 10), late]);
  await simulation.run(0);
  assert.deepEqual(versions(simulation, 2), []);
  await simulation.run(65 * minuteMs);
  assert.deepEqual(versions(simulation, 2), ['delivered']);
});

test('3 no delay and no overlap: the newest two minutes wait, the last half hour is read again', async () => {
  const late = row(2, now - 20 * minuteMs, { versions: [{ at: now + minuteMs, status: 'delivered' }] });
  const simulation = simulate([row(1, now - minuteMs), late]);
  await simulation.run(0);
  assert.deepEqual(simulation.table, []);
  await simulation.run(tick);
  assert.equal(simulation.table.length, 2);
  for (const { url, at } of simulation.service.log) {
    const end = /receivedDateTime le (\S+)/.exec(decodeURIComponent(url))?.[1];
    if (end !== undefined) assert.ok(Date.parse(end) <= at - 2 * minuteMs);
  }
});

test('4 pending → delivered never seen: it is, hours later', async () => {
  const at = now - hourMs;
  const changing = [
    { at, status: 'pending' },
    { at: now + 2 * hourMs, status: 'delivered' },
  ];
  const simulation = simulate([row(1, at, { versions: changing })]);
  await simulation.run(0);
  await simulation.run(hourMs);
  await simulation.run(65 * minuteMs);
  assert.deepEqual(versions(simulation, 1), ['pending', 'delivered']);
});

test('4b a quarantined message that is released on the ninth day', async () => {
  const at = now - hourMs;
  const changing = [
    { at, status: 'quarantined' },
    { at: at + 9 * dayMs, status: 'delivered' },
  ];
  const simulation = simulate([row(1, at, { versions: changing })]);
  await simulation.run(0);
  for (let day = 0; day < 11; day++) await simulation.run(dayMs);
  assert.deepEqual(versions(simulation, 1), ['quarantined', 'delivered']);
});

test('5 next link as the only checkpoint: no link is stored, and one that fails is dropped', async () => {
  const rows = Array.from({ length: 20 }, (_, n) => row(n, now - (n + 3) * minuteMs));
  for (const kind of [
    'double-encoded-token',
    'bad-starting-recipient',
    'foreign-link',
    'repeated-link',
  ] as const) {
    const simulation = simulate(rows, { pageSize: 3 });
    let pages = 0;
    await runUntilDone(simulation, { fault: () => (pages++ % 3 ? { kind } : undefined) });
    assert.equal(simulation.table.length, 20, kind);
    assert.doesNotMatch(simulation.store.text, /skiptoken|@/);
    for (const { url } of simulation.service.log) assert.match(url, /^https:\/\/graph\.test\//);
  }
});

test('6 page cap together with newest-first order: no page is left out, however many there are', async () => {
  const rows = Array.from({ length: 150 }, (_, n) => row(n, now - (n + 3) * minuteMs));
  const simulation = simulate(rows, { pageSize: 2 });
  const outcomes: unknown[] = [];
  for (let run = 0; run < 4; run++) outcomes.push((await simulation.run(tick)).summary?.outcome);
  assert.equal(outcomes[0], 'out-of-quota');
  assert.equal(outcomes.at(-1), 'done');
  assert.equal(new Set(simulation.table.map(({ key }) => key)).size, 150);
});

test('7 partial page failure advances the mark: it does not', async () => {
  const rows = Array.from({ length: 9 }, (_, n) => row(n, now - (n + 3) * minuteMs));
  const simulation = simulate(rows, { pageSize: 3 });
  const failed = await simulation.run(0, { uploadFailsAt: 2, rowsThatArrive: 1 });
  assert.equal(failed.summary?.outcome, 'failed');
  assert.equal(simulation.table.length, 4);
  await simulation.run(tick);
  assert.equal(new Set(simulation.table.map(({ key }) => key)).size, 9);
});

test('8 clamp without telling anybody: what the service does not reach any more is named', async () => {
  const simulation = simulate([row(1, now - hourMs)]);
  await simulation.run(0);
  const { summary } = await simulation.run(100 * dayMs);
  assert.deepEqual(
    summary?.gaps.map(({ reason }) => reason),
    ['changes-beyond-reach', 'beyond-reach'],
  );
  const reported = simulation.health.filter(({ gapSeconds }) => gapSeconds !== undefined);
  assert.equal(reported.length, 2);
  assert.match(
    reported[1]!.error!,
    /received from 2026-11-21T07:58:00Z to 2026-12-02T00:00:00Z cannot be read any more/,
  );
  await simulation.run(tick);
  assert.equal(simulation.health.filter(({ gapSeconds }) => gapSeconds !== undefined).length, 2);
  // What lies before the first run is told as well, but it is no loss.
  assert.match(
    simulation.health.map(({ error }) => error).join(),
    /polling begins at the end of that period/,
  );
});

test('9 `or` in a filter: one value a property, `ge` and `le` only', async () => {
  // A crowded second whose links fail asks in the most ways.
  const rows = Array.from({ length: 9 }, (_, n) =>
    row(n, now - hourMs, { recipientAddress: `r${n}@contoso.com` }),
  );
  const simulation = simulate(rows, { pageSize: 2 });
  await runUntilDone(simulation, { fault: () => ({ kind: 'double-encoded-token' }) });
  for (const { url } of simulation.service.log) {
    const filter = new URL(url).searchParams.get('$filter') ?? '';
    assert.doesNotMatch(filter, /\b(?:or|in|ne|not|gt|lt)\b/);
    for (const property of ['status', 'senderAddress']) assert.ok(filter.split(`${property} eq`).length <= 2);
  }
  const gaps = [...simulation.gaps.values()].filter(({ reason }) => reason === 'too-many-in-a-second');
  assert.deepEqual(
    gaps.map(({ from, to }) => [from, to]),
    [[now - hourMs - 1000, now - hourMs]],
  );
});

test('9b a crowded second is read whole where its statuses divide it', async () => {
  const statuses = ['delivered', 'failed', 'pending', 'quarantined', 'expanded'];
  const rows = statuses.map((status, n) =>
    row(n, now - hourMs, { status, recipientAddress: `r${n}@contoso.com` }),
  );
  const simulation = simulate(rows, { pageSize: 2 });
  await runUntilDone(simulation, { fault: () => ({ kind: 'double-encoded-token' }) });
  assert.equal(new Set(simulation.table.map(({ key }) => key)).size, 5);
  assert.ok(![...simulation.gaps.values()].some(({ reason }) => reason === 'too-many-in-a-second'));
});

test('10 both bounds inclusive: boundary rows are sent once', async () => {
  const rows = Array.from({ length: 30 }, (_, n) => row(n, now - 3 * minuteMs - n * 1000));
  const simulation = simulate(rows, { pageSize: 4 });
  for (let run = 0; run < 6; run++) await simulation.run(tick);
  await simulation.run(hourMs);
  assert.equal(simulation.table.length, 30);
});

test('11 local-time parsing: a time without a zone is UTC, 0 to 7 digits', () => {
  const expected = Date.UTC(2026, 10, 21, 8);
  for (const text of ['2026-11-21T08:00:00', '2026-11-21T08:00:00.0000000', '2026-11-21T09:00:00+01:00']) {
    assert.equal(parseReceivedTime(text)?.second, expected, text);
    assert.equal(parseReceivedTime(text)?.bound, expected, text);
  }
  assert.deepEqual(parseReceivedTime('2026-11-21T08:00:00.0000001'), {
    text: '2026-11-21T08:00:00.0000001Z',
    second: expected,
    bound: expected + 1000,
  });
  for (const text of ['', '2026-11-21', '21/11/2026 08:00', '2026-13-21T08:00:00Z', 5, undefined]) {
    assert.equal(parseReceivedTime(text), undefined);
  }
});

test('12 window bookkeeping read back from the destination: only our own state is asked', async () => {
  const simulation = simulate([row(1, now - hourMs)]);
  await simulation.run(0);
  simulation.table.length = 0;
  await simulation.run(tick);
  assert.deepEqual(simulation.table, []);
  assert.ok(JSON.parse(simulation.store.text).coveredThrough >= now);
});

test('13 no status in the version: pending → quarantined and pending → delivered are told apart', async () => {
  const at = now - 10 * minuteMs;
  const steps = ['pending', 'quarantined', 'pending', 'delivered'];
  const changing = steps.map((status, n) => ({ at: at + n * tick, status }));
  const simulation = simulate([row(1, at, { versions: changing })]);
  await simulation.run(0);
  for (let run = 0; run < 3; run++) await simulation.run(tick);
  assert.deepEqual(versions(simulation, 1), steps.slice(2));
  const early = simulate([
    row(1, now, { versions: steps.map((status, n) => ({ at: now + n * tick, status })) }),
  ]);
  for (let run = 0; run < 5; run++) await early.run(tick);
  assert.deepEqual(versions(early, 1), steps.slice(1));
});

test('14 detail call per message: only for failed, quarantined and pending ones, and only where asked for', async () => {
  const statuses = ['delivered', 'failed', 'quarantined', 'pending', 'filteredAsSpam'];
  const rows = statuses.map((status, n) => row(n, now - hourMs, { status }));
  for (const details of [false, true]) {
    const simulation = simulate(rows, { details });
    await simulation.run(0);
    await simulation.run(tick);
    const calls = simulation.service.log.filter(({ url }) => url.includes('getDetailsByRecipient'));
    assert.equal(calls.length, details ? 3 : 0);
  }
});
