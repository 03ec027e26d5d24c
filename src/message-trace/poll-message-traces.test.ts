import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tenantRow } from '../../test/doubles/graph/sample-rows.ts';
import { GraphTenant, type TenantRow } from '../../test/doubles/graph/tenant.ts';
import type { BackfillState } from './poll-state.ts';
import { type SimulationOptions, TraceSimulation } from './test-simulation.ts';
import { dayMs, hourMs, minuteMs } from './time-range.ts';

const now = Date.UTC(2026, 10, 21, 8);
const tick = 5 * minuteMs;

function rowsFrom(
  count: number,
  newest: number,
  everyMs: number,
  part: Partial<TenantRow> = {},
): TenantRow[] {
  return Array.from({ length: count }, (_, n) => {
    const at = newest - n * everyMs;
    return tenantRow({
      id: `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`,
      receivedDateTime: new Date(at).toISOString(),
      versions: [{ at, status: 'delivered' }],
      ...part,
    });
  });
}

function simulate(rows: readonly TenantRow[], options: Partial<SimulationOptions> = {}): TraceSimulation {
  return new TraceSimulation({ tenant: new GraphTenant(rows), now, ...options });
}

test('the first run reads the look-back and says what lies before it', async () => {
  const simulation = simulate(rowsFrom(10, now - 2 * hourMs, 12 * hourMs), { lookBackHours: 48 });
  const { summary } = await simulation.run(0);
  assert.equal(simulation.table.length, 4);
  assert.equal(summary?.outcome, 'done');
  assert.deepEqual(
    summary?.gaps.map(({ reason }) => reason),
    ['before-first-run'],
  );
  const row = simulation.health[0]!;
  assert.equal(row.component, 'poll-message-trace');
  assert.deepEqual([row.rowsNew, row.rowsChanged, row.error], [4, 0, undefined]);
  assert.ok(row.lagSeconds! >= 120 && row.lagSeconds! < 125);
  // What nobody knows of counts as used.
  assert.equal(row.quotaUsed, (row.requests! + 77) / 100);
});

test('a second instance finds the first at work', async () => {
  const simulation = simulate([]);
  const other = await simulation.store.take();
  const take = simulation.store.take.bind(simulation.store);
  simulation.store.take = async () => {
    simulation.store.held = true;
    return take();
  };
  assert.equal((await simulation.run(0)).summary?.outcome, 'busy');
  assert.equal(simulation.service.log.length, 0);
  await other?.release();
});

test('429 is waited out as told, or left to the next run, which does not knock before', async () => {
  const simulation = simulate(rowsFrom(3, now - hourMs, minuteMs));
  let throttled = 0;
  const once = await simulation.run(0, {
    fault: () => (throttled++ === 0 ? { kind: 'throttle', retryAfterSeconds: 30 } : undefined),
  });
  assert.equal(once.summary?.outcome, 'done');
  const [first, second] = simulation.service.log;
  assert.ok(second!.at - first!.at >= 29_000 && second!.at - first!.at < 40_000);
  assert.ok(simulation.health[0]!.throttledSeconds! >= 29);

  const long = await simulation.run(tick, { fault: () => ({ kind: 'throttle', retryAfterSeconds: 900 }) });
  assert.equal(long.summary?.outcome, 'throttled');
  const made = simulation.service.log.length;
  assert.equal((await simulation.run(tick)).summary?.outcome, 'throttled');
  assert.equal(simulation.service.log.length, made);
  await simulation.run(2 * tick);
  assert.equal((await simulation.run(tick)).summary?.outcome, 'done');
});

test('429 without a time: 60, 120 and 300 seconds', async () => {
  const simulation = simulate([], { budgetMs: hourMs });
  await simulation.run(0, { fault: () => ({ kind: 'throttle' }) });
  const waits = simulation.service.log
    .slice(1)
    .map(({ at }, n) => (at - simulation.service.log[n]!.at) / 1000);
  for (const [n, expected] of [60, 120, 300, 300].entries()) {
    assert.ok(waits[n]! >= expected - 1 && waits[n]! <= expected * 1.25, `${waits}`);
  }
});

test('5xx is tried four times, then the run ends and the next one goes on', async () => {
  const simulation = simulate(rowsFrom(1, now - hourMs, minuteMs));
  const { summary } = await simulation.run(0, { fault: () => ({ kind: 'server-error', status: 502 }) });
  assert.equal(summary?.error?.code, 'graph-unavailable');
  assert.equal(simulation.service.log.length, 4);
  assert.match(simulation.health[0]!.error!, /status 502/);
  assert.equal((await simulation.run(tick)).summary?.outcome, 'done');
  assert.equal(simulation.table.length, 1);
});

test('401 is tried once more with a new token, then named', async () => {
  for (const reason of [
    'service-principal-missing',
    'role-missing',
    'token-expired',
    'propagating',
  ] as const) {
    const simulation = simulate([]);
    const { summary } = await simulation.run(0, { fault: () => ({ kind: 'unauthorized', reason }) });
    assert.equal(simulation.service.log.length, 2, reason);
    assert.equal(summary?.outcome, 'failed');
    assert.notEqual(summary?.error?.advice, '');
  }
  const simulation = simulate([]);
  assert.equal(
    (await simulation.run(0, { fault: () => ({ kind: 'not-offered' }) })).summary?.error?.code,
    'graph-not-offered',
  );
  assert.equal(simulation.service.log.length, 1);
});

