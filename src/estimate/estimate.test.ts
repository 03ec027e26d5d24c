import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { billedBytes } from './billed-size.ts';
import { busiestMinuteGb, type EstimateOptions, estimate, prices } from './estimate.ts';
import { LogMeasure, volumeOfLogs } from './log-measure.ts';
import { appends, type Volume, volumeOfMessages } from './volume.ts';

const options: EstimateOptions = {
  retentionDays: 30,
  totalRetentionDays: 30,
  archiveDays: 365,
  memoryMb: 2048,
};

function near(actual: number, expected: number, share = 0.001): void {
  assert.ok(Math.abs(actual - expected) <= Math.abs(expected) * share, `${actual} is not about ${expected}`);
}

/** One GB a day in the table, and nothing else worth a cent. */
const oneGb: Volume = {
  rowsPerDay: 1_000_000,
  billedBytesPerRow: 1000,
  logBytesPerDay: 0,
  appendsPerDay: 0,
  patientAppendsPerDay: 0,
  servers: 0,
  onlineRowsPerDay: 0,
};

describe('billedBytes', () => {
  it('counts values as text, the TenantId that the service adds, and neither names nor free columns', () => {
    assert.equal(billedBytes({}), 36);
    assert.equal(billedBytes({ aVeryLongColumnName: 'x' }), 37);
    assert.equal(
      billedBytes({ a: 'ü', b: 12345, c: null, d: ['a@b.c'], _ResourceId: '/subscriptions/…' }),
      36 + 2 + 5 + 9,
    );
  });
});

describe('appends', () => {
  it('are as many as the bursts where these are rare, and never more than the polls', () => {
    near(appends(100, 1, 1), 100, 0.01);
    near(appends(1e9, 3, 1), 3 * 86_400);
    near(appends(1e9, 3, 30), 3 * 2880);
    assert.equal(appends(100, 0, 1), 0);
  });
});

describe('estimate', () => {
  it('costs a GB a day as the price list says, by plan', () => {
    const { plans } = estimate(oneGb, options);
    const health = (3 * 288 * 300 * 30.4) / 1e9;
    const [analytics, basic, auxiliary, sentinel] = plans;
    near(analytics.ingestion, (30.4 + health) * prices.prices.analyticsIngestion.amount);
    near(basic.ingestion, 30.4 * 0.5 + health * 2.3);
    near(auxiliary.ingestion, 30.4 * 0.15 + health * 2.3);
    near(sentinel.ingestion, (30.4 + health) * prices.prices.sentinelIngestion.amount);
    for (const { retention } of plans) assert.equal(retention, 0);
  });

  it('charges retention beyond the free days, the rest as long-term retention', () => {
    const { plans } = estimate(oneGb, { ...options, retentionDays: 120, totalRetentionDays: 400 });
    const [analytics, basic, , sentinel] = plans.map(({ retention }) => retention);
    near(analytics, (120 - 31) * 0.1 + (400 - 120) * 0.02);
    near(basic, (400 - 30) * 0.02);
    near(sentinel, (120 - 90) * 0.1 + (400 - 120) * 0.02);
  });

  it('keeps a small app within the free grants', () => {
    const volume = volumeOfMessages({
      messagesPerDay: 100,
      servers: 1,
      onlineRowsPerDay: 0,
      pollSeconds: 60,
    });
    assert.equal(estimate(volume, { ...options, memoryMb: 512 }).functionsCost, 0);
  });

  it('sees what patience of the agents saves', () => {
    const volume = volumeOfMessages({
      messagesPerDay: 50_000,
      servers: 4,
      onlineRowsPerDay: 0,
      pollSeconds: 1,
    });
    const { savedByPatience, functionsCost, storageCost } = estimate(volume, options);
    assert.ok(savedByPatience > 0 && savedByPatience < functionsCost + storageCost);
    const patient = volumeOfMessages({
      messagesPerDay: 50_000,
      servers: 4,
      onlineRowsPerDay: 0,
      pollSeconds: 30,
    });
    assert.equal(estimate(patient, options).savedByPatience, 0);
    near(
      estimate(patient, options).functionsCost + estimate(patient, options).storageCost,
      functionsCost + storageCost - savedByPatience,
    );
  });

  it('asks Microsoft Graph at every poll, and for more pages where there are more rows', () => {
    const requests = (onlineRowsPerDay: number): number =>
      estimate({ ...oneGb, onlineRowsPerDay }, options).perDay.graphRequests;
    assert.equal(requests(0), 0);
    // 288 polls, 24 passes of the 4-hour tier, 4 of the 26-hour tier, 1 of the open rows.
    assert.equal(requests(100), 288 + 24 + 4 + 1);
    assert.ok(requests(5_000_000) > 4 * requests(100));
  });

  it('never becomes cheaper where there is more, and is never negative or NaN', () => {
    const amount = fc.double({ min: 0, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.integer({ min: 0, max: 50 }),
        amount,
        (messages, more, servers, online) => {
          const of = (messagesPerDay: number) =>
            estimate(
              volumeOfMessages({ messagesPerDay, servers, onlineRowsPerDay: online, pollSeconds: 1 }),
              options,
            );
          const [less, greater] = [of(messages), of(messages + more)];
          for (const [i, plan] of less.plans.entries()) {
            assert.ok(plan.total >= 0 && Number.isFinite(plan.total));
            assert.ok(greater.plans[i].total >= plan.total - 1e-6);
          }
          assert.ok(less.savedByPatience >= 0);
          assert.ok(busiestMinuteGb(less) >= 0);
        },
      ),
    );
  });

  it('has a price list in which each price has a unit and a source, and the list a date', () => {
    assert.match(prices.date, /^\d{4}-\d\d-\d\d$/);
    for (const [name, { amount, unit, source }] of Object.entries(prices.prices)) {
      assert.ok(amount > 0 && unit !== '' && /\d{4}|quoted/.test(source), name);
    }
  });
});

describe('LogMeasure', () => {
  it('counts rows, the time they span, and the polls in which a file had grown', () => {
    const sum = new LogMeasure(1);
    const begin = Date.parse('2026-11-20T00:00:00Z');
    sum.addRows([begin, begin + 10, begin + 1500, begin + 12 * 3_600_000], 2, 1);
    sum.addTableRows([{ a: 'x'.repeat(64) }, { a: 'x'.repeat(164) }]);
    sum.endFile(4000);
    sum.addRows([begin + 5], 0, 0);
    sum.endFile(1000);
    const {
      rows,
      filtered,
      rejected,
      files,
      logBytes,
      billedBytesPerRow,
      appends: grown,
      patientAppends,
    } = sum.result;
    assert.deepEqual([rows, filtered, rejected, files, logBytes], [5, 2, 1, 2, 5000]);
    assert.equal(billedBytesPerRow, 150);
    assert.deepEqual([grown, patientAppends], [4, 3]);
    const volume = volumeOfLogs(sum.result, { servers: 1, scale: 3, onlineRowsPerDay: 0 });
    assert.equal(volume.days, 0.5);
    assert.equal(volume.rowsPerDay, 30);
    assert.equal(volume.logBytesPerDay, 30_000);
  });

  it('takes no few minutes for a whole day', () => {
    const sum = new LogMeasure(1);
    sum.addRows([0, 60_000], 0, 0);
    sum.endFile(100);
    near(volumeOfLogs(sum.result, { servers: 1, scale: 1, onlineRowsPerDay: 0 }).rowsPerDay, 2 * 24);
  });
});
