import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recentRate } from './recent-rate.ts';

test('rows a second: over the last minute, at the beginning over the time since then', () => {
  let clock = 1_000_000;
  const rate = recentRate(() => clock);
  assert.equal(rate.perSecond(), 0);
  rate.add(30);
  assert.equal(rate.perSecond(), 30);
  clock += 10_000;
  rate.add(20);
  rate.add(10);
  assert.equal(rate.perSecond(), 6);
  clock += 50_000;
  assert.equal(rate.perSecond(), 0.5);
  clock += 10_000;
  assert.equal(rate.perSecond(), 0);
});
