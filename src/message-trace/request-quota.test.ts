import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type QuotaState, RequestQuota } from './request-quota.ts';
import { minuteMs, secondMs } from './time-range.ts';

const now = Date.UTC(2026, 10, 21, 5);
const none: QuotaState = { made: [], pending: [0, 0] };

function takeAll(quota: RequestQuota, kind: 'main' | 'other', at: number, hungry = false): number {
  let taken = 0;
  while (quota.take(kind, at, hungry) === 0) {
    quota.made(kind, at);
    taken++;
  }
  return taken;
}

function calibrated(limit: number, saved: QuotaState): RequestQuota {
  const quota = new RequestQuota(limit, saved, now);
  quota.calibrate(now);
  return quota;
}

test('head and settle passes get 60, all together a little less than the setting', () => {
  const quota = calibrated(90, none);
  assert.equal(takeAll(quota, 'main', now), 60);
  assert.equal(takeAll(quota, 'other', now, true), 0);
  assert.equal(takeAll(quota, 'other', now), 17);
  assert.equal(quota.used(now), 77);
});

test('while the head is hungry the others get only what it cannot use', () => {
  const quota = calibrated(90, none);
  assert.equal(takeAll(quota, 'other', now, true), 27);
  assert.equal(takeAll(quota, 'main', now), 60);
});

test('a request leaves the window after 5 minutes and a margin, and the wait is told', () => {
  const quota = calibrated(90, none);
  takeAll(quota, 'main', now);
  assert.equal(quota.take('main', now + minuteMs), 4 * minuteMs + 5 * secondMs);
  assert.equal(quota.take('main', now + 5 * minuteMs + 5 * secondMs), 0);
});

test('what is reserved and not answered counts as made when the next run begins', () => {
  const first = calibrated(90, none);
  assert.equal(first.take('main', now), 0);
  const next = new RequestQuota(90, first.toState(now), now + 4 * minuteMs);
  next.calibrate(now + 4 * minuteMs);
  assert.equal(next.used(now + 8 * minuteMs), 1);
  assert.equal(next.used(now + 9 * minuteMs + secondMs), 0);
});

test('without any state the first 5 minutes have 10 requests', () => {
  const quota = new RequestQuota(90, RequestQuota.unknown(90), now);
  assert.equal(quota.take('main', now), 0);
  quota.made('main', now);
  quota.calibrate(now);
  assert.equal(takeAll(quota, 'main', now + minuteMs), 9);
});

test('what was dated by a clock that is behind counts from the time the service tells', () => {
  // The machine is 14 minutes behind: everything it has dated would have left the window already.
  const behind = now - 14 * minuteMs;
  const quota = new RequestQuota(90, RequestQuota.unknown(90), behind);
  assert.equal(quota.take('main', behind), 0);
  quota.made('main', behind);
  quota.calibrate(now);
  assert.equal(quota.used(now), 78);
});

test('before the time is known, requests of the last 20 minutes count', () => {
  const last = calibrated(90, none);
  takeAll(last, 'main', now);
  takeAll(last, 'other', now);
  const later = now + 12 * minuteMs;
  const next = new RequestQuota(90, last.toState(now), later);
  assert.equal(next.used(later), 0);
  assert.equal(takeAll(next, 'main', later), 13);
  const blind = next.take('main', later);
  assert.equal(blind, 8 * minuteMs + 5 * secondMs);
  next.calibrate(later);
  assert.equal(next.take('main', later), 0);
});

test('a clock that was ahead does not block for longer than the window', () => {
  const saved = { made: [[now + 60 * minuteMs, 60, 0]], pending: [0, 0] } as const;
  const quota = new RequestQuota(90, saved, now);
  quota.calibrate(now);
  assert.ok(quota.take('main', now) <= 5 * minuteMs + 5 * secondMs);
});

test('a small setting still lets one request pass at a time', () => {
  const quota = calibrated(1, none);
  assert.equal(takeAll(quota, 'main', now), 1);
  assert.ok(quota.take('other', now) > 0);
});
