import assert from 'node:assert/strict';
import test from 'node:test';
import { parse } from 'csv-parse/sync';
import { incidents } from './incidents/schedule.ts';
import { logLine } from './log-line.ts';
import { isoTime, type SampleRecord, trackingFields } from './message.ts';
import { createRandom } from './random.ts';
import { type SampleOptions, sampleRecords, sources } from './sample-records.ts';

const HOUR = 3_600_000;
/** A Wednesday, 14:00 UTC: Europe and America at work. */
const noon = Date.UTC(2026, 10, 18, 14);
/** A Saturday, 03:00 UTC: hardly anybody is. */
const night = Date.UTC(2026, 10, 21, 3);

const day = collect({ from: noon - 6 * HOUR, to: noon + 6 * HOUR });

test('the same seed and period give the same records, another seed others', () => {
  const window = { from: noon, to: noon + HOUR };
  assert.deepEqual(collect(window), collect(window));
  const other = new Set(collect({ ...window, seed: 2 }).map((record) => field(record, 'log-id')));
  assert.equal(collect(window).filter((record) => other.has(field(record, 'log-id'))).length, 0);
});

test('neighbouring windows give together what one window gives', () => {
  const cuts = [0, 13 * 60_000 + 777, HOUR, 2.5 * HOUR, 6 * HOUR].map((part) => noon - 6 * HOUR + part);
  const parts = cuts.slice(1).flatMap((to, index) => collect({ from: cuts[index]!, to }));
  assert.deepEqual(
    parts,
    day.filter((record) => record.time < noon),
  );
});

test('records are in time order, have 30 fields, and parse back from their lines', () => {
  const parsed: string[][] = parse(day.map((record) => logLine(record.values)).join(''));
  assert.equal(parsed.length, day.length);
  for (const [index, record] of day.entries()) {
    assert.deepEqual(parsed[index], record.values);
    assert.equal(record.values.length, 30);
    assert.equal(field(record, 'date-time'), isoTime(record.time));
    assert.ok(index === 0 || day[index - 1]!.time <= record.time);
  }
});

test('log-ids are unique, and an internal-message-id stands for one message of a server', () => {
  assert.equal(new Set(day.map((record) => field(record, 'log-id'))).size, day.length);
  const messageOf = new Map<string, string>();
  for (const record of day) {
    const id = field(record, 'internal-message-id');
    if (id === '') continue;
    assert.match(id, /^\d{14}$/);
    const key = `${record.server} ${id}`;
    assert.equal(
      messageOf.get(key) ?? field(record, 'network-message-id'),
      field(record, 'network-message-id'),
    );
    messageOf.set(key, field(record, 'network-message-id'));
  }
});

test('a message keeps its identity on all servers and is delivered only after it was received', () => {
  const messages = Map.groupBy(
    day.filter((record) => field(record, 'network-message-id') !== ''),
    (record) => field(record, 'network-message-id'),
  );
  let acrossServers = 0;
  let delivered = 0;
  for (const records of messages.values()) {
    for (const name of [
      'message-id',
      'message-subject',
      'sender-address',
      'return-path',
      'directionality',
      'total-bytes',
    ]) {
      assert.equal(new Set(records.map((record) => field(record, name))).size, 1, name);
    }
    if (new Set(records.map((record) => record.server)).size > 1) acrossServers += 1;
    // Messages from before the window have lost their beginning.
    if (records[0]!.time < noon - 5 * HOUR || isProbe(records[0]!)) continue;
    const first = (event: string) => records.find((record) => field(record, 'event-id') === event)?.time;
    // Moderation makes its request for approval itself, so that one begins with DELIVER.
    const entered = first('RECEIVE') ?? first('DSN') ?? 0;
    for (const record of records.filter((entry) => field(entry, 'event-id') === 'DELIVER')) {
      delivered += 1;
      assert.equal(record.prefix, 'MSGTRKMD');
      assert.ok(record.time > entered);
    }
  }
  assert.ok(acrossServers > 500);
  assert.ok(delivered > 500);
});

