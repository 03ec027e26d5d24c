/**
 * The poller of message traces against the Graph double, in simulated time: what a tenant of 1,000,000 deliveries a day
 * costs of its quota and memory, how far behind the table is, and a backfill of 90 days that is stopped and resumed.
 */
import { TraceSimulation } from '../src/message-trace/test-simulation.ts';
import type { BenchRow } from './bench-row.ts';
import { type Cost, measureChild, reportCost } from './measure-child.ts';
import { ComputedTenant, indexOf } from './trace-tenant.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const ticksPerDay = 288;
/** A full page takes 2 to 4 s. Source: administrator guide 1.1.0 of MessageTraceReport (2026-10-02). */
const latencyMs = 3000;
const perDay = 1_000_000;
/** Days that are simulated. The daily reading again of open hours has its full length after 10 days. */
const days = Number(process.env.TRACE_DAYS ?? 2);
const quotaPerDay = ticksPerDay * 100;

/** A large tenant over some days, with a crash every few hours. */
export async function benchMessageTrace(): Promise<BenchRow[]> {
  const { result, peak, cpu } = await run('follow');
  const r = (name: string): number => result[name]!;
  const share = r('worstDay') / quotaPerDay;
  return [
    {
      what: `message traces, ${perDay / 1e6} million a day: share of the quota, busiest of ${days} days`,
      measured: `${(share * 100).toFixed(1)} %`,
      goal: '< 60 %',
      holds: share < 0.6,
    },
    { what: '  requests a day', measured: `${Math.round(r('requests') / days)}`, goal: '' },
    {
      what: '  requests in any 5 minutes, at most',
      measured: `${r('mostIn5Minutes')}`,
      goal: '≤ 100',
      holds: r('mostIn5Minutes') <= 100,
    },
    {
      what: '  from receipt to table, p50 / p95 / p99 (rows shown in time)',
      measured: ['p50', 'p95', 'p99'].map((name) => `${Math.round(r(name))} s`).join(' / '),
      goal: '',
    },
    {
      what: `  rows doubled, a million (${r('crashes')} crashes)`,
      measured: `${Math.round((r('doubled') / r('rows')) * 1e6)}`,
      goal: '',
    },
    { what: '  versions lost', measured: `${r('lost')}`, goal: '0', holds: r('lost') === 0 },
    {
      what: '  memory in use, at most (the double included); peak of the process',
      measured: `${mb(r('heap'))}, ${mb(peak)}`,
      goal: '< 100 MB',
      holds: r('heap') < 100e6,
    },
    { what: '  CPU a day (the double included)', measured: `${(cpu / days).toFixed(0)} s`, goal: '' },
  ];
}

