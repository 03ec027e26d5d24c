import fc from 'fast-check';
import type { TenantRow, TraceVersion } from '../../test/doubles/graph/tenant.ts';
import { dayMs, hourMs, minuteMs, secondMs } from './time-range.ts';
import { canChange } from './trace-hash.ts';

/** Service time at which each scenario begins. */
export const start = Date.UTC(2026, 10, 21, 5, 17, 3);

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

/** What of the stored state goes missing. */
export const losses = ['all', 'state', 'garbled', 'hours', 'some-hours', 'secret'] as const;

/** Some days of a tenant and of polling it. */
export const scenarioArbitrary = fc.record({
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
export type Scenario = typeof scenarioArbitrary extends fc.Arbitrary<infer S> ? S : never;

/** Service time of each tick, as far as nothing slows a run down. */
export function tickTimes({ ticks, outage }: Scenario): number[] {
  let now = start;
  return ticks.map(({ wait }, index) => {
    now += wait + (outage?.tick === index ? outage.wait : 0);
    return now;
  });
}

/** The rows of the tenant, with all their versions. */
export function rowsOf(scenario: Scenario): TenantRow[] {
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