test('the files hold what belongs into them', () => {
  const allowed: Record<string, RegExp> = {
    MSGTRKMS: /^STOREDRIVER (NOTIFYMAPI|RECEIVE|SUBMIT)$/,
    MSGTRKMD: /^(STOREDRIVER DELIVER|MAILBOXRULE RECEIVE)$/,
    MSGTRKMA: /^APPROVAL /,
    MSGTRK: /^(SMTP|AGENT|ROUTING|DSN|QUEUE|REDUNDANCY|PICKUP) /,
  };
  for (const record of day) {
    assert.match(`${field(record, 'source')} ${field(record, 'event-id')}`, allowed[record.prefix]!);
    assert.ok(record.server !== 'EDGE01' || record.prefix === 'MSGTRK');
  }
});

test('the logs show what parsers and queries have to survive', () => {
  const pairs = new Set(day.map((record) => `${field(record, 'source')} ${field(record, 'event-id')}`));
  for (const pair of [
    'STOREDRIVER NOTIFYMAPI',
    'STOREDRIVER SUBMIT',
    'STOREDRIVER DELIVER',
    'SMTP SENDEXTERNAL',
    'SMTP HARECEIVE',
    'REDUNDANCY HADISCARD',
    'ROUTING EXPAND',
    'ROUTING RESOLVE',
    'ROUTING REDIRECT',
    'ROUTING FAIL',
    'SMTP DEFER',
    'SMTP FAIL',
    'QUEUE FAIL',
    'DSN DSN',
    'APPROVAL MODERATORAPPROVE',
    'MAILBOXRULE RECEIVE',
    'PICKUP RECEIVE',
  ]) {
    assert.ok(pairs.has(pair), pair);
  }
  const share = (holds: (record: SampleRecord) => boolean) => day.filter(holds).length / day.length;
  assert.ok(share((record) => logLine(record.values).includes('"')) > 0.3);
  assert.ok(share((record) => logLine(record.values).includes('""')) > 0.01);
  assert.ok(share((record) => /[^\u0000-\u007f]/.test(field(record, 'message-subject'))) > 0.03);
  assert.ok(share((record) => field(record, 'recipient-address').includes(';')) > 0.05);
  assert.ok(share(isProbe) > 0.03);
  assert.ok(share((record) => field(record, 'return-path') === '<>') > 0.005);
});

test('three hours of history hold some thousand records, whatever the time, and bad events among them', () => {
  for (const to of [noon, night]) {
    const records = collect({ from: to - 3 * HOUR, to });
    assert.ok(records.length > 3000 && records.length < 9000, String(records.length));
    const names = new Set(
      records.flatMap((record) => (record.incident?.guilty ? [record.incident.name] : [])),
    );
    assert.ok(names.has('phishing-wave'));
  }
});

test('a higher rate only adds messages', () => {
  const options: SampleOptions = { from: noon, to: noon + HOUR, incidents: [] };
  const dense = new Set(collect({ ...options, rate: 5 }).map((record) => field(record, 'log-id')));
  const plain = collect(options);
  assert.ok(dense.size > 3 * plain.length);
  assert.ok(plain.every((record) => dense.has(field(record, 'log-id'))));
});

test('no record or trace is later than the reach of its source or incident', () => {
  for (const source of sources) {
    for (let part = 0; part < 120; part += 1) {
      const slot = Math.floor(noon / source.slot) * source.slot;
      const random = createRandom('reach', source.name, part);
      const time = slot + source.slot - 1;
      const message = source.create(
        { random, time, ordinal: 1 },
        part % (source.exact ? source.expected(slot) : 100),
      );
      const latest = Math.max(...[...message.records, ...message.traces].map((event) => event.time));
      assert.ok(latest - slot <= source.reach, `${source.name}: ${latest - slot} ms`);
    }
  }
  for (const { name, reach } of incidents) {
    for (let seed = 0; seed < 4; seed += 1) {
      const records = collect({ seed, from: noon, to: noon + 4 * HOUR, incidents: [{ name, start: noon }] });
      const latest = Math.max(...records.flatMap((record) => (record.incident ? [record.time] : [])));
      assert.ok(latest - noon <= reach, `${name}: ${latest - noon} ms`);
    }
  }
});

function collect(options: SampleOptions): SampleRecord[] {
  return [...sampleRecords(options)];
}

function field(record: SampleRecord, name: string): string {
  return record.values[trackingFields.indexOf(name)]!;
}

function isProbe(record: SampleRecord): boolean {
  return /^(healthmailbox|inboundproxy)/i.test(field(record, 'sender-address'));
}
