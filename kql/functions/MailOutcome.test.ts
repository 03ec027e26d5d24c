import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sampleEvents } from '../../local/sample/sample-records.ts';
import { ask, contentDatabase, type Row } from '../testing/content-database.ts';
import { messageRecord } from '../testing/sample-message.ts';
import { SampleClock, tableRows } from '../testing/sample-rows.ts';
import { type Fields, throughTransform, trackingRows } from '../testing/tracking-lines.ts';

const networkMessageId = '5d1c2a7b-0005-4d2e-9f10-08de28c0a1b2';
const at = (second: number, event: string, to: string, more: Fields = {}) =>
  messageRecord(`09:00:${String(second).padStart(2, '0')}`, event, to, more);

function outcomes(records: readonly Fields[], columns = 'Recipient, Outcome'): unknown[][] {
  const database = contentDatabase({ rows: trackingRows(records) });
  return database.query(`MailOutcome | sort by Recipient asc | project ${columns}`).rows;
}

test('each recipient of a message has an outcome of its own', () => {
  const records = [
    at(
      0,
      'STOREDRIVER RECEIVE',
      'bo@contoso.com;eve@fabrikam.example;gone@fabrikam.example;late@litware.example',
    ),
    at(1, 'STOREDRIVER DELIVER', 'bo@contoso.com'),
    at(2, 'SMTP SENDEXTERNAL', 'eve@fabrikam.example', { 'server-hostname': 'mx.fabrikam.example' }),
    at(3, 'SMTP FAIL', 'gone@fabrikam.example', {
      'server-hostname': 'mx.fabrikam.example',
      'recipient-status': '550 5.1.1 User unknown',
    }),
    at(4, 'SMTP DEFER', 'late@litware.example', {
      'server-hostname': 'mx.litware.example',
      'recipient-status': '452 4.3.1 Busy',
    }),
  ];
  assert.deepEqual(outcomes(records, 'Recipient, Outcome, EnhancedStatus, Reason, By, Deferrals, Latency'), [
    ['bo@contoso.com', 'Delivered', '', '', 'MBX01', 0, '00:00:01'],
    ['eve@fabrikam.example', 'Delivered', '', '', 'mx.fabrikam.example', 0, '00:00:02'],
    [
      'gone@fabrikam.example',
      'Failed',
      '5.1.1',
      '550 5.1.1 User unknown',
      'mx.fabrikam.example',
      0,
      '00:00:03',
    ],
    ['late@litware.example', 'Deferred', '4.3.1', '452 4.3.1 Busy', 'mx.litware.example', 1, null],
  ]);
});

test('a message that nothing more is known of is pending', () => {
  assert.deepEqual(
    outcomes([
      at(0, 'SMTP RECEIVE', 'bo@contoso.com;cy@contoso.com'),
      at(1, 'STOREDRIVER DELIVER', 'cy@contoso.com'),
    ]),
    [
      ['bo@contoso.com', 'Pending'],
      ['cy@contoso.com', 'Delivered'],
    ],
  );
});

test('what was deferred and then delivered or given up is that', () => {
  const defer = (second: number, to: string) =>
    at(second, 'SMTP DEFER', to, { 'recipient-status': '451 4.7.1 Later' });
  const records = [
    defer(1, 'a@x.example'),
    defer(2, 'a@x.example'),
    at(3, 'SMTP SENDEXTERNAL', 'a@x.example'),
    defer(1, 'b@x.example'),
    at(4, 'QUEUE FAIL', 'b@x.example', { 'recipient-status': '550 4.4.7 QUEUE.Expired; message expired' }),
  ];
  assert.deepEqual(outcomes(records, 'Recipient, Outcome, EnhancedStatus, By, Deferrals'), [
    ['a@x.example', 'Delivered', '', '', 2],
    ['b@x.example', 'Failed', '4.4.7', 'QUEUE on MBX01', 1],
  ]);
});

