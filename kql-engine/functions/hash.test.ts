import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import xxhash from 'xxhash-wasm';
import { KqlError } from '../kql-error.ts';
import { values } from '../testing/ask.ts';
import { xxhash64 } from './xxhash64.ts';

test('xxhash64 agrees with a reference implementation for every length', async () => {
  const { h64Raw } = await xxhash();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.equal(xxhash64(bytes), h64Raw(bytes, 0n));
    }),
  );
});

test('hash() has the documented values', () => {
  assert.deepEqual(
    values(
      'hash("World")',
      'hash("World", 100)',
      'hash_xxhash64(datetime(2015-01-01))',
      'hash("World") == hash_xxhash64("World")',
      'hash("", 10) >= 0 and hash("x", 10) < 10',
    ),
    [1846988464401551951n, 51, 1380966698541616202n, true, true],
  );
});

test('a type whose bytes are not documented is refused', () => {
  assert.throws(
    () => values('hash(true)'),
    (e) => e instanceof KqlError && e.kind === 'unsupported',
  );
});
