import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readsPageRange, withPageRange } from './page-range.ts';

const query =
  "let until = coalesce(todatetime('{{EndTimeISO}}'), now());\nlet since = coalesce(todatetime('{{StartTimeISO}}'), until - 1d);";
const now = new Date('2026-06-15T12:00:00Z');
const times = (range: string) =>
  [...withPageRange(query, range, now).matchAll(/todatetime\('([^']*)'\)/g)].map(([, time]) => time);

test('tells a query that reads the range of the page', () => {
  assert.equal(readsPageRange(query), true);
  assert.equal(readsPageRange('MailFlow | count'), false);
});

test('writes the end and the start of a range into the query', () => {
  assert.deepEqual(times('P1D'), ['2026-06-15T12:00:00.000Z', '2026-06-14T12:00:00.000Z']);
  assert.deepEqual(times('PT90M'), ['2026-06-15T12:00:00.000Z', '2026-06-15T10:30:00.000Z']);
  assert.deepEqual(times('P1W'), ['2026-06-15T12:00:00.000Z', '2026-06-08T12:00:00.000Z']);
  assert.deepEqual(times('2026-06-01T00:00:00Z/2026-06-02T08:30:00Z'), [
    '2026-06-02T08:30:00.000Z',
    '2026-06-01T00:00:00.000Z',
  ]);
  assert.equal(withPageRange('MailFlow | count', 'P1D', now), 'MailFlow | count');
});

test('refuses what is no range', () => {
  for (const range of ['P', 'PT', 'P1Y', '1h', '/'])
    assert.throws(() => withPageRange(query, range, now), RangeError);
});
