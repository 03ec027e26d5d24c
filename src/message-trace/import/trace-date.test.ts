import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type DateOrder, DateOrderEvidence, dateOrderOfName } from './date-order.ts';
import { readTraceDate } from './trace-date.ts';

const now = Date.parse('2026-11-21T09:00:00Z');

function read(text: string, order?: DateOrder, utc = true) {
  return readTraceDate(text, { order, utc, now });
}

test('ISO 8601 keeps its fraction digits and comes out in UTC', () => {
  const cases: [string, string][] = [
    ['2025-11-20T09:41:31Z', '2025-11-20T09:41:31Z'],
    ['2025-11-20T09:41:31.109Z', '2025-11-20T09:41:31.109Z'],
    ['2025-11-20T09:41:31.1093452Z', '2025-11-20T09:41:31.1093452Z'],
    ['2025-11-20T09:41:31.1093452', '2025-11-20T09:41:31.1093452Z'],
    ['2025-11-20 09:41:31', '2025-11-20T09:41:31Z'],
    ['2025-11-20T09:41Z', '2025-11-20T09:41:00Z'],
    ['2025-11-20T00:41:31.5+01:00', '2025-11-19T23:41:31.5Z'],
    ['2025-11-20T23:41:31-0530', '2025-11-21T05:11:31Z'],
    ['/Date(1763631691109)/', '2025-11-20T09:41:31.109Z'],
    ['/Date(1763631691109+0100)/', '2025-11-20T09:41:31.109Z'],
  ];
  for (const [text, expected] of cases) assert.equal(read(text), expected, text);
});

test('dates of cultures, with the order that is given', () => {
  const cases: [string, DateOrder, string][] = [
    ['11/20/2025 9:41:31 AM', 'mdy', '2025-11-20T09:41:31Z'],
    ['11/20/2025 12:00:00\u202fAM', 'mdy', '2025-11-20T00:00:00Z'],
    ['11/20/2025 12:00:00 p. m.', 'mdy', '2025-11-20T12:00:00Z'],
    ['20/11/2025 21:41:31', 'dmy', '2025-11-20T21:41:31Z'],
    ['20.11.2025 9.41.31', 'dmy', '2025-11-20T09:41:31Z'],
    ['20-11-25 09:41', 'dmy', '2025-11-20T09:41:00Z'],
    ['25/11/20 09:41', 'ymd', '2025-11-20T09:41:00Z'],
    ['2025/11/20 9:41:31', 'mdy', '2025-11-20T09:41:31Z'],
    ['2025. 11. 20. 9:41:31', 'dmy', '2025-11-20T09:41:31Z'],
    ['11/20/2025 9:41:31 AM +01:00', 'mdy', '2025-11-20T08:41:31Z'],
    ['11/20/2025 9:41:31 AM UTC', 'mdy', '2025-11-20T09:41:31Z'],
  ];
  for (const [text, order, expected] of cases) assert.equal(read(text, order), expected, text);
  assert.equal(read('2025/11/20 9:41:31'), '2025-11-20T09:41:31Z');
});

test('what cannot be read is rejected with its reason', () => {
  const cases: [string, string][] = [
    ['', 'date-time'],
    ['yesterday', 'date-time'],
    ['20 November 2025', 'date-time'],
    ['2025-11-20', 'date-time'],
    ['2025-02-29T09:41:31Z', 'date-time'],
    ['2025-11-20T24:00:00Z', 'date-time'],
    ['2025-11-20T09:60:00Z', 'date-time'],
    ['0001-01-01T00:00:00Z', 'date-range'],
    ['2026-11-23T09:41:31Z', 'date-range'],
    ['/Date(-62135596800000)/', 'date-range'],
    ['11/20/2025 9:41:31 AM CET', 'local-time'],
    ['2025-11-20 09:41:31 (Local)', 'local-time'],
    ['11/20/25 9:41:31 AM', 'date-format'],
  ];
  for (const [text, reason] of cases) assert.deepEqual(read(text), { reason }, text);
  assert.deepEqual(read('20/11/2025 09:41', 'mdy'), { reason: 'date-format' });
  assert.deepEqual(read('11/20/2025 13:41 PM', 'mdy'), { reason: 'date-time' });
  assert.deepEqual(read('11/20/2025 09:41', 'ymd'), { reason: 'date-format' });
  assert.deepEqual(read('2025-11-20T09:41:31', undefined, false), { reason: 'local-time' });
});

test('without an order, day and month are never guessed', () => {
  assert.deepEqual(read('11/12/2025 09:41:31'), { first: 11, second: 12 });
  assert.deepEqual(read('20.11.2025 09:41:31'), { first: 20, second: 11 });
  const verdict = (...dates: [number, number][]) => {
    const evidence = new DateOrderEvidence();
    for (const [index, [first, second]] of dates.entries()) evidence.add(first, second, index + 2);
    return evidence.verdict;
  };
  assert.equal(verdict(), 'ambiguous');
  assert.equal(verdict([11, 12], [1, 2], [12, 12]), 'ambiguous');
  assert.equal(verdict([11, 12], [13, 2]), 'dmy');
  assert.equal(verdict([11, 12], [2, 13]), 'mdy');
  assert.deepEqual(verdict([1, 1], [2, 13], [13, 2]), { dayFirst: 4, monthFirst: 3 });
  assert.equal(verdict([25, 26]), 'ambiguous');
});

test('the name of a file can tell the order', () => {
  assert.equal(dateOrderOfName('message-trace-imports/october.dmy.csv'), 'dmy');
  assert.equal(dateOrderOfName('October.MDY.CSV.gz'), 'mdy');
  assert.equal(dateOrderOfName('october.ymd.json'), 'ymd');
  for (const name of ['october.csv', 'dmy.csv', 'october.dmy', 'x.dmy/october.csv', 'october-dmy.csv'])
    assert.equal(dateOrderOfName(name), undefined, name);
});

test('every time, written by any culture, is read back', () => {
  const pad = (value: number) => String(value).padStart(2, '0');
  const styles: [DateOrder | undefined, (d: Date) => string][] = [
    [undefined, (d) => d.toISOString()],
    [undefined, (d) => `/Date(${d.getTime()})/`],
    ['mdy', (d) => `${d.getUTCMonth() + 1}/${d.getUTCDate()}/${d.getUTCFullYear()} ${halves(d)}`],
    ['dmy', (d) => `${pad(d.getUTCDate())}.${pad(d.getUTCMonth() + 1)}.${d.getUTCFullYear()} ${clock(d)}`],
    ['ymd', (d) => `${d.getUTCFullYear()}/${pad(d.getUTCMonth() + 1)}/${pad(d.getUTCDate())} ${clock(d)}`],
  ];
  const clock = (d: Date) => d.toISOString().slice(11, 19);
  const halves = (d: Date) =>
    `${d.getUTCHours() % 12 || 12}${d.toISOString().slice(13, 19)} ${d.getUTCHours() < 12 ? 'AM' : 'PM'}`;
  const seconds = fc.integer({ min: Date.UTC(2010, 0, 1) / 1000, max: now / 1000 });
  fc.assert(
    fc.property(seconds, fc.constantFrom(...styles), (time, [order, write]) => {
      const text = read(write(new Date(time * 1000)), order);
      assert.equal(Date.parse(String(text)), time * 1000);
    }),
  );
});