test('groups and forwards are told, and their members and targets stand for themselves', () => {
  const records = [
    at(0, 'SMTP RECEIVE', 'all@contoso.com;gail@contoso.com'),
    at(1, 'ROUTING EXPAND', 'bo@contoso.com;cy@contoso.com', {
      'related-recipient-address': 'all@contoso.com',
    }),
    at(1, 'ROUTING REDIRECT', 'mo@contoso.com', { 'related-recipient-address': 'gail@contoso.com' }),
    at(2, 'STOREDRIVER DELIVER', 'bo@contoso.com;mo@contoso.com'),
  ];
  assert.deepEqual(outcomes(records, 'Recipient, Outcome, Via'), [
    ['all@contoso.com', 'Expanded', ''],
    ['bo@contoso.com', 'Delivered', 'all@contoso.com'],
    ['cy@contoso.com', 'Pending', 'all@contoso.com'],
    ['gail@contoso.com', 'Redirected', ''],
    ['mo@contoso.com', 'Delivered', 'gail@contoso.com'],
  ]);
});

test('statuses go with their recipients where there are as many, else the whole text counts', () => {
  const records = [
    at(1, 'SMTP FAIL', 'a@x.example;b@x.example', {
      'recipient-status': '550 5.1.1 Unknown;552 5.2.2 Mailbox full',
    }),
    at(1, 'ROUTING FAIL', 'c@x.example;d@x.example', {
      'recipient-status':
        '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found',
    }),
  ];
  assert.deepEqual(outcomes(records, 'Recipient, SmtpCode, EnhancedStatus'), [
    ['a@x.example', 550, '5.1.1'],
    ['b@x.example', 552, '5.2.2'],
    ['c@x.example', 550, '5.1.10'],
    ['d@x.example', 550, '5.1.10'],
  ]);
});

test('messages of Exchange 2010, without a network message id, are told apart by their Message-ID', () => {
  const old = { 'network-message-id': '' };
  const records = [
    at(1, 'STOREDRIVER DELIVER', 'a@contoso.com', old),
    at(2, 'ROUTING FAIL', 'a@contoso.com', { ...old, 'message-id': '<2@contoso.com>' }),
  ];
  assert.deepEqual(outcomes(records, 'MessageKey, Outcome').sort(), [
    ['<1@contoso.com>', 'Delivered'],
    ['<2@contoso.com>', 'Failed'],
  ]);
});

