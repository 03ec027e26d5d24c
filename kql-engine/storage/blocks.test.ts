import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Dynamic, TypedScalar } from '../values/dynamic.ts';
import { fromBigInt, type Int64 } from '../values/int64.ts';
import { readDynamic, writeDynamic } from './dynamic-text.ts';
import { bytesUnder, fromPlanes, readInt64, toPlanes, writeInt64 } from './number-block.ts';
import { mayHaveText, readTexts, writeTexts } from './text-block.ts';

const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(fromBigInt);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ maxLength: 3 }),
  fc.constantFrom('', '\ud800', 'a\udc00b', 'é', 'x'.repeat(20_000)),
);

/** The texts as a block. */
function written(texts: string[]): Buffer {
  const steps = writeTexts(texts.length, (i) => texts[i]!);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

describe('text blocks', () => {
  it('give every text back, and never deny one that is there', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 40 }), fc.boolean(), (few, many) => {
        const texts = many ? Array.from({ length: 5000 }, (_, i) => few[i % (few.length + 1)] ?? '') : few;
        const bytes = written(texts);
        assert.deepEqual(readTexts(bytes), texts);
        for (const one of texts) assert.ok(mayHaveText(bytes, one));
      }),
    );
  });

  it('deny what is not there', () => {
    assert.equal(mayHaveText(written(['abc', 'def']), 'abd'), false);
    assert.equal(mayHaveText(written(['abc', 'Счёт']), 'счёт'), false);
    assert.equal(mayHaveText(written(['abc']), 'Счёт'), false);
  });
});

describe('number blocks', () => {
  it('give every 64-bit integer and null back', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(int64, fc.constant(null))), (list) => {
        const { values, valid } = writeInt64(list);
        const back = new BigInt64Array(fromPlanes(toPlanes(bytesUnder(values))));
        assert.deepEqual(readInt64(back, valid), list);
      }),
    );
  });

  it('give every real back, to the bit', () => {
    fc.assert(
      fc.property(fc.float64Array(), (reals) => {
        assert.deepEqual(new Float64Array(fromPlanes(toPlanes(bytesUnder(reals)))), reals);
      }),
    );
  });
});

const { dynamic } = fc.letrec<{ dynamic: Dynamic }>((tie) => ({
  dynamic: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.double(),
      int64 as fc.Arbitrary<Int64>,
      fc.string(),
      fc.double().map((v) => new TypedScalar('real', v)),
      int64.map((v) => new TypedScalar('datetime', v)),
      fc.uuid().map((v) => new TypedScalar('guid', v)),
    ),
    fc.array(tie('dynamic'), { maxLength: 4 }),
    fc
      .array(
        fc.tuple(
          fc.oneof(fc.string(), fc.constantFrom('$l', '$m', '2', '10', '-1', '__proto__', 'constructor')),
          tie('dynamic'),
        ),
        { maxLength: 4 },
      )
      .map((pairs) => new Map(pairs)),
  ),
}));

describe('dynamic text', () => {
  it('gives every dynamic value back, keys in their order', () => {
    fc.assert(
      fc.property(dynamic, (value) => {
        const back = readDynamic(writeDynamic(value));
        assert.deepStrictEqual(back, value);
        assert.equal(writeDynamic(back), writeDynamic(value));
      }),
      { numRuns: 500 },
    );
  });
});
