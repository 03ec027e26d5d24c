import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeenBucket } from './seen-bucket.ts';
import { type RowPrint, TraceHash } from './trace-hash.ts';
import type { TraceRow } from './trace-row.ts';

const hash = new TraceHash(Buffer.alloc(32, 7));
const base: TraceRow = {
  id: 'A1B2',
  messageId: '<m@x>',
  receivedDateTime: '2026-11-21T05:00:00Z',
  senderAddress: 'a@x.com',
  recipientAddress: 'B@y.com',
  subject: 's',
  size: 1,
  fromIP: '',
  toIP: '',
  status: 'pending',
};
const print = (change: Partial<TraceRow> = {}): RowPrint => hash.row({ ...base, ...change });

test('new, same, changed, forgotten', () => {
  const bucket = new SeenBucket();
  assert.equal(bucket.compare(print()), 'new');
  bucket.set(print());
  assert.equal(bucket.compare(print()), 'same');
  assert.equal(bucket.compare(print({ status: 'delivered' })), 'changed');
  bucket.forget(print());
  assert.equal(bucket.compare(print()), 'changed');
  assert.equal(bucket.size, 1);
});

test('the key is id and recipient without case; every other value is part of the version', () => {
  const bucket = new SeenBucket();
  bucket.set(print());
  assert.equal(bucket.compare(print({ id: 'a1b2', recipientAddress: 'b@Y.com', status: 'Pending' })), 'same');
  assert.equal(bucket.compare(print({ recipientAddress: 'c@y.com' })), 'new');
  for (const change of [
    { size: 2 },
    { toIP: '::1' },
    { subject: 't' },
    { fromIP: '::2' },
    { messageId: '' },
  ]) {
    assert.equal(bucket.compare(print(change)), 'changed', JSON.stringify(change));
  }
});

test('counts the rows that can still change', () => {
  const bucket = new SeenBucket();
  bucket.set(print());
  bucket.set(print({ recipientAddress: 'c@y.com', status: 'quarantined' }));
  assert.equal(bucket.open, 2);
  bucket.set(print({ status: 'delivered' }));
  assert.equal(bucket.open, 1);
  // Nobody knows what the forgotten one is.
  bucket.forget(print());
  assert.equal(bucket.open, 2);
});

test('another secret makes other prints: they tell nothing about addresses', () => {
  const other = new TraceHash(Buffer.alloc(32, 8)).row(base);
  assert.notDeepEqual([other.keyHigh, other.keyLow], [print().keyHigh, print().keyLow]);
});

test('bytes that cannot be understood count as none', () => {
  for (const bytes of [undefined, Buffer.alloc(0), Buffer.from('mftrace2'), Buffer.from('{}')]) {
    assert.equal(SeenBucket.from(bytes).size, 0);
  }
  const whole = new SeenBucket();
  whole.set(print());
  whole.set(print({ id: 'c' }));
  assert.equal(SeenBucket.from(whole.toBytes().subarray(0, -3)).size, 1);
});

test('behaves as a map does, through bytes too', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(3), fc.boolean()), { maxLength: 300 }), (steps) => {
      let bucket = new SeenBucket();
      const map = new Map<number, number>();
      const of = (key: number, version: number): RowPrint => ({
        // Keys that collide in their slot.
        keyHigh: key % 5,
        keyLow: (key << 1) | 1,
        versionHigh: 1,
        versionLow: version,
      });
      for (const [key, version, store] of steps) {
        const known = map.get(key);
        const expected = known === undefined ? 'new' : known === version ? 'same' : 'changed';
        assert.equal(bucket.compare(of(key, version)), expected);
        bucket.set(of(key, version));
        map.set(key, version);
        if (store) bucket = SeenBucket.from(bucket.toBytes());
      }
      assert.equal(bucket.size, map.size);
      assert.equal(bucket.open, [...map.values()].filter((version) => version & 1).length);
    }),
  );
});
