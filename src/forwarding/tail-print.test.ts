import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { printBytes, printOf, TailWindow } from './tail-print.ts';

test('however the bytes are cut, and wherever it started: the fingerprint of the bytes before the offset', () => {
  const steps = fc.array(fc.record({ length: fc.nat(700), held: fc.nat(400) }), { maxLength: 12 });
  fc.assert(
    fc.property(fc.nat(1000), steps, (start, cuts) => {
      const total = start + cuts.reduce((sum, { length }) => sum + length, 0);
      const bytes = Buffer.from(Array.from({ length: total }, (_, n) => (n * 7 + (n >> 8)) & 255));
      const window = new TailWindow(start, bytes.subarray(Math.max(0, start - printBytes), start));
      let at = start;
      let consumed = start;
      for (const { length, held } of cuts) {
        const chunk = bytes.subarray(at, at + length);
        at += length;
        consumed = Math.max(consumed, at - held);
        const expected = printOf(bytes.subarray(Math.max(0, consumed - printBytes), consumed));
        assert.equal(window.advance(chunk, consumed), expected);
      }
    }),
    { numRuns: 500 },
  );
});
