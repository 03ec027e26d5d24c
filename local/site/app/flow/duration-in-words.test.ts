import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationInWords } from './duration-in-words.ts';

test('durations take the largest unit of which there are two', () => {
  const told = [0.4, 4.2, 119, 120, 7199, 7200, 172_799, 400_000].map(durationInWords);
  assert.deepEqual(told, ['0 s', '4 s', '119 s', '2 min', '119 min', '2 h', '47 h', '4 d']);
});
