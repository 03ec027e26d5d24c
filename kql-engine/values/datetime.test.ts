import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  binDatetime,
  EPOCH_TICKS,
  endOf,
  formatDatetime,
  fromAbsoluteTicks,
  startOf,
  toAbsoluteTicks,
} from './datetime.ts';
import { add, fromBigInt, type Int64, subtract } from './int64.ts';
import { parseDatetime } from './parse-datetime.ts';
import { formatTimespan, parseTimespan } from './timespan.ts';

const anyTicks = fc
  .bigInt({ min: 0n, max: 3_155_378_975_999_999_999n })
  .map((t) => fromAbsoluteTicks(fromBigInt(t))!);
const anySpan = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }).map(fromBigInt);
const read = (text: string) => {
  const value = parseDatetime(text);
  return value === null ? null : formatDatetime(value);
};

describe('bins of datetimes', () => {
  it('count from 0001-01-01 over the whole range', () => {
    const width = fc.oneof(
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.constantFrom<Int64>(9_000_000_000, 864_000_000_000, 7 * 864_000_000_000, 2 ** 53 - 1, 2n ** 60n),
    );
    fc.assert(
      fc.property(anyTicks, width, width, (value, a, b) => {
        for (const w of [a, b, a]) {
          const absolute = BigInt(toAbsoluteTicks(value));
          const start = absolute - (absolute % BigInt(w));
          assert.equal(binDatetime(value, w), fromAbsoluteTicks(fromBigInt(start)));
        }
      }),
    );
    assert.equal(binDatetime(0, 0), null);
    assert.equal(binDatetime(0, -5), null);
  });
});

describe('datetimes', () => {
  it('print and read back to the tick over the whole range', () => {
    fc.assert(fc.property(anyTicks, (t) => assert.strictEqual(parseDatetime(formatDatetime(t)), t)));
    assert.equal(formatDatetime(fromAbsoluteTicks(0)!), '0001-01-01T00:00:00.0000000Z');
    assert.equal(
      formatDatetime(fromAbsoluteTicks(3_155_378_975_999_999_999n)!),
      '9999-12-31T23:59:59.9999999Z',
    );
    assert.equal(fromAbsoluteTicks(3_155_378_976_000_000_000n), null);
    assert.equal(fromAbsoluteTicks(-1), null);
    assert.equal(toAbsoluteTicks(0), 633979008000000000n);
    assert.equal(EPOCH_TICKS, 633979008000000000n);
  });

  it('are read in the forms that logs and people use', () => {
    assert.equal(read('2026-03-01'), '2026-03-01T00:00:00.0000000Z');
    assert.equal(read('2026-03-01 10:11'), '2026-03-01T10:11:00.0000000Z');
    assert.equal(read('2026-03-01T10:11:12.3+02:00'), '2026-03-01T08:11:12.3000000Z');
    assert.equal(read('2026-03-01T10:11:12.123456789Z'), '2026-03-01T10:11:12.1234567Z');
    assert.equal(read('02/17/2016 08:40:01'), '2016-02-17T08:40:01.0000000Z');
    assert.equal(read('1/2/2026 1:05:06 PM'), '2026-01-02T13:05:06.0000000Z');
    assert.equal(read('Sat, 8 Nov 14 15:05:02 GMT'), '2014-11-08T15:05:02.0000000Z');
    assert.equal(read('8 Nov 2014 15:05 +01:00'), '2014-11-08T14:05:00.0000000Z');
  });

  it('are null when the text is no date', () => {
    for (const text of [
      '',
      'x',
      '2026-13-01',
      '2026-02-30',
      '2026-01-01T25:00:00',
      'not a date',
      '12:30',
      '99',
    ]) {
      assert.equal(parseDatetime(text), null, text);
    }
  });

  it('start and end with their calendar units', () => {
    const t = parseDatetime('2024-02-29T13:00:00Z')!;
    const both = (unit: 'day' | 'week' | 'month' | 'year') =>
      [startOf(unit, t), endOf(unit, t)].map((v) => formatDatetime(v!).slice(0, 19));
    assert.deepEqual(both('day'), ['2024-02-29T00:00:00', '2024-02-29T23:59:59']);
    assert.deepEqual(both('week'), ['2024-02-25T00:00:00', '2024-03-02T23:59:59']);
    assert.deepEqual(both('month'), ['2024-02-01T00:00:00', '2024-02-29T23:59:59']);
    assert.deepEqual(both('year'), ['2024-01-01T00:00:00', '2024-12-31T23:59:59']);
    fc.assert(
      fc.property(
        anyTicks,
        fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
        (v, unit) => {
          const start = startOf(unit, v);
          const end = endOf(unit, v);
          if (start === null || end === null) return;
          assert.ok(start <= v && v <= end);
          const next = startOf(unit, v, 1);
          if (next !== null) assert.strictEqual(add(end, 1), next);
        },
      ),
    );
  });
});

describe('timespans', () => {
  it('print and read back to the tick', () => {
    fc.assert(fc.property(anySpan, (t) => assert.strictEqual(parseTimespan(formatTimespan(t)), t)));
  });

  it('are read from literals and clock forms', () => {
    const ticks = (text: string) => parseTimespan(text);
    assert.equal(ticks('1d'), 864_000_000_000);
    assert.equal(ticks('1.5h'), 54_000_000_000);
    assert.equal(ticks('100ns'), null);
    assert.equal(ticks('1tick'), 1);
    assert.equal(ticks('-1.02:03:04.0000001'), -937_840_000_001);
    assert.equal(ticks('00:05'), 3_000_000_000);
    assert.equal(ticks('2'), 1_728_000_000_000);
    assert.equal(ticks('25:00:00'), null);
    assert.equal(ticks('abc'), null);
  });

  it('print without the parts that are zero', () => {
    assert.equal(formatTimespan(0), '00:00:00');
    assert.equal(formatTimespan(subtract(0, 1)), '-00:00:00.0000001');
    assert.equal(formatTimespan(864_000_000_000), '1.00:00:00');
  });
});
