import assert from 'node:assert/strict';
import test from 'node:test';
import { parseTime } from '../../test/doubles/graph/tenant.ts';
import { type SampleRecord, type SampleTrace, trackingFields } from './message.ts';
import { CLOUD_DOMAIN, edge, groups, HYBRID_IP, SERVICES_DOMAIN } from './organisation.ts';
import { sampleEvents } from './sample-records.ts';
import { traceKey } from './trace-files.ts';

const HOUR = 3_600_000;
/** A Wednesday. */
const noon = Date.UTC(2026, 10, 18, 12);
const events = [...sampleEvents({ from: noon - 6 * HOUR, to: noon + 6 * HOUR, rate: 3, incidents: [] })];
const traces = events.filter((event) => 'row' in event);
const records = events.filter((event): event is SampleRecord => !('row' in event));
const recordsOf = Map.groupBy(records, (record) => field(record, 'network-message-id'));
const tracesOf = Map.groupBy(traces, ({ row }) => row.id);

test('rows are unique by id and recipient, in the order of their reception, and their versions rise in time', () => {
  assert.ok(traces.length > 1000, String(traces.length));
  assert.equal(new Set(traces.map(({ row }) => traceKey(row))).size, traces.length);
  for (const [index, { time, row }] of traces.entries()) {
    assert.equal(parseTime(row.receivedDateTime).ms, time);
    assert.ok(index === 0 || traces[index - 1]!.time <= time);
    assert.ok(row.versions[0]!.at >= time);
    for (const [number, version] of row.versions.slice(1).entries()) {
      assert.ok(version.at > row.versions[number]!.at);
    }
  }
});

test('mail between mailboxes in Exchange Online and the internet leaves no record on premises', () => {
  const online = traces.filter(({ row }) => !recordsOf.has(row.id));
  const addresses = online.map(({ row }) => `${row.senderAddress} ${row.recipientAddress}`);
  const ours = /@(services\.)?contoso\.com$/;
  for (const [kind, holds] of [
    [
      'in',
      (sender: string, recipient: string) => !ours.test(sender) && recipient.endsWith(`@${SERVICES_DOMAIN}`),
    ],
    ['out', (sender: string, recipient: string) => ours.test(sender) && !ours.test(recipient)],
    ['inside', (sender: string, recipient: string) => ours.test(sender) && ours.test(recipient)],
  ] as const) {
    const count = addresses.filter((pair) => holds(...(pair.split(' ') as [string, string]))).length;
    assert.ok(count > 100, `${kind}: ${count}`);
  }
});

test('rows come late, change and end in every way', () => {
  const ways = Map.groupBy(traces, ({ row }) => row.versions.map((version) => version.status).join(' > '));
  for (const way of [
    'delivered',
    'gettingStatus > delivered',
    'pending > delivered',
    'failed',
    'expanded',
    'filteredAsSpam',
    'quarantined',
    'quarantined > delivered',
    'delivered > recalled',
  ]) {
    assert.ok(ways.has(way), way);
  }
  const late = traces.filter(({ time, row }) => row.versions[0]!.at - time > 10 * 60_000).length;
  assert.ok(late > traces.length / 60 && late < traces.length / 15, `${late} of ${traces.length}`);
  for (const character of ["'", '+']) {
    assert.ok(traces.some(({ row }) => `${row.senderAddress}${row.recipientAddress}`.includes(character)));
  }
});

test('mail to and from mailboxes on premises has the same id on both sides, and passes the Edge', () => {
  const [toCloud, fromCloud]: [SampleTrace[], SampleTrace[]] = [[], []];
  for (const entry of traces.filter(({ row }) => recordsOf.has(row.id))) {
    (entry.row.recipientAddress.endsWith(`@${CLOUD_DOMAIN}`) ? toCloud : fromCloud).push(entry);
  }
  assert.ok(toCloud.length > 50 && fromCloud.length > 50, `${toCloud.length}, ${fromCloud.length}`);
  for (const { time, row } of toCloud) {
    assert.equal(row.fromIP, HYBRID_IP);
    const sent = recordsOf
      .get(row.id)!
      .find((one) => field(one, 'event-id') === 'SENDEXTERNAL' && sentTo(one).includes(row.recipientAddress));
    // The sending of messages from before the window is out of sight.
    if (sent === undefined) continue;
    assert.equal(sent.server, edge.name);
    assert.ok(sent.time <= time);
    assert.equal(field(sent, 'message-id'), row.messageId);
    assert.equal(field(sent, 'sender-address'), row.senderAddress);
  }
  for (const { time, row } of fromCloud) {
    const [first] = recordsOf.get(row.id)!;
    assert.equal(row.toIP || HYBRID_IP, HYBRID_IP);
    assert.equal(`${first!.server} ${field(first!, 'event-id')}`, 'EDGE01 RECEIVE');
    assert.ok(sentTo(first!).includes(row.recipientAddress));
    assert.ok(first!.time > time);
  }
});

test('a message to a group on premises returns to Exchange Online for members there', () => {
  const addresses = new Set(groups.map((group) => group.address));
  const journeys = traces.filter(({ row }) => addresses.has(row.recipientAddress) && recordsOf.has(row.id));
  assert.ok(journeys.length > 5, String(journeys.length));
  for (const { row } of journeys.slice(0, -1)) {
    const all = [...recordsOf.get(row.id)!, ...tracesOf.get(row.id)!].toSorted((a, b) => a.time - b.time);
    const way = all.flatMap((event) =>
      'row' in event
        ? `online ${event.row.recipientAddress.split('@')[1]}`
        : /^(RECEIVE|EXPAND|SENDEXTERNAL)$/.test(field(event, 'event-id'))
          ? `${event.server.replace(/\d+$/, '')} ${field(event, 'event-id')}`
          : [],
    );
    assert.deepEqual(
      way.filter((step, index) => step !== way[index - 1]),
      [
        'online contoso.com',
        'EDGE RECEIVE',
        'MBX RECEIVE',
        'MBX EXPAND',
        'EDGE RECEIVE',
        'EDGE SENDEXTERNAL',
        `online ${CLOUD_DOMAIN}`,
      ],
    );
  }
});

test('incidents mark their rows', () => {
  const start = noon - HOUR;
  const marked = [
    ...sampleEvents({ from: start, to: start + 2 * HOUR, incidents: [{ name: 'phishing-wave', start }] }),
  ];
  const rows = marked.filter((event) => 'row' in event && event.incident !== undefined) as SampleTrace[];
  assert.ok(rows.length > 0);
  assert.ok(rows.every(({ row }) => row.recipientAddress.endsWith(`@${CLOUD_DOMAIN}`)));
});

function field(record: SampleRecord, name: string): string {
  return record.values[trackingFields.indexOf(name)]!;
}

function sentTo(record: SampleRecord): string[] {
  return field(record, 'recipient-address').split(';');
}
