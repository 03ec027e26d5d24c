import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  add,
  divide,
  floorTo,
  fromBigInt,
  fromReal,
  type Int64,
  modulo,
  multiply,
  negate,
  parseInt64,
  subtract,
} from './int64.ts';

const int64 = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.integer().map(BigInt),
  fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
);
const wrap = (v: bigint) => BigInt.asIntN(64, v);

describe('64-bit integers', () => {
  it('calculate as 64-bit integers do, and have one form each', () => {
    fc.assert(
      fc.property(int64, int64, (a, b) => {
        const x = fromBigInt(a);
        const y = fromBigInt(b);
        const same = (got: Int64 | null, want: bigint) => assert.strictEqual(got, fromBigInt(wrap(want)));
        same(add(x, y), a + b);
        same(subtract(x, y), a - b);
        same(multiply(x, y), a * b);
        same(negate(x), -a);
        if (b !== 0n) {
          same(divide(x, y), a / b);
          const size = b < 0n ? -b : b;
          same(modulo(x, y), ((a % size) + size) % size);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('have no answer for a division by zero', () => {
    assert.equal(divide(7, 0), null);
    assert.equal(modulo(7, 0), null);
  });

  it('never give minus zero', () => {
    for (const v of [divide(-1, 2), modulo(-4, 2), multiply(0, -5), negate(0), fromReal(-0.5)])
      assert.ok(Object.is(v, 0));
  });

  it('round down to a multiple on any grid', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 61n), max: 2n ** 61n }),
        fc.bigInt({ min: 1n, max: 2n ** 40n }),
        fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n }),
        (v, w, o) => {
          const floor = BigInt(floorTo(fromBigInt(v), fromBigInt(w), fromBigInt(o))!);
          assert.ok(floor <= v && v - floor < w);
          assert.equal((floor - o) % w, 0n);
        },
      ),
    );
    assert.equal(floorTo(5, 0), null);
    assert.equal(floorTo(5, -1), null);
  });

  it('are read from text exactly or not at all', () => {
    assert.equal(parseInt64('9223372036854775807'), 9223372036854775807n);
    assert.equal(parseInt64('9223372036854775808'), null);
    assert.equal(parseInt64(' -42 '), -42);
    assert.equal(parseInt64('0x10'), 16);
    assert.equal(parseInt64('1.5'), null);
    assert.equal(parseInt64(''), null);
  });

  it('are cut from reals and held at the ends of the range', () => {
    assert.equal(fromReal(-2.9), -2);
    assert.equal(fromReal(1e19), 9223372036854775807n);
    assert.equal(fromReal(-1e19), -9223372036854775808n);
    assert.equal(fromReal(Number.NaN), null);
  });
});
