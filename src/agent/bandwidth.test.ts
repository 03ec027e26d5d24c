import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBandwidth } from './bandwidth.ts';

test('the mean rate is kept, with one second of burst', async () => {
  let now = 0;
  const bandwidth = createBandwidth(
    1000,
    () => now,
    async (milliseconds) => {
      now += milliseconds;
    },
  );
  for (let block = 0; block < 20; block++) await bandwidth.take(500);
  assert.equal(now, 9000, '10,000 bytes at 1000 a second, the first 1000 at once');
  now += 60_000;
  const idleSince = now;
  await bandwidth.take(3000);
  assert.equal(now - idleSince, 2000, 'a long pause saves up no more than one second');
});

test('without a limit nothing waits', async () => {
  const bandwidth = createBandwidth(undefined, Date.now, () => assert.fail('slept'));
  await bandwidth.take(1e9);
});
