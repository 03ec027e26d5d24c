import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appendInterval } from './append-cadence.ts';

test('a file that never ends stays under 50,000 blocks for 50 days at one look a second', () => {
  let seconds = 0;
  for (let blocks = 0; blocks < 49_999; blocks++) seconds += Math.max(1, appendInterval(blocks) / 1000);
  assert.ok(seconds > 50 * 86_400, `${seconds / 86_400} days`);
});

test('the files that Exchange writes are never slowed down', () => {
  assert.equal(appendInterval(2 * 3600), 0, 'an hour at two looks a second');
});
