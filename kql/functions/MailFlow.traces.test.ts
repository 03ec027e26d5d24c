import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, contentDatabase } from '../testing/content-database.ts';
import { throughTransform } from '../testing/tracking-lines.ts';

describe('message traces', () => {
  const trace = {
    traceId: 'C0FFEE00-0000-4000-8000-000000000001',
    messageId: '<1@fabrikam.example>',
    receivedDateTime: '2026-11-21T09:00:00.109Z',
    senderAddress: 'Ann@fabrikam.example',
    recipientAddress: 'bob@contoso.com',
    subject: 'Offer',
    size: 4321,
    fromIP: '203.0.113.9',
    direction: 'Incoming',
    collector: 'MessageTrace',
  };
  test('each version is a row, with what its status means', () => {
    const statuses = [
      'gettingStatus',
      'pending',
      'quarantined',
      'filteredAsSpam',
      'delivered',
      'failed',
      'expanded',
      'recalled',
    ];
    const rows = throughTransform(
      'Custom-MessageTrace',
      statuses.map((status) => ({ ...trace, status })),
    );
    const database = contentDatabase({ rows });
    const found = ask(
      database,
      'MailFlow | project TraceStatus, Outcome, Platform, Direction, NetworkMessageId, SenderAddress',
    );
    assert.deepEqual(
      found.map(({ TraceStatus, Outcome }) => [TraceStatus, Outcome]),
      [
        ['gettingstatus', 'Pending'],
        ['pending', 'Pending'],
        ['quarantined', 'Quarantined'],
        ['filteredasspam', 'Filtered'],
        ['delivered', 'Delivered'],
        ['failed', 'Failed'],
        ['expanded', 'Expanded'],
        ['recalled', 'Recalled'],
      ],
    );
    for (const row of found) {
      assert.equal(row.Platform, 'ExchangeOnline');
      assert.equal(row.Direction, 'Incoming');
      assert.equal(row.NetworkMessageId, trace.traceId.toLowerCase());
      assert.equal(row.SenderAddress, 'ann@fabrikam.example');
    }
  });

  test("verdicts in the events' XML are found", () => {
    const data = '<root><MEP Name="CustomData" Blob="S:SFA=SUM|SFV=SPM|SCL=5|DI=SQ|CIP=203.0.113.9"/></root>';
    const rows = throughTransform('Custom-MessageTrace', [
      { ...trace, status: 'quarantined', event: 'Spam', eventDateTime: '2026-11-21T09:00:01Z', data },
    ]);
    assert.deepEqual(
      ask(contentDatabase({ rows }), 'MailFlow | project EventId, SpamVerdict, SpamConfidence, Outcome'),
      [{ EventId: 'AGENTINFO', SpamVerdict: 'SPM', SpamConfidence: 5, Outcome: '' }],
    );
  });
});

test("rows of Microsoft's Exchange Online plug-in are read where their table is", () => {
  const text = [
    'clientIp',
    'eventId',
    'messageId',
    'networkMessageId',
    'recipientAddress',
    'senderAddress',
    'messageSubject',
  ];
  const database = contentDatabase({
    tables: [
      {
        name: 'ExchangeOnlineMessageTracking_CL',
        columns: [
          { name: 'TimeGenerated', type: 'datetime' },
          ...text.map((name) => ({ name: `${name}_s`, type: 'string' as const })),
          { name: 'totalBytes_l', type: 'long' },
          { name: 'recipientCount_i', type: 'int' },
        ],
      },
    ],
  });
  const row = {
    TimeGenerated: '2026-11-21T09:00:00Z',
    eventId_s: 'FilteredAsSpam',
    messageId_s: '<1@fabrikam.example>',
    networkMessageId_s: 'C0FFEE00-0000-4000-8000-000000000001',
    recipientAddress_s: 'Bob@contoso.com',
    senderAddress_s: 'Ann@fabrikam.example',
    totalBytes_l: 77,
    recipientCount_i: 1,
  };
  database.ingest('ExchangeOnlineMessageTracking_CL', [
    row,
    { ...row, TimeGenerated: '2026-11-21T10:00:00Z' },
  ]);
  assert.deepEqual(
    ask(
      database,
      'MailFlow | project EventId, Outcome, Platform, Collector, SizeBytes, RecipientCount, Recipients, SenderAddress',
    ),
    [
      {
        EventId: 'DELIVER',
        Outcome: 'Filtered',
        Platform: 'ExchangeOnline',
        Collector: 'ExchangeSecurityPlugin',
        SizeBytes: 77,
        RecipientCount: 1,
        Recipients: ['bob@contoso.com'],
        SenderAddress: 'ann@fabrikam.example',
      },
    ],
  );
});
