import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { HyperLogLog } from './hyperloglog.ts';
import { valueHash } from './value-hash.ts';

const hashOf = valueHash('long');

function sketchOf(from: number, to: number, accuracy = 1): HyperLogLog {
  const out = HyperLogLog.ofAccuracy(accuracy)!;
  for (let i = from; i < to; i++) out.add(hashOf(i));
  return out;
}

describe('HyperLogLog', () => {
  it('has five levels of accuracy, with the numbers of counters of the documentation', () => {
    const bits = [0, 1, 2, 3, 4].map((level) => HyperLogLog.ofAccuracy(level)!.bits);
    assert.deepEqual(bits, [12, 14, 16, 17, 18]);
    for (const level of [-1, 5, 1.5, Number.NaN]) assert.equal(HyperLogLog.ofAccuracy(level), undefined);
  });
  it('counts exactly while it keeps hashes: 1000 values at level 1, 8000 at level 2', () => {
    assert.equal(sketchOf(0, 0).count(), 0);
    assert.equal(sketchOf(0, 1000).count(), 1000);
    assert.equal(sketchOf(0, 8000, 2).count(), 8000);
  });
  it('stays within four standard errors beyond', () => {
    const errors = [0.016, 0.008, 0.004, 0.0028, 0.002];
    for (const n of [1500, 9000, 60_000]) {
      errors.forEach((sigma, level) => {
        const found = sketchOf(0, n, level).count();
        assert.ok(Math.abs(found - n) <= 4 * sigma * n, `${found} of ${n} at level ${level}`);
      });
    }
  });
  it('merged is the sketch of the union, whichever of them keep hashes', () => {
    fc.assert(
      fc.property(fc.nat(2500), fc.nat(2500), fc.nat(2500), (a, b, shared) => {
        const left = sketchOf(0, a + shared);
        const whole = sketchOf(0, a + shared + b);
        assert.ok(left.merge(sketchOf(a, a + shared + b)));
        assert.equal(left.count(), whole.count());
        const parts = (s: HyperLogLog) => {
          const [head, hashes, counters] = s.toDynamic() as [unknown, unknown[], unknown];
          return [head, new Set(hashes), counters];
        };
        assert.deepEqual(parts(left), parts(whole));
      }),
      { numRuns: 25 },
    );
  });
  it('does not merge with another accuracy', () => {
    assert.equal(sketchOf(0, 5).merge(sketchOf(0, 5, 2)), false);
  });
  it('reads what it has written, and nothing else', () => {
    for (const n of [0, 3, 3000]) {
      const written = sketchOf(0, n).toDynamic();
      const read = HyperLogLog.fromDynamic(JSON.parse(JSON.stringify(written)))!;
      assert.equal(read.count(), sketchOf(0, n).count());
      assert.deepEqual(read.toDynamic(), written);
    }
    const head = [1024, 14];
    for (const bad of [null, 'x', [], [head, []], [head, ['x'], []], [head, [1], []], [[1, 2], [], []]])
      assert.equal(HyperLogLog.fromDynamic(bad), undefined, JSON.stringify(bad));
    const tooHigh = Buffer.alloc(2 ** 14, 60).toString('base64');
    for (const counters of [[1, 2], ['AAAA'], [tooHigh]])
      assert.equal(HyperLogLog.fromDynamic([head, [], counters]), undefined);
  });
});
