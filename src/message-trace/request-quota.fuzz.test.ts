import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tenantRow } from '../../test/doubles/graph/sample-rows.ts';
import { GraphTenant } from '../../test/doubles/graph/tenant.ts';
import { TraceSimulation } from './test-simulation.ts';
import { dayMs, hourMs, minuteMs, secondMs } from './time-range.ts';

const start = Date.UTC(2026, 10, 21, 5, 17, 3);

/** More to read than the quota gives, one row a request, and runs that end anywhere and begin again at once. */
test('never more than 100 requests in 5 minutes, through crashes, lost state and clocks that differ', async () => {
  let most = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        rows: fc.integer({ min: 60, max: 200 }),
        runs: fc.array(
          fc.record({
            wait: fc.constantFrom(0, 1, 10, 30, 60, 290, 300, 305),
            crashAt: fc.option(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 600 })), {
              freq: 3,
            }),
            crashAfter: fc.boolean(),
            skew: fc.integer({ min: -420, max: 420 }),
            network: fc.constantFrom(0, 0, 1),
          }),
          { minLength: 4, maxLength: 30, size: 'max' },
        ),
        lostBefore: fc.option(fc.nat(29), { freq: 2 }),
        latency: fc.constantFrom(0, 300, 3000),
      }),
      async ({ rows, runs, lostBefore, latency }) => {
        const tenant = new GraphTenant(
          Array.from({ length: rows }, (_, n) =>
            tenantRow({
              id: `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`,
              receivedDateTime: new Date(start - n * 20 * minuteMs).toISOString(),
              status: 'pending',
            }),
          ),
        );
        const simulation = new TraceSimulation({
          tenant,
          now: start,
          pageSize: 1,
          details: true,
          lookBackHours: 24,
        });
        simulation.store.backfill = {
          from: new Date(start - 80 * dayMs).toISOString(),
          to: new Date(start - 24 * hourMs).toISOString(),
          requestedAt: '2026-11-21T05:00:00Z',
        };
        for (const [index, { wait, crashAt, skew, network, ...rest }] of runs.entries()) {
          if (lostBefore === index) simulation.store.text = '';
          await simulation.run(wait * secondMs, {
            ...rest,
            ...(crashAt !== null && { crashAt }),
            skewMs: skew * secondMs,
            latencyMs: latency,
            fault: () => (network ? { kind: 'network' } : undefined),
          });
        }
        const { log } = simulation.service;
        for (let last = 0, first = 0; last < log.length; last++) {
          while (log[first]!.at <= log[last]!.at - 5 * minuteMs) first++;
          most = Math.max(most, last - first + 1);
          assert.ok(last - first < 100, `${last - first + 1} requests in 5 minutes`);
        }
        assert.ok(log.every(({ status }) => status !== 429));
      },
    ),
    { numRuns: 200 },
  );
  // Otherwise nothing came near the limit.
  assert.ok(most > 85, `at most ${most}`);
});
