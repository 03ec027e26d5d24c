import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { tenantRow } from './sample-rows.ts';
import { GraphTenant, parseTime } from './tenant.ts';

const noon = Date.UTC(2026, 10, 21, 12);
const late = Number.MAX_SAFE_INTEGER;

test('newest first, both bounds inclusive, whatever the order of adding and the digits of the fraction', () => {
  const times = [
    '2026-11-21T12:00:00.0000001Z',
    '2026-11-21T12:00:00Z',
    '2026-11-21T11:59:59.999Z',
    '2026-11-21T11:59:58Z',
    '2026-11-21T11:00:00.5000000Z',
    '2026-11-21T11:00:00.4999999Z',
  ];
  const tenant = new GraphTenant([3, 0, 5, 1].map((index) => tenantRow({ receivedDateTime: times[index]! })));
  for (const index of [4, 2]) tenant.add(tenantRow({ receivedDateTime: times[index]! }));
  const read = (from: number, to: number) =>
    [...tenant.read(from, to, late)].map((row) => row.receivedDateTime);
  assert.deepEqual(read(0, noon + 1), times);
  assert.deepEqual(read(noon - 2000, noon), times.slice(1, 4));
  assert.deepEqual(read(noon - 1999, noon - 1), times.slice(2, 3));
});

test('a row is there from its first version on and shows the version of the time of the read', () => {
  const row = tenantRow({
    versions: [
      { at: noon, status: 'pending' },
      { at: noon + 5000, status: 'delivered', size: 5000, toIP: '192.0.2.1' },
    ],
  });
  const tenant = new GraphTenant([row]);
  const shown = (at: number) =>
    [...tenant.read(0, noon, at)].map(({ status, size, toIP }) => [status, size, toIP]);
  assert.deepEqual(shown(noon - 1), []);
  assert.deepEqual(shown(noon), [['pending', 4096, '']]);
  assert.deepEqual(shown(noon + 4999), [['pending', 4096, '']]);
  assert.deepEqual(shown(noon + 5000), [['delivered', 5000, '192.0.2.1']]);
  assert.equal(tenant.details(row.id, row.recipientAddress, noon - 1), undefined);
  const events = (at: number) =>
    tenant.details(row.id.toUpperCase(), 'Ellen@contoso.com', at)?.map((one) => one.event);
  assert.deepEqual(events(noon), ['Receive', 'Defer']);
  assert.deepEqual(events(noon + 5000), ['Receive', 'Defer', 'Deliver']);
});

test('reading on behind any place misses and repeats nothing', () => {
  const arbitrary = fc.array(
    fc.record({
      receivedDateTime: fc.constantFrom(
        '2026-11-21T11:00:00Z',
        '2026-11-21T11:00:00.0000003Z',
        '2026-11-21T11:00:01.5Z',
      ),
      recipientAddress: fc.constantFrom('a@contoso.com', 'b@contoso.com', 'B@contoso.com'),
      id: fc.constantFrom('1', '2', '3', '4'),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(arbitrary, (places) => {
      const unique = new Map(places.map((place) => [JSON.stringify(place), place]));
      const tenant = new GraphTenant([...unique.values()].map(tenantRow));
      const all = [...tenant.read(0, noon, late)];
      assert.equal(all.length, unique.size);
      for (const [index, row] of all.entries()) {
        assert.deepEqual([...tenant.read(0, noon, late, row)], all.slice(index + 1));
      }
    }),
  );
});

test('times that are none are refused', () => {
  for (const text of ['2026-11-21T11:00:00', '2026-11-21T11:00:00.12345678Z', '2026-13-01T00:00:00Z', '']) {
    assert.throws(() => parseTime(text), RangeError, text);
  }
  assert.deepEqual(parseTime('2026-11-21T12:00:00.1234567Z'), { ms: noon + 123, ticks: 4567 });
});