test('pages without rows are followed three times, then the question is asked anew; nothing is skipped', async () => {
  const simulation = simulate(rowsFrom(3, now - hourMs, minuteMs));
  let pages = 0;
  const { summary } = await simulation.run(0, {
    fault: () => (pages++ < 6 ? { kind: 'empty-page' } : undefined),
  });
  assert.equal(summary?.outcome, 'done');
  assert.equal(simulation.table.length, 3);
  const stuck = simulate(rowsFrom(3, now - hourMs, minuteMs));
  const run = await stuck.run(0, { fault: () => ({ kind: 'empty-page' }) });
  assert.equal(run.summary?.outcome === 'out-of-quota' || run.summary?.error?.code === 'trace-stuck', true);
  for (let more = 0; more < 4; more++) await stuck.run(tick);
  assert.equal(stuck.table.length, 3);
});

test('a crash between the answer of the table and the note of it doubles rows; the newest is the right one', async () => {
  // The status goes back to what was noted, right after the crash.
  const at = now - 10 * minuteMs;
  const versions = [
    { at, status: 'pending' },
    { at: now + tick - 1, status: 'quarantined' },
    { at: now + tick + 1, status: 'pending' },
  ];
  let crashes = 0;
  for (let crashAt = 1; crashAt < 40; crashAt++) {
    for (const crashAfter of [false, true]) {
      const simulation = simulate(rowsFrom(1, at, 1, { versions }));
      await simulation.run(0);
      const { summary } = await simulation.run(tick, { crashAt, crashAfter });
      if (summary === undefined) crashes++;
      await simulation.run(tick);
      assert.match(simulation.table.at(-1)!.version, /^pending/, `crash at step ${crashAt}`);
    }
  }
  assert.ok(crashes > 20);
});

test('a row that has no place goes to the dead letters, once', async () => {
  const rows = rowsFrom(4, now - hourMs, minuteMs).map((row, n) => ({
    ...row,
    ...(n === 1 && { recipientAddress: '' }),
    ...(n === 2 && { id: '' }),
  }));
  const simulation = simulate(rows);
  const first = await simulation.run(0);
  await simulation.run(tick);
  await simulation.run(hourMs);
  assert.deepEqual(
    simulation.deadLetters.letters.map(({ reason }) => reason),
    ['no-recipient', 'no-trace-id'],
  );
  assert.equal(first.summary?.rowsNew, 2);
  assert.equal(simulation.health[0]?.rowsRejected, 2);
});

test('a backfill reads newest first beside the head, is stopped and resumed, and ends', async () => {
  const rows = rowsFrom(600, now - 3 * dayMs, 3 * hourMs);
  const simulation = simulate(rows, { pageSize: 4 });
  await simulation.run(0);
  const request = {
    from: new Date(now - 80 * dayMs).toISOString(),
    to: new Date(now).toISOString(),
    requestedAt: new Date(now).toISOString(),
  };
  const progress = (): BackfillState => JSON.parse(simulation.store.text).backfill;
  simulation.store.backfill = request;
  await simulation.run(2 * tick);
  const { doneDownTo, rows: read, estimate } = progress();
  assert.ok(doneDownTo < now - 2 * dayMs && read > 0 && estimate!.requests > 10);

  simulation.store.backfill = undefined;
  const before = simulation.table.length;
  await simulation.run(tick);
  assert.equal(simulation.table.length, before);

  simulation.store.backfill = request;
  for (let run = 0; simulation.store.backfill !== undefined; run++) {
    assert.ok(run < 40);
    const { summary } = await simulation.run(tick);
    assert.ok(summary!.caughtUp && summary!.lagSeconds < 200);
  }
  assert.equal(simulation.table.length, rows.length);
  assert.equal(progress().rows >= rows.length, true);
  assert.ok(progress().finishedAt !== undefined);
  await simulation.run(tick);
  assert.equal(simulation.table.length, rows.length);
});

test('details are sent once, as events of their row', async () => {
  const texts: string[] = [];
  const at = now - hourMs;
  const versions = [
    { at, status: 'pending' },
    { at: now + hourMs, status: 'failed' },
  ];
  const simulation = simulate(rowsFrom(1, at, 1, { versions, recipientAddress: "O'Neil@contoso.com" }), {
    details: true,
    onRow: (text) => texts.push(text),
  });
  await simulation.run(0);
  await simulation.run(tick);
  const events = () =>
    texts
      .map((text) => JSON.parse(text) as Record<string, string>)
      .filter(({ event }) => event !== undefined);
  assert.deepEqual(
    events().map(({ event }) => event),
    ['Receive', 'Defer'],
  );
  await simulation.run(65 * minuteMs);
  assert.deepEqual(
    events().map(({ event }) => event),
    ['Receive', 'Defer', 'Fail'],
  );
  assert.equal(events()[2]!.recipientAddress, "O'Neil@contoso.com");
  assert.equal(simulation.store.pendingDetails, '[]');
});

test('seen rows are removed when no pass reads them any more, those that can still change are kept', async () => {
  const simulation = simulate([
    ...rowsFrom(20, now - hourMs, hourMs),
    tenantRow({ id: 'q', receivedDateTime: '2026-11-21T07:30:00Z', status: 'quarantined' }),
  ]);
  await simulation.run(0);
  assert.equal(simulation.store.hours.size, 20);
  await simulation.run(5 * dayMs);
  assert.equal(simulation.store.hours.size, 20);
  await simulation.run(7 * dayMs);
  await simulation.run(tick);
  await simulation.run(7 * hourMs);
  assert.equal(simulation.store.hours.size, 0);
});

test('a clock that is wrong never asks for the future, and one that is set back does not stop the polling', async () => {
  const simulation = simulate(rowsFrom(50, now + hourMs, minuteMs));
  for (const skewMs of [-10 * minuteMs, 10 * minuteMs, 0, 10 * minuteMs, -3 * hourMs, 0]) {
    assert.equal((await simulation.run(tick, { skewMs })).summary?.outcome, 'done');
  }
  assert.ok(simulation.service.log.every(({ status }) => status === 200));
});
