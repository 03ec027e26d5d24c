import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { nearestRank } from './nearest-rank.ts';
import { TDigest } from './t-digest.ts';

function digestOf(values: number[]): TDigest {
  const out = new TDigest('real');
  for (const v of values) out.add(v, 1);
  return out;
}

const ascending = (a: number, b: number) => a - b;

describe('nearest rank', () => {
  it('is the smallest value with that part of the data up to it', () => {
    const twenty = Array.from({ length: 20 }, (_, i) => i + 1);
    const at = (p: number) => nearestRank(twenty, undefined, p);
    assert.deepEqual([0, 1, 5, 5.1, 50, 55, 95, 99, 100].map(at), [1, 1, 1, 2, 10, 11, 19, 20, 20]);
    assert.equal(nearestRank([], undefined, 50), null);
    assert.equal(nearestRank([7], undefined, 0), 7);
  });
  it('is not led astray by percentages that are no binary fractions', () => {
    const thousand = Array.from({ length: 1000 }, (_, i) => i + 1);
    for (let tenths = 1; tenths <= 1000; tenths++)
      assert.equal(nearestRank(thousand, undefined, tenths / 10), tenths);
  });
  it('counts a value as often as it weighs', () => {
    const repeated = [10, 10, 10, 20, 30, 30];
    for (let p = 0; p <= 100; p++)
      assert.equal(nearestRank([10, 20, 30], [3, 1, 2], p), nearestRank(repeated, undefined, p));
  });
});

describe('TDigest', () => {
  it('is exact while few values differ, however often they come', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 1 }), (values) => {
        const sorted = [...values].sort(ascending);
        const digest = digestOf(values);
        for (const p of [0, 1, 10, 33.3, 50, 90, 99.9, 100])
          assert.equal(digest.percentile(p), nearestRank(sorted, undefined, p));
        const [middle] = values as [number];
        assert.equal(
          digest.rank((m) => (m as number) - middle),
          values.filter((v) => v <= middle).length,
        );
        assert.equal(digest.total, values.length);
      }),
    );
  });
  it('keeps the rank within 1 %, the ends exactly, of any order and shape, merged or not', () => {
    const shapes: [string, (i: number, n: number) => number][] = [
      ['rising', (i) => i],
      ['falling', (i, n) => n - i],
      ['scattered', (i, n) => (i * 7919) % n],
      ['skewed', (i, n) => 1.0003 ** ((i * 7919) % n)],
      ['two heaps', (i, n) => (i % 2 === 0 ? i / n : 1e9 + i)],
    ];
    const n = 30_011;
    for (const [name, shape] of shapes) {
      const values = Array.from({ length: n }, (_, i) => shape(i, n));
      const sorted = [...values].sort(ascending);
      const merged = new TDigest('real');
      for (let part = 0; part < 7; part++)
        assert.ok(merged.merge(digestOf(values.filter((_, i) => i % 7 === part))));
      for (const digest of [digestOf(values), merged]) {
        assert.equal(digest.total, n);
        assert.equal(digest.percentile(0), sorted[0]);
        assert.equal(digest.percentile(100), sorted[n - 1]);
        for (const p of [0.1, 1, 5, 25, 50, 75, 95, 99, 99.9]) {
          const found = digest.percentile(p) as number;
          const rank = (100 * (sorted.indexOf(found) + 1)) / n;
          const allowed = 0.05 + 2 * Math.sqrt((p / 100) * (1 - p / 100));
          assert.ok(Math.abs(rank - p) <= allowed, `${name}: ${rank} for ${p}`);
        }
        const [, kept] = digest.toDynamic() as [unknown, unknown[]];
        assert.ok(kept.length <= 1024, `${kept.length} clusters`);
      }
    }
  });
  it('merges with its own type only; an empty one merges with any', () => {
    const times = new TDigest('timespan');
    assert.equal(digestOf([1]).merge(times), true);
    times.add(5, 1);
    assert.equal(digestOf([1]).merge(times), false);
  });
  it('an int is a long', () => {
    assert.deepEqual(new TDigest('int').toDynamic(), [['long'], [], []]);
  });
  it('reads what it has written, and nothing else', () => {
    const digest = new TDigest('long');
    digest.add(2n ** 60n, 2);
    digest.add(-5, 1);
    assert.deepEqual(digest.toDynamic(), [['long'], [-5, 2n ** 60n], [1, 2]]);
    assert.equal(TDigest.fromDynamic(digest.toDynamic())!.percentile(50), 2n ** 60n);
    const bad = [
      null,
      'x',
      [],
      [['long'], [1], []],
      [['long'], ['x'], [1]],
      [['long'], [1], [0]],
      [[7], [1], [1]],
    ];
    for (const value of bad) assert.equal(TDigest.fromDynamic(value), undefined, JSON.stringify(value));
  });
  it('of nothing has no percentile', () => {
    assert.equal(new TDigest('long').percentile(50), null);
  });
});
