import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatNumber, scaleFor } from './number-format.ts';

test('durations, whatever their unit, are written in the one that fits', () => {
  const seconds = (value: number) => formatNumber(value, { unit: 24, options: { maximumFractionDigits: 1 } });
  assert.deepEqual([0, 0.012, 0.9, 1, 90, 119, 120, 4230, 7200, 12_000, 172_800].map(seconds), [
    '0 s',
    '12 ms',
    '900 ms',
    '1 s',
    '90 s',
    '119 s',
    '2 min',
    '70.5 min',
    '2 h',
    '3.3 h',
    '2 d',
  ]);
  assert.equal(formatNumber(1500, { unit: 23 }), '1.5 s');
  assert.equal(formatNumber(3, { unit: 26 }), '3 h');
  assert.equal(formatNumber(500, { unit: 22 }), '0.5 ms');
});

test('bytes go by 1,024 or by 1,000, as their unit says', () => {
  assert.equal(formatNumber(1536, { unit: 2 }), '1.5 KiB');
  assert.equal(formatNumber(1024, { unit: 4 }), '1 GiB');
  assert.equal(formatNumber(1_500_000, { unit: 36 }), '1.5 MB');
  assert.equal(formatNumber(2048, { unit: 11 }), '2 KiB/s');
});

test('counts, shares and money', () => {
  assert.equal(formatNumber(1234.567, { unit: 17, options: { maximumFractionDigits: 1 } }), '1,234.6');
  assert.equal(formatNumber(12.345, { unit: 1, options: { maximumFractionDigits: 1 } }), '12.3 %');
  assert.equal(formatNumber(0.5, { options: { style: 'percent' } }), '50 %');
  assert.equal(
    formatNumber(2.3, { options: { style: 'currency', currency: 'USD', minimumFractionDigits: 2 } }),
    '$2.30',
  );
  assert.equal(formatNumber(7, undefined), '7');
  assert.equal(formatNumber(7, { unit: 999 }), '7');
});

test('a scale never makes a number larger than the next step', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 1e15, noNaN: true }), (value) => {
      const { divisor } = scaleFor(value, 2);
      assert.ok(value / divisor < 1024 || divisor === 1024 ** 5, `${value} / ${divisor}`);
      assert.ok(value / divisor >= 1 || divisor === 1);
    }),
  );
});

test('digits that contradict each other are no error', () => {
  assert.equal(
    formatNumber(1.239, { options: { minimumFractionDigits: 3, maximumFractionDigits: 1 } }),
    '1.2',
  );
});
