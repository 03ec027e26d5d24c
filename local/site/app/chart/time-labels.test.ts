import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fullTime, timeLabels, withAllBins } from './time-labels.ts';

const at = (time: string) => `2026-11-${time}:00Z`;

test('within a day labels are hours', () => {
  assert.deepEqual(timeLabels([at('21T05:30'), at('21T06:00')]), { labels: ['05:30', '06:00'], days: [] });
  assert.deepEqual(timeLabels([at('21T00:00'), at('21T06:00')]).labels, ['00:00', '06:00']);
  assert.deepEqual(timeLabels(['2026-11-21T05:30:10Z']).labels, ['05:30:10']);
});

test('over several days the first moment of a day is the day', () => {
  assert.deepEqual(timeLabels([at('20T18:00'), at('21T00:00'), at('21T06:00'), at('22T00:00')]), {
    labels: ['18:00', 'Nov 21', '06:00', 'Nov 22'],
    days: [1, 3],
  });
});

test('in full a time has its date, and seconds only where it has some', () => {
  assert.equal(fullTime('2026-11-21T05:30:00.0000000Z'), '2026-11-21 05:30 UTC');
  assert.equal(fullTime('2026-11-21T05:30:10Z'), '2026-11-21 05:30:10 UTC');
});

test('moments without a row are put in between, where the step is clear', () => {
  assert.deepEqual(withAllBins([at('21T01:00'), at('21T02:00'), at('21T05:00')]), [
    at('21T01:00'),
    at('21T02:00'),
    '2026-11-21T03:00:00.000Z',
    '2026-11-21T04:00:00.000Z',
    at('21T05:00'),
  ]);
  const uneven = [at('21T01:00'), at('21T03:00'), at('21T06:00')];
  assert.deepEqual(withAllBins(uneven), uneven);
  const far = ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', '2026-11-01T00:00:00Z'];
  assert.deepEqual(withAllBins(far), far);
  assert.deepEqual(withAllBins([at('21T01:00')]), [at('21T01:00')]);
});
