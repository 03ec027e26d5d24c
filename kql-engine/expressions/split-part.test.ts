import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ask, values } from '../testing/ask.ts';

describe('split(text, delimiter)[n]', () => {
  it('is the element of the array', () => {
    const text = fc.array(fc.constantFrom('a', '-', '--', 'b'), { maxLength: 8 }).map((p) => p.join(''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), fc.nat(4), (texts, n) => {
        const { rows } = ask(
          `datatable(s:string)[${texts.map((t) => JSON.stringify(t)).join(',')}] | extend parts = split(s, "--")
          | project a = parts[${n}], b = split(s, "--")[${n}]`,
        );
        for (const [a, b] of rows) assert.deepEqual(b, a);
      }),
    );
  });

  it('keeps the rules of split for other delimiters and places', () => {
    assert.deepEqual(
      values('split("a,b", ",")[-1]', 'split("a,b", "")[0]', 'split("a,b", ",", 1)[0]', 'split("", ",")[0]'),
      ['b', 'a,b', 'b', ''],
    );
  });
});
