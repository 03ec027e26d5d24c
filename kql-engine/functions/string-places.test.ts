import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { values } from '../testing/ask.ts';
import { codePointLength, searchCodePoints, sliceCodePoints } from '../values/code-points.ts';

test('places in text count code points', () => {
  assert.deepEqual(
    values(
      'strlen("a👍b")',
      'substring("a👍b", 1, 1)',
      'substring("a👍b", 2)',
      'substring("a👍b", -2, 1)',
      'indexof("a👍b👍", "b")',
      'indexof("a👍b👍", "👍", 2)',
      'indexof("a👍b", "b", 0, 2)',
      'indexof_regex("a👍b", "b")',
      'substring("abc", 5)',
      'substring("abc", -5)',
      'substring("abc", 1, -1)',
    ),
    [3, '👍', 'b', '👍', 2, 3, -1, 2, '', '', ''],
  );
});

test('parts and places agree with an array of code points', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  fc.assert(
    fc.property(text, fc.nat(14), fc.nat(14), (s, from, length) => {
      const points = [...s];
      assert.equal(codePointLength(s), points.length);
      assert.equal(sliceCodePoints(s, from, from + length), points.slice(from, from + length).join(''));
      const last = points.at(-1);
      if (last !== undefined)
        assert.equal(
          searchCodePoints(s, 0, -1, (at) => s.indexOf(last, at)),
          points.indexOf(last),
        );
    }),
  );
});

test('tohex prints as many bits as the type has', () => {
  assert.deepEqual(
    values(
      'tohex(256)',
      'tohex(-256)',
      'tohex(toint(-256), 8)',
      'tohex(256, 8)',
      'tohex(256, 2)',
      'tohex(long(null))',
    ),
    ['100', 'ffffffffffffff00', 'ffffff00', '00000100', '100', ''],
  );
});

test('shifts count modulo 64; a negative count has no answer', () => {
  assert.deepEqual(
    values(
      'binary_shift_left(1, 3)',
      'binary_shift_left(1, 65)',
      'binary_shift_left(1, -1)',
      'binary_shift_right(8, 2)',
      'binary_shift_left(1, 63)',
    ),
    [8, 2, null, 2, -(2n ** 63n)],
  );
});

test('make_datetime and make_timespan take parts or one value', () => {
  assert.deepEqual(
    values(
      'make_datetime(2017, 10, 1, 12, 10, 0.1234567)',
      'make_datetime("2024-01-01")',
      'make_datetime(2017, 13, 1)',
      'make_timespan(1, 12, 30, 55.123)',
      'make_timespan(1, 30)',
      'make_timespan("1:00")',
      'make_timespan(25, 0)',
      'unixtime_nanoseconds_todatetime(1546300800123456789)',
    ),
    [
      '2017-10-01T12:10:00.1234567Z',
      '2024-01-01T00:00:00.0000000Z',
      null,
      '1.12:30:55.1230000',
      '01:30:00',
      '01:00:00',
      null,
      '2019-01-01T00:00:00.1234567Z',
    ],
  );
});