/** 90 days of a tenant of 50,000 deliveries a day, beside the polling of fresh mail. */
export async function benchTraceBackfill(): Promise<BenchRow[]> {
  const { result, peak } = await run('backfill');
  const r = (name: string): number => result[name]!;
  return [
    {
      what: 'backfill of 90 days, 50,000 a day: rows, requests',
      measured: `${(r('rows') / 1e6).toFixed(2)} M, ${r('requests')}`,
      goal: '',
    },
    {
      what: '  time, and the estimate after a tenth of it',
      measured: `${Math.round(r('seconds') / 60)} min, ${Math.round(r('estimated') / 60)} min`,
      goal: '',
    },
    {
      what: '  rows read twice because it was stopped and resumed',
      measured: `${r('doubled')}`,
      goal: '< 5000',
      holds: r('doubled') < 5000,
    },
    { what: '  rows missing', measured: `${r('missing')}`, goal: '0', holds: r('missing') === 0 },
    {
      what: '  memory in use, at most; peak of the process',
      measured: `${mb(r('heap'))}, ${mb(peak)}`,
      goal: '',
    },
  ];
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

function run(what: string): Promise<Cost> {
  const env = { TRACE_DAYS: String(days) };
  return measureChild(new URL(import.meta.url), [what], { env, node: ['--expose-gc'] });
}

/**
 * Memory in use after a collection, at most: what a collection would free is not in use. The seen rows lie on Blob
 * Storage; that the simulation keeps them in memory does not count.
 */
class HeapWatch {
  most = 0;

  look({ store }: TraceSimulation): void {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    const stored = [...store.hours.values()].reduce((sum, { length }) => sum + length, 0);
    this.most = Math.max(this.most, heapUsed + external - stored);
  }
}

/** Which rows came, by number and status. */
class Arrivals {
  doubled = 0;
  rows = 0;
  readonly #bits: Uint8Array;

  constructor(deliveries: number) {
    this.#bits = new Uint8Array(deliveries);
  }

  /** @returns whether it is the first of this delivery */
  add(index: number, status: string): boolean {
    const bit = status === 'pending' ? 1 : status === 'delivered' ? 2 : status === 'quarantined' ? 4 : 8;
    const known = this.#bits[index]!;
    this.rows++;
    if (known & bit) this.doubled++;
    this.#bits[index] = known | bit;
    return known === 0;
  }

  missing(from: number, to: number, is: (index: number) => boolean = () => true): number {
    let missing = 0;
    for (let index = from; index < to; index++) if (this.#bits[index] === 0 && is(index)) missing++;
    return missing;
  }
}

async function follow(): Promise<Record<string, number>> {
  const start = Date.UTC(2026, 10, 17);
  const now = start + dayMs;
  const tenant = new ComputedTenant(start, perDay);
  const arrivals = new Arrivals((days + 2) * perDay);
  const lags: number[] = [];
  const simulation: TraceSimulation = new TraceSimulation({
    tenant,
    now,
    lookBackHours: 0,
    keepRows: false,
    onRow(text) {
      const row = JSON.parse(text) as { traceId: string; status: string; receivedDateTime: string };
      const index = indexOf(row.traceId);
      const first = arrivals.add(index, row.status);
      const lag = (simulation.now - Date.parse(row.receivedDateTime)) / 1000;
      // Late rows would say more of the service than of us.
      if (first && index % 50 === 0 && lag < 3600) lags.push(lag);
    },
  });
  const heap = new HeapWatch();
  let crashes = 0;
  const perTick: number[] = [];
  let at = now;
  for (let tick = 0; tick < days * ticksPerDay; tick++) {
    const before = simulation.service.log.length;
    at += 5 * minuteMs;
    const crash = tick % 60 === 59;
    await simulation.run(Math.max(0, at - simulation.now), {
      latencyMs,
      ...(crash && { crashAt: 20 + (tick % 7) }),
    });
    if (crash) crashes++;
    if (tick % 24 === 0) heap.look(simulation);
    perTick.push(simulation.service.log.length - before);
  }
  lags.sort((a, b) => a - b);
  const percentile = (share: number): number => lags[Math.floor(share * (lags.length - 1))] ?? 0;
  const byDay = Array.from({ length: days }, (_, day) =>
    perTick.slice(day * ticksPerDay, (day + 1) * ticksPerDay).reduce((sum, count) => sum + count, 0),
  );
  // Everything that appeared more than the longest period of reading again before the end must be there.
  const end = simulation.now - 7 * 60 * minuteMs;
  const shown = new Set<number>();
  for (const row of tenant.read(end - 60 * minuteMs, end, end)) shown.add(indexOf(row.id));
  const [from, to] = [tenant.countBefore(end - 60 * minuteMs), tenant.countBefore(end)];
  return {
    requests: perTick.reduce((sum, count) => sum + count, 0),
    worstDay: Math.max(...byDay),
    mostIn5Minutes: mostIn5Minutes(simulation),
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    rows: arrivals.rows,
    doubled: arrivals.doubled,
    crashes,
    heap: heap.most,
    lost: arrivals.missing(from, to, (index) => shown.has(index)),
  };
}

async function backfill(): Promise<Record<string, number>> {
  const small = 50_000;
  const now = Date.UTC(2026, 10, 21, 9);
  const from = now - 88 * dayMs;
  const tenant = new ComputedTenant(Date.UTC(2026, 7, 1), small);
  const arrivals = new Arrivals(115 * small);
  const simulation: TraceSimulation = new TraceSimulation({
    tenant,
    now,
    lookBackHours: 1,
    keepRows: false,
    onRow(text) {
      const row = JSON.parse(text) as { traceId: string; status: string };
      arrivals.add(indexOf(row.traceId), row.status);
    },
  });
  const request = {
    from: new Date(from).toISOString(),
    to: new Date(now).toISOString(),
    requestedAt: new Date(now).toISOString(),
  };
  const state = () =>
    (
      JSON.parse(simulation.store.text) as {
        backfill?: Record<string, number> & { estimate?: { seconds: number } };
      }
    ).backfill;
  simulation.store.backfill = request;
  const heap = new HeapWatch();
  let estimated = 0;
  let at = now;
  let ticks = 0;
  for (; ; ticks++) {
    at += 5 * minuteMs;
    // Stopped for half an hour, in the middle.
    simulation.store.backfill = ticks >= 6 && ticks < 12 ? undefined : (simulation.store.backfill ?? request);
    await simulation.run(Math.max(0, at - simulation.now), { latencyMs });
    heap.look(simulation);
    const progress = state();
    if (progress?.finishedAt !== undefined) break;
    if (progress === undefined) continue;
    const share = (progress.to! - progress.doneDownTo!) / (progress.to! - progress.from!);
    const elapsed = (simulation.now - progress.startedAt!) / 1000;
    if (share > 0.1 && estimated === 0) estimated = elapsed + progress.estimate!.seconds;
    console.error(
      `${Math.round(elapsed / 60)} min: ${(share * 100).toFixed(1)} %, ${progress.rows} rows, ${progress.requests} requests, about ${Math.ceil((progress.estimate?.seconds ?? 0) / 60)} min left`,
    );
  }
  const done = state()!;
  return {
    rows: done.rows!,
    requests: done.requests!,
    seconds: (done.finishedAt! - done.startedAt!) / 1000 - 30 * 60,
    estimated,
    heap: heap.most,
    doubled: arrivals.doubled,
    missing: arrivals.missing(tenant.countBefore(from + dayMs), tenant.countBefore(now - dayMs)),
  };
}

function mostIn5Minutes({ service: { log } }: TraceSimulation): number {
  let most = 0;
  for (let last = 0, first = 0; last < log.length; last++) {
    while (log[first]!.at <= log[last]!.at - 5 * minuteMs) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

if (import.meta.main) {
  await reportCost(process.argv[2] === 'backfill' ? backfill : follow);
}
