import assert from 'node:assert/strict';
import test from 'node:test';
import { type SampleRecord, trackingFields } from '../message.ts';
import { sampleRecords } from '../sample-records.ts';
import { DROP } from './inbox-rule-forwarding.ts';
import { lookalikeOn } from './phishing-wave.ts';
import { incidents, scheduledIncidents } from './schedule.ts';
import { SPOOFING_HOST } from './spoofed-sender.ts';

const HOUR = 3_600_000;
const start = Date.UTC(2026, 10, 18, 9);

/** What tells the guilty records of an incident, said without looking at the marks; `around` are all its records. */
const guilty: Record<string, (record: SampleRecord, around: readonly SampleRecord[]) => boolean> = {
  'phishing-wave': (record) => field(record, 'sender-address').endsWith(`@${lookalikeOn(start)}`),
  'inbox-rule-forwarding': (record, around) => {
    const copies = around.filter((entry) => field(entry, 'source') === 'MAILBOXRULE');
    return copies.some((copy) => field(copy, 'network-message-id') === field(record, 'network-message-id'));
  },
  // NOTIFYMAPI carries neither client address nor subject, only the sender.
  'mass-mail': (record, around) => {
    const sender = around.find((entry) => field(entry, 'original-client-ip') === '203.0.113.199');
    return field(record, 'sender-address') === field(sender!, 'sender-address');
  },
  'ndr-spike': (record) =>
    field(record, 'event-id') === 'FAIL' && field(record, 'recipient-status').startsWith('550 5.4.1'),
  'slow-partner': (record) => ['DEFER', 'SENDEXTERNAL'].includes(field(record, 'event-id')),
  'spoofed-sender': (record) => field(record, 'original-client-ip') === SPOOFING_HOST.ip,
  'reply-chain-hijack': (record) => /^office@[a-z]+-[a-z]+\.example$/.test(field(record, 'sender-address')),
  'mail-bomb': (record) => field(record, 'sender-address').startsWith('no-reply@'),
  // NOTIFYMAPI names no recipient.
  'private-address': (record, around) => {
    const mail = around.find((entry) => field(entry, 'event-id') === 'SENDEXTERNAL')!;
    const name = (address: string) => address.slice(0, address.indexOf('@')).replace('.', '');
    const [from, to] = [field(mail, 'sender-address'), field(mail, 'recipient-address')];
    return name(from) === name(to) && field(record, 'sender-address') === from;
  },
  'pickup-folder': (record, around) => {
    const files = around.filter((entry) => field(entry, 'source') === 'PICKUP');
    return files.some((file) => field(file, 'network-message-id') === field(record, 'network-message-id'));
  },
};

for (const incident of incidents) {
  test(`${incident.name}: exactly the guilty records are marked`, () => {
    const records = collect([{ name: incident.name, start }]);
    const around = records.filter((record) => record.incident !== undefined);
    const marked = around.filter((record) => record.incident!.guilty);
    assert.ok(marked.length >= 30, String(marked.length));
    assert.deepEqual(
      marked,
      around.filter((record) => guilty[incident.name]!(record, around)),
    );
    assert.ok(
      marked.every((record) => record.incident!.name === incident.name && record.incident!.start === start),
    );
    assert.ok(incident.story.endsWith('.') && incident.guilty.endsWith('.'));
  });

  test(`${incident.name}: leaves the ordinary traffic as it is`, () => {
    const ordinary = collect([{ name: incident.name, start }]).filter(
      (record) => record.incident === undefined,
    );
    assert.deepEqual(ordinary, collect([]));
  });
}

test('without incidents nothing looks like one', () => {
  const clean = collect([]);
  assert.ok(clean.every((record) => record.incident === undefined));
  for (const record of clean) {
    assert.ok(!['MAILBOXRULE', 'PICKUP'].includes(field(record, 'source')));
    assert.notEqual(field(record, 'original-client-ip'), SPOOFING_HOST.ip);
    assert.doesNotMatch(field(record, 'sender-address'), new RegExp(`@${lookalikeOn(start)}`));
    assert.notEqual(field(record, 'recipient-address'), DROP);
    assert.doesNotMatch(field(record, 'recipient-status'), /5\.4\.1|4\.3\.1/);
  }
});

test('an unknown incident is refused by name', () => {
  assert.throws(() => collect([{ name: 'flood', start }]), /no incident named flood/);
});

test('the schedule has a phishing wave and two others in any hour, and all kinds in five', () => {
  for (const seed of [1, 7, 19]) {
    for (let from = start; from < start + 24 * HOUR; from += HOUR / 4) {
      const names = scheduledIncidents(seed, from, from + HOUR).map(({ incident }) => incident.name);
      assert.equal(names.length, 3);
      assert.equal(names.filter((name) => name === 'phishing-wave').length, 1);
    }
    const all = scheduledIncidents(seed, start, start + 5 * HOUR).map(({ incident }) => incident.name);
    assert.equal(new Set(all).size, incidents.length);
  }
});

test('the schedule of a window is that of its parts', () => {
  const parts = [0, 1, 2].flatMap((hour) =>
    scheduledIncidents(7, start + hour * HOUR + 1, start + (hour + 1) * HOUR + 1),
  );
  assert.deepEqual(parts, scheduledIncidents(7, start + 1, start + 3 * HOUR + 1));
});

function collect(occurrences: readonly { name: string; start: number }[]): SampleRecord[] {
  return [...sampleRecords({ from: start - HOUR, to: start + 3 * HOUR, incidents: occurrences })];
}

function field(record: SampleRecord, name: string): string {
  return record.values[trackingFields.indexOf(name)]!;
}
