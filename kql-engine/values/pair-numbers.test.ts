import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PairNumbers } from './pair-numbers.ts';

describe('numbers of pairs', () => {
  it('are those of a map, in order of arrival', () => {
    const part = fc.oneof(fc.nat(5), fc.nat(2 ** 31 - 1));
    fc.assert(
      fc.property(fc.array(fc.tuple(part, part)), fc.tuple(part, part), (list, [a, b]) => {
        const pairs = new PairNumbers();
        const known = new Map<string, number>();
        for (const [first, second] of list) {
          const key = `${first} ${second}`;
          if (!known.has(key)) known.set(key, known.size);
          assert.equal(pairs.add(first, second), known.get(key));
          assert.equal(pairs.firstOf(known.get(key)!), first);
        }
        assert.equal(pairs.size, known.size);
        assert.equal(pairs.find(a, b), known.get(`${a} ${b}`) ?? -1);
      }),
    );
  });

  it('stay when the table grows', () => {
    const pairs = new PairNumbers();
    for (let i = 0; i < 5000; i++) assert.equal(pairs.add(i % 70, i), i);
    for (let i = 0; i < 5000; i++) assert.equal(pairs.find(i % 70, i), i);
    assert.equal(pairs.find(1, 0), -1);
    assert.equal(pairs.find(-1, 0), -1);
  });
});
