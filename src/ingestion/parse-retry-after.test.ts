import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRetryAfter } from './parse-retry-after.ts';

const now = Date.UTC(2026, 8, 1, 12, 0, 0);
const parse = (headers: Record<string, string>) => parseRetryAfter({ get: (name) => headers[name] }, now);

test('seconds, milliseconds and dates', () => {
  assert.equal(parse({ 'retry-after': '120' }), 120_000);
  assert.equal(parse({ 'retry-after': ' 0 ' }), 0);
  assert.equal(parse({ 'retry-after': '1.5' }), 1_500);
  assert.equal(parse({ 'retry-after': 'Tue, 01 Sep 2026 12:00:30 GMT' }), 30_000);
  assert.equal(parse({ 'retry-after': 'Tue, 01 Sep 2026 11:00:00 GMT' }), 0);
  assert.equal(parse({ 'retry-after-ms': '250', 'retry-after': '9' }), 250);
  assert.equal(parse({ 'x-ms-retry-after-ms': '750' }), 750);
});

test('nothing said, or nothing that can be read', () => {
  assert.equal(parse({}), undefined);
  assert.equal(parse({ 'retry-after': 'soon' }), undefined);
  assert.equal(parse({ 'retry-after': '' }), undefined);
  assert.equal(parse({ 'retry-after-ms': '-1', 'retry-after': '3' }), 3_000);
});
