import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, contentDatabase } from '../testing/content-database.ts';
import { messageRecord, otherMessage } from '../testing/sample-message.ts';
import { SampleClock, sampleRows } from '../testing/sample-rows.ts';
import { throughTransform, trackingRows } from '../testing/tracking-lines.ts';

const to = 'eve@fabrikam.example';
const edge = [
  messageRecord('09:00:02', 'SMTP RECEIVE', to),
  messageRecord('09:00:02.500', 'SMTP DEFER', to, {
    'server-hostname': 'mx.fabrikam.example',
    'recipient-status': '451 4.7.1 Greylisted',
  }),
  messageRecord('09:05:02.500', 'SMTP SENDEXTERNAL', to, {
    'server-hostname': 'mx.fabrikam.example',
    'recipient-status': '250 2.1.5 Ok',
    'message-info':
      '2026-11-21T09:00:00.000Z;SRV=MBX01.contoso.com:TOTAL-HUB=0.100|SMR=0.060(SMRPI=0.050(SMRPI-FrontendProxyAgent=0.050));SRV=EDGE01.contoso.com:TOTAL-EDGE=300.500|SMR=0.020|SMS=1.200',
  }),
];
const mailbox = [
  messageRecord('09:00:00', 'STOREDRIVER RECEIVE', to),
  messageRecord('09:00:01', 'SMTP HAREDIRECT', to),
  messageRecord('09:00:00.250', 'SMTP RECEIVE', to),
  messageRecord('09:00:01', 'SMTP RECEIVE', 'somebody@else.example', otherMessage(2)),
];
const rows = [...trackingRows(mailbox, 'MBX01'), ...trackingRows(edge, 'EDGE01')];

test('every record in order, with the time that passed and where it waited', () => {
  const way = contentDatabase({ rows }).query(
    "MailJourney('<1@contoso.com>') | project Step, Hop, Server, EventId, Took, SinceStart, Waited, SlowestComponent",
  ).rows;
  assert.deepEqual(way, [
    [1, 1, 'MBX01', 'RECEIVE', '00:00:00', '00:00:00', '', ''],
    [2, 1, 'MBX01', 'RECEIVE', '00:00:00.2500000', '00:00:00.2500000', '', ''],
    [3, 2, 'EDGE01', 'RECEIVE', '00:00:01.7500000', '00:00:02', 'between MBX01 and EDGE01', ''],
    [4, 2, 'EDGE01', 'DEFER', '00:00:00.5000000', '00:00:02.5000000', '', ''],
    [
      ...[5, 2, 'EDGE01', 'SENDEXTERNAL', '00:05:00', '00:05:02.5000000'],
      ...['deferred on EDGE01 for mx.fabrikam.example: 451 4.7.1 Greylisted', 'SMS 1.200 s'],
    ],
  ]);
});

test('the time until a moderator decides is no time of a server', () => {
  const moderated = trackingRows(
    [
      messageRecord('09:00:00', 'SMTP RECEIVE', to),
      messageRecord('09:00:00.500', 'APPROVAL INITMESSAGECREATED', to),
      messageRecord('09:08:00.500', 'APPROVAL MODERATORAPPROVE', to),
      messageRecord('09:08:02.500', 'STOREDRIVER DELIVER', to),
    ],
    'MBX02',
  );
  const way = contentDatabase({ rows: moderated }).query(
    "MailJourney('<1@contoso.com>') | project EventId, Took, Waited",
  ).rows;
  assert.deepEqual(way.slice(1), [
    ['INITMESSAGECREATED', '00:00:00.5000000', ''],
    ['MODERATORAPPROVE', '00:08:00', 'for the moderator'],
    ['DELIVER', '00:00:02', 'on MBX02'],
  ]);
});

test('any form of the id finds it', () => {
  const database = contentDatabase({ rows });
  for (const id of [
    '<1@contoso.com>',
    '1@contoso.com',
    ' 1@contoso.com ',
    '5D1C2A7B-0005-4d2e-9f10-08de28c0a1b2',
  ]) {
    assert.equal(ask(database, `MailJourney('${id}') | count`)[0]!.Count, 5, id);
  }
  for (const id of ['', 'nothing', '<3@contoso.com>']) {
    assert.equal(ask(database, `MailJourney('${id}') | count`)[0]!.Count, 0, id);
  }
});

test('a message of Exchange 2010 is found by its Message-ID', () => {
  const old = trackingRows([
    messageRecord('09:00:00', 'SMTP RECEIVE', to, { 'network-message-id': '' }),
    messageRecord('09:00:03', 'STOREDRIVER DELIVER', to, { 'network-message-id': '' }),
    messageRecord('09:00:03', 'STOREDRIVER DELIVER', to, { ...otherMessage(7), 'network-message-id': '' }),
  ]);
  const way = contentDatabase({ rows: old }).query(
    "MailJourney('<1@contoso.com>') | project Step, EventId",
  ).rows;
  assert.deepEqual(way, [
    [1, 'RECEIVE'],
    [2, 'DELIVER'],
  ]);
});

test('it goes on in Exchange Online, with the latest version of the trace', () => {
  const trace = {
    traceId: '5D1C2A7B-0005-4d2e-9f10-08de28c0a1b2',
    messageId: '<1@contoso.com>',
    receivedDateTime: '2026-11-21T09:05:03Z',
    senderAddress: 'anna.berg@contoso.com',
    recipientAddress: to,
    collector: 'MessageTrace',
  };
  const traces = throughTransform('Custom-MessageTrace', [
    { ...trace, status: 'pending' },
    { ...trace, status: 'delivered' },
  ]);
  const way = contentDatabase({ rows: [...rows, ...traces] }).query(
    "MailJourney('<1@contoso.com>') | where Step > 4 | project Step, Hop, Server, Status, Outcome",
  ).rows;
  assert.deepEqual(way, [
    [5, 2, 'EDGE01', '250 2.1.5 Ok', 'Delivered'],
    [6, 3, 'Exchange Online', 'delivered', 'Delivered'],
  ]);
});

test('times add up for messages of the sample organisation', () => {
  const from = SampleClock.wednesday;
  const database = contentDatabase({ rows: sampleRows({ from, to: from + 2 * 3_600_000, incidents: [] }) });
  const ids = ask(database, 'MailFlow | where EventId == "EXPAND" | distinct NetworkMessageId | take 5');
  assert.equal(ids.length, 5);
  for (const { NetworkMessageId } of ids) {
    const [sums] = ask(
      database,
      `MailJourney('${NetworkMessageId}') | summarize Took = sum(Took), Span = max(EventTime) - min(EventTime), Last = max(SinceStart), Steps = max(Step), Rows = count()`,
    );
    assert.equal(sums!.Took, sums!.Span);
    assert.equal(sums!.Last, sums!.Span);
    assert.equal(sums!.Steps, sums!.Rows);
  }
});
