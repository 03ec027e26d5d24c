/** Rows that Microsoft's option 6 has written into the table: lines split at every comma. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { logLine } from '../../local/sample/log-line.ts';
import { sampleRecords } from '../../local/sample/sample-records.ts';
import { ask, contentDatabase, type Row } from '../testing/content-database.ts';
import { SampleClock, tableRows } from '../testing/sample-rows.ts';
import { type Fields, option6Row, trackingLine, trackingRows } from '../testing/tracking-lines.ts';

const columns = [
  ...[
    'EventTime',
    'EventId',
    'Source',
    'Computer',
    'SenderAddress',
    'RecipientAddress',
    'RecipientStatus',
    'Subject',
  ],
  ...[
    'SizeBytes',
    'MessageId',
    'NetworkMessageId',
    'InternalMessageId',
    'ConnectorId',
    'SourceContext',
    'MessageInfo',
  ],
  ...[
    'Directionality',
    'OriginalClientIP',
    'OriginalServerIP',
    'CustomData',
    'ReturnPath',
    'RelatedRecipient',
    'ClientIP',
  ],
];
const wanted = columns.join(', ');

const record: Fields = {
  'date-time': '2026-11-21T09:00:05.185Z',
  'client-ip': '10.1.0.21',
  'client-hostname': 'MBX01.contoso.com',
  'server-ip': '203.0.113.7',
  'server-hostname': 'mx.fabrikam.example',
  'source-context': ';250 2.0.0 OK, queued as 4F2A1B;ClientSubmitTime:2026-11-21T09:00:00.000Z',
  'connector-id': 'To Internet',
  source: 'SMTP',
  'event-id': 'SENDEXTERNAL',
  'internal-message-id': '68719476730005',
  'message-id': '<00009aab.c0ffee@contoso.com>',
  'network-message-id': '5d1c2a7b-0005-4d2e-9f10-08de28c0a1b2',
  'recipient-address': 'eve@fabrikam.example',
  'recipient-status': '250 2.1.5 Recipient OK',
  'total-bytes': '4101',
  'recipient-count': '1',
  'message-subject': 'He said "no", then left',
  'sender-address': 'anna.berg@contoso.com',
  'return-path': 'anna.berg@contoso.com',
  'message-info': '2026-11-21T09:00:00.100Z',
  directionality: 'Originating',
  'custom-data': 'S:ToEntity=Internet;S:DeliveryPriority=Normal',
  'transport-traffic-type': 'Email',
  'log-id': '9f6c0b1e-0005-42aa-8a3c-08de28c0a1b2',
  'schema-version': '15.02.1544.009',
};

function flow(rows: Iterable<Row>, project = wanted): Row[] {
  return ask(
    contentDatabase({ rows }),
    `MailFlow | sort by EventTime asc, RecordId asc | project ${project}`,
  );
}

test('a shifted row is put right', () => {
  const shifted = option6Row(trackingLine(record));
  assert.equal(shifted.eventId, 'SMTP');
  assert.deepEqual(flow([shifted]), flow(trackingRows([record])));
  assert.deepEqual(flow([shifted], 'ParseState, Collector, Direction, Outcome'), [
    { ParseState: 'Repaired', Collector: 'Option6', Direction: 'Outgoing', Outcome: 'Delivered' },
  ]);
});

test('a row without commas in its fields is exact, and the same record as ours', () => {
  const plain = { ...record, 'source-context': ';250 2.0.0 OK', 'message-subject': 'No' };
  const row = option6Row(trackingLine(plain));
  const [ours] = trackingRows([plain]);
  assert.deepEqual(flow([row], 'ParseState, RecordId'), [{ ParseState: 'Exact', RecordId: ours!.recordId }]);
  assert.equal(flow([row, ours!]).length, 1);
});

test('lines of 27, 26 and 21 columns', () => {
  const plain = { ...record, 'source-context': '', 'message-subject': 'No' };
  const pieces = trackingLine(plain).split(',');
  const lines = {
    'Exchange 2013': pieces.slice(0, 27),
    'Exchange 2010': [...pieces.slice(0, 11), ...pieces.slice(12, 27)],
    'Exchange 2007': [...pieces.slice(0, 11), ...pieces.slice(12, 23)],
  };
  for (const [version, line] of Object.entries(lines)) {
    const [row] = flow(
      [option6Row(line.join(','))],
      'EventId, RecipientAddress, SenderAddress, Subject, NetworkMessageId',
    );
    assert.deepEqual(
      row,
      {
        EventId: 'SENDEXTERNAL',
        RecipientAddress: 'eve@fabrikam.example',
        SenderAddress: 'anna.berg@contoso.com',
        Subject: 'No',
        NetworkMessageId: version === 'Exchange 2013' ? '5d1c2a7b-0005-4d2e-9f10-08de28c0a1b2' : '',
      },
      version,
    );
  }
});

test('header lines and probes are left out, what cannot be read is marked', () => {
  const probe = {
    ...record,
    'sender-address': 'inboundproxy@contoso.com',
    'recipient-address': 'HealthMailbox0659e34b25a44b4d9e5d@contoso.com',
  };
  const time = '2026-11-21T09:00:00Z';
  const header = option6Row(
    `#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id`,
  );
  const rows = [
    { ...header, TimeGenerated: time },
    { TimeGenerated: time, FilePath: 'x' },
    option6Row(trackingLine(probe)),
    { TimeGenerated: time, clientIP: 'half', clientHostname: 'a', eventId: ' MessageClass:IPM.Note' },
  ];
  assert.deepEqual(flow(rows, 'ParseState, EventId'), [
    { ParseState: 'Damaged', EventId: ' MessageClass:IPM.Note' },
  ]);
});

describe('every line of the sample organisation', () => {
  const from = SampleClock.wednesday;
  const records = [...sampleRecords({ from, to: from + 3_600_000 })];
  const key = 'MessageId, EventId, Source, EventTime, RecipientAddress, InternalMessageId';
  const read = (rows: Iterable<Row>, project: string) =>
    ask(
      contentDatabase({ rows }),
      `MailFlow | sort by EventTime asc, EventId asc, MessageId asc, RecipientAddress asc, Computer asc, Source asc, InternalMessageId asc | project ${project}`,
    );
  const ours = [...tableRows(records)];
  const theirs = records.map(({ values }) => option6Row(logLine(values).trimEnd()));

  test('has the same event, message, parties and subject as ours', () => {
    const project = `${key}, SenderAddress, Subject, SizeBytes, NetworkMessageId, RecipientStatus, SourceContext, ReturnPath`;
    const [expected, actual] = [read(ours, project), read(theirs, project)];
    assert.ok(expected.length > 800, String(expected.length));
    assert.deepEqual(actual, expected);
    const states = Object.fromEntries(
      ask(contentDatabase({ rows: theirs }), 'MailFlow | summarize Rows = count() by ParseState').map(
        (row) => [row.ParseState, row.Rows],
      ),
    );
    assert.ok(Number(states.Exact) > 100 && Number(states.Repaired) > 100, JSON.stringify(states));
    assert.equal(Number(states.Exact) + Number(states.Repaired), expected.length);
  });

  test('is one record beside ours where no comma was lost', () => {
    const both = ask(
      contentDatabase({ rows: [...ours, ...theirs] }),
      'MailFlow | summarize Rows = count(), Ids = dcount(RecordId)',
    )[0]!;
    const alone = ask(
      contentDatabase({ rows: theirs }),
      'MailFlow | summarize Exact = countif(ParseState == "Exact"), Rows = count()',
    )[0]!;
    assert.equal(both.Rows, both.Ids);
    assert.ok(Number(both.Rows) <= ours.length + Number(alone.Rows) - Number(alone.Exact));
  });
});
