import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { dynamicKey, dynamicToJson, dynamicToPlain, dynamicTypeName, plainToDynamic } from './dynamic.ts';
import { formatReal } from './format-real.ts';
import { parseJson } from './parse-json.ts';

describe('dynamic values', () => {
  it('read all JSON as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        // numbers beyond 2^53 come back exactly, JSON.parse rounds them
        const plain = JSON.parse(
          JSON.stringify(dynamicToPlain(parseJson(text)!), (_, v) => (typeof v === 'bigint' ? Number(v) : v)),
        );
        assert.deepEqual(plain, JSON.parse(text));
      }),
    );
  });

  it('are undefined for text that is no JSON', () => {
    for (const text of ['', '{', '[1,]', "{'a':1}", 'abc', '1 2', '{"a" 1}', '"\\q"', '[1', 'nul'])
      assert.equal(parseJson(text), undefined, text);
  });

  it('keep 64-bit integers, reals that look whole, and the order of keys', () => {
    assert.equal(parseJson('9223372036854775807'), 9223372036854775807n);
    assert.equal(dynamicToJson(parseJson('{"2":1.0,"1":1}')!), '{"2":1.0,"1":1}');
    assert.equal(dynamicTypeName(parseJson('1.0')!), 'double');
    assert.equal(dynamicTypeName(parseJson('1')!), 'long');
    assert.deepEqual(
      dynamicToPlain(parseJson('{"__proto__":{"a":1}}')!),
      JSON.parse('{"__proto__":{"a":1}}'),
    );
  });

  it('have equal keys exactly when they are equal, whatever the order of their keys', () => {
    assert.equal(dynamicKey(plainToDynamic({ a: 1, b: [2] })), dynamicKey(plainToDynamic({ b: [2], a: 1 })));
    assert.notEqual(dynamicKey(plainToDynamic('1')), dynamicKey(plainToDynamic(1)));
  });
});

describe('reals', () => {
  it('print as Kusto prints them', () => {
    const cases: [number, string][] = [
      [1, '1.0'],
      [0.1 + 0.2, '0.30000000000000004'],
      [-0, '-0.0'],
      [1e20, '1E+20'],
      [1.5e300, '1.5E+300'],
      [1e-7, '1E-07'],
      [Number.NaN, 'NaN'],
      [Number.POSITIVE_INFINITY, 'inf'],
      [1500, '1500.0'],
    ];
    for (const [value, text] of cases) assert.equal(formatReal(value), text);
  });
});
