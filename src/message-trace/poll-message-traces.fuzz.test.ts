import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { GraphFault } from '../../test/doubles/graph/graph-service.ts';
import { GraphTenant, type TenantRow, type TraceVersion } from '../../test/doubles/graph/tenant.ts';
import { seededRandom } from '../../test/doubles/ingestion-faults.ts';
import { type RunTrouble, type SimulatedRun, TraceSimulation } from './test-simulation.ts';
import { dayMs, hourMs, minuteMs, secondMs } from './time-range.ts';
import { canChange } from './trace-hash.ts';

const start = Date.UTC(2026, 10, 21, 5, 17, 3);

/** A row lives by the ticks: it is received before one, and appears and changes around later ones. */
const rowArbitrary = fc.record({
  tick: fc.nat(23),
  /** Seconds before that tick; equal ones share a second. */
  before: fc.oneof(
    fc.constantFrom(1, 60, 119, 121, 122, 125, 1700, 1799, 1801, 1921, 3600),
    fc.nat(5 * 3600),
    fc.nat(3 * 86_400),
  ),
  fraction: fc.constantFrom('', '.000', '.250', '.0000001', '.9999999'),
  recipients: fc.constantFrom(1, 1, 2, 6),
  steps: fc.array(
    fc.record({
      status: fc.constantFrom(
        ...['delivered', 'Delivered', 'failed', 'expanded', 'filteredAsSpam', 'recalled'],
        ...['pending', 'quarantined', 'pending', 'quarantined', 'gettingStatus', 'unknownFutureValue'],
      ),
      size: fc.nat(1),
      /** After so many further ticks, a moment before or after; or at the last moment that is allowed. */
      ticks: fc.oneof({ weight: 8, arbitrary: fc.nat(5) }, { weight: 1, arbitrary: fc.constant(99) }),
      after: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

const tickArbitrary = fc.record({
  wait: fc.oneof(
    { weight: 8, arbitrary: fc.constant(5 * minuteMs) },
    { weight: 1, arbitrary: fc.constant(20 * secondMs) },
    { weight: 5, arbitrary: fc.constantFrom(65 * minuteMs, 61 * minuteMs) },
    { weight: 4, arbitrary: fc.constantFrom(6 * hourMs, 6 * hourMs + 5 * minuteMs, 3 * hourMs) },
    { weight: 4, arbitrary: fc.constantFrom(24 * hourMs, 25 * hourMs, 16 * hourMs) },
  ),
  crashAt: fc.option(fc.integer({ min: 1, max: 30 }), { freq: 3 }),
  crashAfter: fc.boolean(),
  uploadFailsAt: fc.option(fc.integer({ min: 1, max: 2 }), { freq: 6 }),
  rowsThatArrive: fc.nat(4),
  skew: fc.integer({ min: -120, max: 120 }),
  faultRate: fc.constantFrom(0, 0, 0, 0.05, 0.2, 0.6),
});

const losses = ['all', 'state', 'garbled', 'hours', 'some-hours', 'secret'] as const;

const scenarioArbitrary = fc.record({
  seed: fc.integer(),
  rows: fc.array(rowArbitrary, { minLength: 1, maxLength: 12 }),
  ticks: fc.array(tickArbitrary, { minLength: 4, maxLength: 24 }),
  /** Polling stands still before this tick. */
  outage: fc.option(
    fc.record({
      tick: fc.nat(23),
      wait: fc.constantFrom(
        3 * dayMs,
        8 * dayMs,
        12 * dayMs,
        40 * dayMs,
        88 * dayMs,
        95 * dayMs,
        120 * dayMs,
      ),
    }),
    { freq: 3 },
  ),
  lost: fc.option(fc.record({ tick: fc.nat(23), what: fc.constantFrom(...losses) }), { freq: 3 }),
  /** Nothing but the passage of time and the changes of rows goes on. */
  smooth: fc.boolean(),
  pageSize: fc.constantFrom(1, 2, 3, 7, 100),
  skew: fc.integer({ min: -360, max: 360 }),
  latency: fc.constantFrom(0, 700, 4000),
  /** No link ever works. */
  linksNeverWork: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
  lookBackHours: fc.constantFrom(0, 24, 48, 240),
  details: fc.boolean(),
});
type Scenario = typeof scenarioArbitrary extends fc.Arbitrary<infer S> ? S : never;

const faults: readonly GraphFault[] = [
  { kind: 'throttle' },
  { kind: 'throttle', retryAfterSeconds: 7 },
  { kind: 'throttle', retryAfterSeconds: 90 },
  { kind: 'server-error', status: 500 },
  { kind: 'server-error', status: 503 },
  { kind: 'network' },
  { kind: 'double-encoded-token' },
  { kind: 'bad-starting-recipient' },
  { kind: 'repeated-link' },
  { kind: 'empty-page' },
  { kind: 'foreign-link' },
  { kind: 'unauthorized', reason: 'token-expired' },
  { kind: 'unauthorized', reason: 'propagating' },
  { kind: 'not-offered' },
];

/** What was checked, to show that it was something. */
const checked = { rows: 0, versions: 0, shown: 0, stood: 0, gaps: 0, crashes: 0, requests: 0, calm: 0 };

test('every version of every row reaches the table, or a gap names the period; the quota is kept', async () => {
  await fc.assert(
    fc.asyncProperty(scenarioArbitrary, async (scenario) => {
      const rows = rowsOf(scenario);
      const tenant = new GraphTenant(rows);
      const { pageSize, lookBackHours, details } = scenario;
      const simulation = new TraceSimulation({ tenant, now: start, pageSize, lookBackHours, details });
      const runs = await play(scenario, simulation);
      assertQuota(simulation);
      assertRecovery(simulation);
      assertLastVersions(rows, simulation);
      assertShown(runs, simulation);
      assertStood(rows, runs, simulation);
      for (const line of simulation.logged) assert.doesNotMatch(line, /@|skiptoken/);
      assert.deepEqual(simulation.deadLetters.letters, []);
      checked.rows += rows.length;
      checked.requests += simulation.service.log.length;
      checked.crashes += runs.filter(({ summary }) => summary === undefined).length;
      checked.gaps += [...simulation.gaps.values()].filter(
        ({ reason }) => reason !== 'before-first-run',
      ).length;
    }),
    { numRuns: Number(process.env.TRACE_RUNS ?? 2000) },
  );
  // A check that looks at nothing would pass too.
  for (const [what, count] of Object.entries(checked)) assert.ok(count > 100, `${what}: ${count}`);
});

/** Service time of each tick, as far as nothing slows a run down. */
function tickTimes({ ticks, outage }: Scenario): number[] {
  let now = start;
  return ticks.map(({ wait }, index) => {
    now += wait + (outage?.tick === index ? outage.wait : 0);
    return now;
  });
}

function rowsOf(scenario: Scenario): TenantRow[] {
  const times = tickTimes(scenario);
  return scenario.rows.flatMap(({ tick, before, fraction, recipients, steps }, index) => {
    const second = Math.floor((times[tick % times.length]! - before * secondMs) / secondMs) * secondMs;
    const receivedDateTime = `${new Date(second).toISOString().slice(0, 19)}${fraction}Z`;
    return Array.from({ length: recipients }, (_, number) => ({
      id: `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
      messageId: `<${index}@fabrikam.com>`,
      receivedDateTime,
      senderAddress: `a'b+${index}@fabrikam.com`,
      recipientAddress: `O'Neil${number}@contoso.com`,
      subject: 'ä',
      size: 1,
      fromIP: '',
      toIP: '',
      versions: versionsOf(second, times, steps.slice(number % 2)),
    })).filter(({ versions }) => versions.length > 0);
  });
}

/** A row appears up to 24 hours late. It changes up to an age of 26 hours, and as long as it is not final up to 10 days. */
function versionsOf(
  received: number,
  times: readonly number[],
  steps: Scenario['rows'][number]['steps'],
): TraceVersion[] {
  const versions: TraceVersion[] = [];
  let at = received;
  for (const { status, size, ticks, after } of steps) {
    const last = versions.at(-1);
    const limit = last === undefined ? dayMs : canChange(last.status) ? 10 * dayMs : 26 * hourMs;
    const next = times.findIndex((time) => time > at) + ticks;
    const wanted = (times[next] ?? Number.POSITIVE_INFINITY) + (after ? secondMs : -1);
    const earliest = last === undefined ? received + secondMs : at + 1;
    at = Math.max(earliest, Math.min(wanted, received + limit));
    if (at > received + limit) break;
    versions.push({ at, status, size });
  }
  return versions;
}

async function play(scenario: Scenario, simulation: TraceSimulation): Promise<SimulatedRun[]> {
  const { seed, skew, latency, linksNeverWork, lost, smooth } = scenario;
  const random = seededRandom(seed);
  const broken: GraphFault | undefined = linksNeverWork ? { kind: 'double-encoded-token' } : undefined;
  const runs: SimulatedRun[] = [];
  for (const [index, time] of tickTimes(scenario).entries()) {
    const { faultRate, crashAt, uploadFailsAt, ...rest } = scenario.ticks[index]!;
    if (lost?.tick === index) lose(simulation, lost.what);
    const trouble: RunTrouble = {
      ...rest,
      ...(!smooth && crashAt !== null && { crashAt }),
      ...(!smooth && uploadFailsAt !== null && { uploadFailsAt }),
      skewMs: (skew + rest.skew) * secondMs,
      latencyMs: smooth ? 0 : latency,
      fault: () => (!smooth && random() < faultRate ? faults[Math.floor(random() * faults.length)] : broken),
    };
    // A run that takes longer than the time to the next tick delays it.
    const wait = Math.max(0, time - simulation.now);
    const run = await simulation.run(wait, trouble);
    runs.push(run);
  }
  // Then all is well, for long enough that every row has had its last change and has been read after it.
  const calm: RunTrouble = { skewMs: skew * secondMs, fault: () => broken };
  for (const wait of [5 * minuteMs, 27 * hourMs, 11 * dayMs]) {
    let run = await simulation.run(wait, calm);
    runs.push(run);
    for (let more = 0; !run.summary?.caughtUp; more++) {
      assert.ok(more < 60, `not done: ${JSON.stringify(run.summary)}`);
      run = await simulation.run(5 * minuteMs, calm);
      runs.push(run);
    }
    checked.calm++;
  }
  return runs;
}

function lose({ store }: TraceSimulation, what: (typeof losses)[number]): void {
  if (what === 'all' || what === 'state') store.text = '';
  if (what === 'garbled') store.text = store.text.slice(0, store.text.length / 2);
  if (what === 'all' || what === 'hours') store.hours.clear();
  if (what === 'some-hours') {
    for (const [index, hour] of [...store.hours.keys()].entries()) if (index % 2) store.hours.delete(hour);
  }
  if (what === 'all' || what === 'secret') store.secret = undefined;
}

function assertQuota({ service: { log } }: TraceSimulation): void {
  for (let last = 0, first = 0; last < log.length; last++) {
    while (log[first]!.at <= log[last]!.at - 5 * minuteMs) first++;
    assert.ok(last - first < 100, `${last - first + 1} requests in 5 minutes`);
  }
}

/** Where the state was lost, everything that could have been unread or still changing is read again. */
function assertRecovery({ gaps }: TraceSimulation): void {
  for (const { reason, to, at } of gaps.values()) {
    if (reason === 'state-lost')
      assert.ok(to <= at - 11 * dayMs, `state lost: read again from ${to} at ${at}`);
  }
}

/** The newest row of each key in the table is the last version, unless a gap names the time of receipt. */
function assertLastVersions(rows: readonly TenantRow[], simulation: TraceSimulation): void {
  const newest = new Map(simulation.table.map(({ key, version }) => [key, version]));
  for (const row of rows) {
    if (isInGap(row, simulation)) continue;
    assert.equal(
      newest.get(keyOf(row)),
      textOf(row.versions.at(-1)!),
      `${keyOf(row)} ${row.receivedDateTime}`,
    );
    checked.versions++;
  }
}

/**
 * Every version that an answer has shown is in the table. Left out are those on the last page of a run that crashed or
 * whose upload failed: nothing had been told of them, and they may have changed before the next run.
 */
function assertShown(runs: readonly SimulatedRun[], { shown, table, now }: TraceSimulation): void {
  const arrived = new Set(table.map(({ key, version }) => `${key} ${version}`));
  assert.ok(now > start);
  for (const { shownFrom, unsafeFrom } of runs) {
    for (const { key, version } of shown.slice(shownFrom, unsafeFrom)) {
      assert.ok(arrived.has(`${key} ${version}`), `${key} was shown as ${version}`);
      checked.shown++;
    }
  }
}

/** Periods of reading again, by the age of a row at the end of a run that has read everything that was due. */
function periodAt(age: number, open: boolean): number | undefined {
  if (age < 2 * minuteMs + 2 * secondMs) return undefined;
  if (age < 30 * minuteMs) return 0;
  if (age < 4 * hourMs) return hourMs;
  if (age < 26 * hourMs) return 6 * hourMs;
  return open && age < 10 * dayMs - hourMs ? dayMs : undefined;
}

/** A version that stood for the whole period of its age before a run that read all that was due, is in the table. */
function assertStood(
  rows: readonly TenantRow[],
  runs: readonly SimulatedRun[],
  simulation: TraceSimulation,
): void {
  const arrived = new Set(simulation.table.map(({ key, version }) => `${key} ${version}`));
  for (const row of rows) {
    if (isInGap(row, simulation)) continue;
    const received = Date.parse(row.receivedDateTime);
    for (const [index, version] of row.versions.entries()) {
      const until = row.versions[index + 1]?.at ?? Number.POSITIVE_INFINITY;
      for (const { summary, startedAt, endedAt } of runs) {
        if (!summary?.caughtUp || until <= endedAt) continue;
        const period = periodAt(startedAt - received, canChange(version.status));
        if (period === undefined || version.at > startedAt - period) continue;
        checked.stood++;
        const text = textOf(version);
        assert.ok(arrived.has(`${keyOf(row)} ${text}`), `${keyOf(row)} stood as ${text} at ${startedAt}`);
      }
    }
  }
}

function isInGap(row: TenantRow, { gaps }: TraceSimulation): boolean {
  const received = Date.parse(row.receivedDateTime);
  return [...gaps.values()].some(({ from, to, reason }) => {
    // The gap before a first run ends where the service ends; older rows go without saying.
    const beginning = reason === 'before-first-run' || reason === 'state-lost';
    return received <= to && (received >= from || beginning);
  });
}

function keyOf(row: TenantRow): string {
  return `${row.id}|${row.recipientAddress}`.toLowerCase();
}

/** As `versionOf` writes it; the stream's statuses begin with a small letter. */
function textOf({ status, size }: TraceVersion): string {
  return [status.slice(0, 1).toLowerCase() + status.slice(1), size, ''].join(' ');
}
