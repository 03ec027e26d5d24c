import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { isDateTime } from './date-time.ts';

describe('isDateTime', () => {
  test('takes every moment as Exchange writes it', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => isDateTime(date.toISOString()),
      ),
    );
    assert.ok(isDateTime('2024-02-29T23:59:59Z'));
    assert.ok(isDateTime('2026-11-21T09:00:00.1234567Z'));
  });

  for (const text of [
    '',
    '2026-11-21',
    '2026-11-21 09:00:00.000Z',
    '2026-11-21T09:00:00.000',
    '2026-11-21T09:00:00.000+01:00',
    '2026-11-21T24:00:00.000Z',
    '2026-13-01T09:00:00.000Z',
    '2026-02-29T09:00:00.000Z',
    '1900-02-29T09:00:00.000Z',
    '2026-04-31T09:00:00.000Z',
    '0000-01-01T00:00:00.000Z',
    '2026-11-21T09:00:00.12345678Z',
    ' 2026-11-21T09:00:00.000Z',
    '2026-11-21T09:00:00.000Z\n',
  ]) {
    test(`refuses ${JSON.stringify(text)}`, () => assert.equal(isDateTime(text), false));
  }
});
