/** Conditions behind MailFlow reach the segments of the table: what is not asked for is not read. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Database } from '../../kql-engine/index.ts';
import { ask, contentDatabase } from '../testing/content-database.ts';
import { SampleClock, sampleRows } from '../testing/sample-rows.ts';

const HOUR = 3_600_000;
const from = SampleClock.wednesday;
const end = from + 2 * HOUR;
let database: Database;
let segments: number;

/** Segments read by a query, as a share of all; 1 is one whole pass. */
function passes(kql: string, timespan?: string): number {
  const start = database.counters.segmentsScanned;
  database.query(kql, timespan === undefined ? {} : { timespan });
  return (database.counters.segmentsScanned - start) / segments;
}

before(() => {
  const rows = [...sampleRows({ from, to: end, incidents: [] })].sort((a, b) =>
    String(a.TimeGenerated).localeCompare(String(b.TimeGenerated)),
  );
  database = contentDatabase({ now: new Date(end), rows, storage: { segmentRows: 100 } });
  segments = Math.ceil(rows.length / 100);
  assert.ok(segments > 20);
});

describe('a condition on the time', () => {
  const last = `datetime(${new Date(end - HOUR / 6).toISOString()})`;
  for (const [title, kql, timespan] of [
    ['as parameters', `MailFlow(${last}, now()) | count`, undefined],
    ['as the time range of the query', 'MailFlow | count', 'PT10M'],
    ['of another function', `MailOutcome(${last}, now()) | count`, undefined],
    ['of a window', 'MailTopSenders(10m)', undefined],
  ] as const) {
    test(title, () => {
      const share = passes(kql, timespan);
      assert.ok(share > 0 && share < 0.6, `${share.toFixed(2)} passes`);
    });
  }
});

test('the time of arrival spares what came before, but for its ids', () => {
  const whole = passes('MailFlow | summarize dcount(SenderAddress)');
  // All came at once; nothing has arrived since.
  const none = passes('MailFlow(ago(1d), now(), false, now() + 1h) | summarize dcount(SenderAddress)');
  assert.ok(none <= 1 && whole - none > 0.8, `${whole.toFixed(2)} and ${none.toFixed(2)} passes`);
});

test('where copies count, nothing is read to find them', () => {
  const share = passes('MailFlow(ago(1d), now(), true) | summarize dcount(SenderAddress)');
  assert.ok(share <= 1.01, `${share.toFixed(2)} passes`);
});

test('a condition on a column spares the pass over its rows, and leaves that for copies', () => {
  const [{ NetworkMessageId }] = ask(database, 'MailFlow | where isnotempty(NetworkMessageId) | take 1') as [
    { NetworkMessageId: string },
  ];
  const all = passes('MailFlow | summarize dcount(SenderAddress)');
  const one = passes(
    `MailFlow | where NetworkMessageId == '${NetworkMessageId}' | summarize dcount(SenderAddress)`,
  );
  const none = passes("MailFlow | where EventId == 'NO SUCH EVENT' | summarize dcount(SenderAddress)");
  assert.ok(all - one > 0.8, `${all.toFixed(2)} and ${one.toFixed(2)} passes`);
  assert.ok(all - none > 0.8, `${all.toFixed(2)} and ${none.toFixed(2)} passes`);
});
