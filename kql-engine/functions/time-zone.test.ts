import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KqlError } from '../kql-error.ts';
import { values } from '../testing/ask.ts';

test('local time follows the zone, summer time included', () => {
  assert.deepEqual(
    values(
      'datetime_utc_to_local(datetime(2022-01-01), "America/New_York")',
      'datetime_utc_to_local(datetime(2022-07-01 00:00:00.1234567), "Europe/Berlin")',
      'datetime_local_to_utc(datetime(2020-02-02 20:02:20), "US/Pacific")',
      'datetime_local_to_utc(datetime(2020-07-02 20:02:20.0000001), "Europe/Paris")',
      'datetime_utc_to_local(datetime(2024-01-01), "Asia/Kolkata")',
      'datetime_utc_to_local(datetime(null), "UTC")',
    ),
    [
      '2021-12-31T19:00:00.0000000Z',
      '2022-07-01T02:00:00.1234567Z',
      '2020-02-03T04:02:20.0000000Z',
      '2020-07-02T18:02:20.0000001Z',
      '2024-01-01T05:30:00.0000000Z',
      null,
    ],
  );
});

test('a time that the clock skips is read as if it had been put forward already', () => {
  assert.deepEqual(
    values(
      'datetime_local_to_utc(datetime(2022-03-27 02:00), "Europe/Brussels")',
      'datetime_local_to_utc(datetime(2022-03-27 03:00), "Europe/Brussels")',
    ),
    ['2022-03-27T00:00:00.0000000Z', '2022-03-27T01:00:00.0000000Z'],
  );
});

test('a time that the clock shows twice is refused, an unknown zone is an error', () => {
  for (const [call, kind] of [
    ['datetime_local_to_utc(datetime(2024-10-27 02:30), "Europe/Berlin")', 'unsupported'],
    ['datetime_utc_to_local(datetime(2024-10-27), "Mars/Olympus")', 'runtime'],
  ] as const) {
    assert.throws(
      () => values(call),
      (e) => e instanceof KqlError && e.kind === kind,
      call,
    );
  }
});
