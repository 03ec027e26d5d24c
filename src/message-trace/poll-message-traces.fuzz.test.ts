import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { GraphFault } from '../../test/doubles/graph/graph-service.ts';
import { GraphTenant, type TenantRow, type TraceVersion } from '../../test/doubles/graph/tenant.ts';
import { seededRandom } from '../../test/doubles/ingestion-faults.ts';
import { type losses, rowsOf, type Scenario, scenarioArbitrary, start, tickTimes } from './test-scenario.ts';
import { type RunTrouble, type SimulatedRun, TraceSimulation } from './test-simulation.ts';
import { dayMs, hourMs, minuteMs, secondMs } from './time-range.ts';
import { canChange } from './trace-hash.ts';

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