describe('message traces', () => {
  const trace = {
    traceId: 'C0FFEE00-0000-4000-8000-000000000001',
    messageId: '<1@fabrikam.example>',
    receivedDateTime: '2026-11-21T09:00:00.109Z',
    senderAddress: 'ann@fabrikam.example',
    recipientAddress: 'Bob@contoso.com',
    size: 4321,
    collector: 'MessageTrace',
  };
  const versions = (...statuses: [status: string, more?: Row][]) =>
    throughTransform(
      'Custom-MessageTrace',
      statuses.map(([status, more]) => ({ ...trace, status, ...more })),
    );

  for (const [title, statuses, expected] of [
    ['pending, then delivered', ['pending', 'delivered'], 'Delivered'],
    ['quarantined, then released', ['quarantined', 'delivered'], 'Delivered'],
    ['delivered, then recalled', ['delivered', 'recalled'], 'Recalled'],
    ['pending, then failed', ['gettingStatus', 'pending', 'failed'], 'Failed'],
    ['filtered as spam', ['filteredAsSpam'], 'Filtered'],
  ] as const) {
    test(`${title}: read at once or one after the other`, () => {
      const rows = versions(...statuses.map((status): [string] => [status]));
      for (const together of [true, false]) {
        const database = contentDatabase();
        rows.forEach((row, index) => {
          const received = new Date(Date.UTC(2026, 10, 21, 10, together ? 0 : index));
          database.ingest('MessageTrackingLog_CL', [row], undefined, received);
        });
        assert.deepEqual(ask(database, 'MailOutcome | project Recipient, Outcome, By, Finished'), [
          { Recipient: 'bob@contoso.com', Outcome: expected, By: 'Exchange Online', Finished: null },
        ]);
      }
    });
  }

  test('the latest version counts, whatever its status, when it came later', () => {
    const [delivered, quarantined] = versions(['delivered'], ['quarantined']) as [Row, Row];
    const database = contentDatabase();
    database.ingest('MessageTrackingLog_CL', [delivered], undefined, new Date('2026-11-21T10:00:00Z'));
    database.ingest('MessageTrackingLog_CL', [quarantined], undefined, new Date('2026-11-21T10:05:00Z'));
    assert.deepEqual(ask(database, 'MailOutcome | project Outcome'), [{ Outcome: 'Quarantined' }]);
  });

  test('a quarantined message that was released to a host on premises is delivered', () => {
    const rows = versions(['quarantined'], ['delivered', { toIP: '203.0.113.25' }]);
    assert.deepEqual(ask(contentDatabase({ rows }), 'MailOutcome | project Outcome'), [
      { Outcome: 'Delivered' },
    ]);
  });

  test('the reason of a failure comes from the events of the trace', () => {
    const event = {
      event: 'Fail',
      eventDateTime: '2026-11-21T09:00:02Z',
      description: 'Reason: [{LED=550 5.4.1 Recipient address rejected}]',
    };
    const rows = versions(['failed'], ['failed', event]);
    assert.deepEqual(
      ask(contentDatabase({ rows }), 'MailOutcome | project Outcome, SmtpCode, EnhancedStatus, Reason'),
      [{ Outcome: 'Failed', SmtpCode: 550, EnhancedStatus: '5.4.1', Reason: event.description }],
    );
  });

  test('Exchange Online goes on where the servers stop, and the servers where it stops', () => {
    const [cloud] = versions([
      'quarantined',
      { traceId: networkMessageId, recipientAddress: 'a@contoso.mail.onmicrosoft.com' },
    ]);
    const sent = trackingRows([at(1, 'SMTP SENDEXTERNAL', 'a@contoso.mail.onmicrosoft.com')]);
    assert.deepEqual(
      ask(contentDatabase({ rows: [cloud!, ...sent] }), 'MailOutcome | project Outcome, Platform'),
      [{ Outcome: 'Quarantined', Platform: 'ExchangeOnline' }],
    );
    const [handed] = versions([
      'delivered',
      { traceId: networkMessageId, recipientAddress: 'b@contoso.com', toIP: '203.0.113.25' },
    ]);
    const failed = trackingRows([at(1, 'ROUTING FAIL', 'b@contoso.com')]);
    assert.deepEqual(
      ask(contentDatabase({ rows: [handed!, ...failed] }), 'MailOutcome | project Outcome, Platform'),
      [{ Outcome: 'Failed', Platform: 'OnPremises' }],
    );
  });
});

test('over the sample organisation the counts add up', () => {
  const from = SampleClock.wednesday;
  const events = [
    ...sampleEvents({
      from,
      to: from + 3 * 3_600_000,
      incidents: [{ name: 'mass-mail', start: from + 600_000 }],
    }),
  ];
  const database = contentDatabase({ rows: tableRows(events) });
  const [all] = ask(
    database,
    'MailOutcome | summarize Rows = count(), Pairs = dcount(strcat(MessageKey, Recipient)), Without = countif(isempty(Outcome)), Records = sum(Records)',
  );
  assert.equal(all!.Rows, all!.Pairs);
  assert.equal(all!.Without, 0);
  // Every message and recipient that was delivered into a mailbox, and none besides.
  const [{ Delivered }] = ask(
    database,
    "MailFlow | where EventId == 'DELIVER' and Platform == 'OnPremises' | mv-expand Recipient = Recipients to typeof(string) | summarize Delivered = dcount(strcat(MessageKey, Recipient))",
  ) as [{ Delivered: number }];
  const [{ Mailbox }] = ask(
    database,
    "MailOutcome | where Outcome == 'Delivered' and Platform == 'OnPremises' and By startswith 'MBX' | summarize Mailbox = count()",
  ) as [{ Mailbox: number }];
  assert.ok(Delivered > 500);
  assert.equal(Mailbox, Delivered);
  // The mass mail: what failed is what the records say failed.
  const guilty = events.filter((event) => event.incident?.guilty === true && !('row' in event));
  const failures = guilty.filter((event) => 'values' in event && event.values.includes('FAIL')).length;
  const [{ Failed, Messages }] = ask(
    database,
    `MailOutcome | where Subject == 'Shared document: "Outstanding payment, please review"' | summarize Failed = countif(Outcome == 'Failed'), Messages = dcount(MessageKey)`,
  ) as [{ Failed: number; Messages: number }];
  assert.ok(failures > 20);
  assert.deepEqual([Failed, Messages], [failures, 60]);
});
