import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { maxValueBytes, streamRows } from './stream-rows.ts';

const types = ['string', 'int', 'long', 'real', 'boolean', 'datetime', 'dynamic'];
const convert = streamRows(types.map((type) => ({ name: type, type })));
const one = (type: string, value: unknown) => convert([{ [type]: value }])[0]![type];

test('values become what the stream declares; what cannot becomes null', () => {
  assert.equal(one('string', 5), '5');
  assert.equal(one('string', { a: 1 }), '{"a":1}');
  assert.equal(one('int', '12'), 12);
  assert.equal(one('int', 2 ** 31), null);
  assert.equal(one('long', '9007199254740991'), 9007199254740991);
  assert.equal(one('long', 'many'), null);
  assert.equal(one('long', ''), null);
  assert.equal(one('real', '1.5'), 1.5);
  assert.equal(one('boolean', 'True'), true);
  assert.equal(one('boolean', 'perhaps'), null);
  assert.deepEqual(one('dynamic', [1, { a: null }]), [1, { a: null }]);
});

test('times are UTC with seven digits', () => {
  assert.equal(one('datetime', '2026-01-02T03:04:05.678Z'), '2026-01-02T03:04:05.6780000Z');
  assert.equal(one('datetime', '2026-01-02T03:04:05.1234567Z'), '2026-01-02T03:04:05.1234567Z');
  assert.equal(one('datetime', '2026-01-02T03:04:05+02:00'), '2026-01-02T01:04:05.0000000Z');
  assert.equal(one('datetime', '2026-01-02 03:04:05'), '2026-01-02T03:04:05.0000000Z');
  assert.equal(one('datetime', '2026-01-02'), '2026-01-02T00:00:00.0000000Z');
  for (const value of ['', 'soon', '2026-13-01T00:00:00Z', 5, {}]) assert.equal(one('datetime', value), null);
});

test('fields that are not declared are dropped', () => {
  assert.deepEqual(convert([{ string: 'a', other: 'b', String: 'c' }]), [{ string: 'a' }]);
});

test('no value is longer than 64 KB, and none is cut in the middle of a character', () => {
  const text = fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.constant(['a', 'é', '€', '😀'][width - 1]!.repeat(Math.ceil(maxValueBytes / width) + 3)),
    );
  fc.assert(
    fc.property(text, fc.string({ maxLength: 3 }), (long, start) => {
      const value = one('string', start + long) as string;
      const bytes = Buffer.byteLength(value);
      return bytes <= maxValueBytes && bytes > maxValueBytes - 4 && (start + long).startsWith(value);
    }),
    { numRuns: 50 },
  );
  assert.equal((one('string', 'a'.repeat(maxValueBytes)) as string).length, maxValueBytes);
});
