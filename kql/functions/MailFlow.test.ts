import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, contentDatabase, type Row } from '../testing/content-database.ts';
import { SampleClock, sampleRows } from '../testing/sample-rows.ts';
import { type Fields, throughTransform, trackingRows } from '../testing/tracking-lines.ts';

/** The first row of MailFlow over the records, with the named columns. */
function flow(records: readonly Fields[], columns: string, watchlist: readonly string[] = []): Row[] {
  const watchlists = { MailflowAcceptedDomains: { rows: watchlist.map((SearchKey) => ({ SearchKey })) } };
  const database = contentDatabase({ rows: trackingRows(records), watchlists });
  return ask(database, `MailFlow | sort by EventTime asc | project ${columns}`);
}

const base: Fields = {
  'date-time': '2026-11-21T09:00:05.185Z',
  'internal-message-id': '68719476730005',
  'message-id': '<00009aab.c0ffee@contoso.com>',
  'network-message-id': '5d1c2a7b-0005-4d2e-9f10-08de28c0a1b2',
  'total-bytes': '4101',
  'recipient-count': '1',
  'message-subject': 'Minutes, first draft',
  'sender-address': 'Anna.Berg@contoso.com',
  'return-path': 'anna.berg@contoso.com',
  directionality: 'Originating',
  'original-client-ip': '10.20.4.7',
};

describe('event pairs of Exchange', () => {
  const pairs: [title: string, fields: Fields, expected: Row][] = [
    [
      'delivered to a mailbox',
      {
        source: 'STOREDRIVER',
        'event-id': 'DELIVER',
        'recipient-address': 'Bo.Ek@contoso.com',
        'recipient-status': 'To',
      },
      {
        Outcome: 'Delivered',
        Direction: 'Internal',
        RecipientDomain: 'contoso.com',
        SmtpCode: null,
        Reason: '',
      },
    ],
    [
      'sent outside',
      {
        source: 'SMTP',
        'event-id': 'SENDEXTERNAL',
        'client-hostname': 'EDGE01.contoso.com',
        'server-hostname': 'mx.fabrikam.example',
        'server-ip': '203.0.113.7',
        'source-context': ';250 2.0.0 OK, queued as 4F2A1B;ClientSubmitTime:2026-11-21T09:00:00.000Z',
        'recipient-address': 'eve@fabrikam.example',
        'recipient-status': '250 2.1.5 Recipient OK',
        'custom-data':
          'S:E2ELatency=1.520;S:ExternalSendLatency=0.900;S:ToEntity=Internet;S:FromEntity=Hosted',
      },
      {
        Outcome: 'Delivered',
        Direction: 'Outgoing',
        PeerHostname: 'mx.fabrikam.example',
        SmtpCode: 250,
        EnhancedStatus: '2.1.5',
        E2ELatency: '00:00:01.5200000',
        ExternalSendLatency: '00:00:00.9000000',
      },
    ],
    [
      'sent outside though it came from outside: forwarded or relayed',
      {
        source: 'SMTP',
        'event-id': 'SENDEXTERNAL',
        'sender-address': 'eve@fabrikam.example',
        directionality: 'Incoming',
        'recipient-address': 'x@proseware.example',
        'custom-data': 'S:FromEntity=Internet;S:ToEntity=Internet',
      },
      { Outcome: 'Delivered', Direction: 'External' },
    ],
    [
      'received from outside, behind a front end',
      {
        source: 'SMTP',
        'event-id': 'RECEIVE',
        'client-ip': '10.20.1.11',
        'sender-address': 'eve@fabrikam.example',
        directionality: 'Incoming',
        'original-client-ip': '',
        'recipient-address': 'anna.berg@contoso.com',
        'custom-data':
          'S:ProxyHop1=MBX01.contoso.com(10.20.1.11);S:FromEntity=Internet;S:ProxiedClientIPAddress=203.0.113.9;S:ProxiedClientHostname=mail.fabrikam.example;S:OriginalFromAddress=Bounce@fabrikam.example;S:DeliveryPriority=Normal;S:AccountForest=contoso.com',
      },
      {
        Outcome: '',
        Direction: 'Incoming',
        SenderIP: '203.0.113.9',
        PeerHostname: 'mail.fabrikam.example',
        OriginalFromAddress: 'bounce@fabrikam.example',
        DeliveryPriority: 'Normal',
        AccountForest: 'contoso.com',
        FromEntity: 'Internet',
      },
    ],
    [
      'submitted by a user',
      {
        source: 'STOREDRIVER',
        'event-id': 'SUBMIT',
        'source-context':
          'MDB:0f1e2d3c-aaaa-4bbb-8ccc-0123456789ab, Mailbox:11112222-3333-4444-8555-666677778888, Event:5310, MessageClass:IPM.Note, CreationTime:2026-11-21T09:00:01.250Z, ClientType:MOMT',
        'recipient-address': 'bo.ek@contoso.com',
      },
      { Outcome: '', ClientType: 'MOMT', SmtpCode: null },
    ],
    [
      'an inbox rule forwards',
      {
        source: 'MAILBOXRULE',
        'event-id': 'RECEIVE',
        'recipient-address': 'me@private.example',
        reference: '68719476730001',
      },
      { Direction: 'Outgoing', Reference: '68719476730001', Outcome: '' },
    ],
    [
      'a mailbox is forwarded by an administrator',
      {
        source: 'ROUTING',
        'event-id': 'REDIRECT',
        'recipient-address': 'bo.ek@contoso.com',
        'related-recipient-address': 'Gail@contoso.com',
      },
      { Outcome: 'Redirected', RelatedRecipient: 'gail@contoso.com' },
    ],
    [
      'a group is expanded',
      {
        source: 'ROUTING',
        'event-id': 'EXPAND',
        'recipient-address': 'bo.ek@contoso.com;eve@fabrikam.example;cy@contoso.com',
        'recipient-count': '3',
        'related-recipient-address': 'all@contoso.com',
      },
      {
        Outcome: 'Expanded',
        RecipientCount: 3,
        RecipientDomains: ['contoso.com', 'fabrikam.example'],
        Recipients: ['bo.ek@contoso.com', 'eve@fabrikam.example', 'cy@contoso.com'],
      },
    ],
    [
      'a failure with an enhanced status code and a semicolon in the text',
      {
        source: 'QUEUE',
        'event-id': 'FAIL',
        'recipient-address': 'office@closed.example',
        'recipient-status': '550 4.4.7 QUEUE.Expired;<Message expired>',
      },
      {
        Outcome: 'Failed',
        SmtpCode: 550,
        EnhancedStatus: '4.4.7',
        Reason: '550 4.4.7 QUEUE.Expired;<Message expired>',
      },
    ],
    [
      'a deferral in the form of a last error detail',
      {
        source: 'SMTP',
        'event-id': 'DEFER',
        'recipient-address': 'office@closed.example',
        'recipient-status':
          '[{LED=441 4.4.1 Error encountered: "Winsock error code: 10060"};{IP=192.0.2.250}]',
      },
      { Outcome: 'Deferred', SmtpCode: 441, EnhancedStatus: '4.4.1' },
    ],
    [
      'a silent drop',
      { source: 'ROUTING', 'event-id': 'DROP', 'recipient-address': 'bo.ek@contoso.com' },
      { Outcome: 'Failed' },
    ],
    [
      'a report from the null sender',
      {
        source: 'DSN',
        'event-id': 'DSN',
        'sender-address': '<>',
        'return-path': '<>',
        'recipient-address': 'anna.berg@contoso.com',
        reference: '<failed@contoso.com>',
      },
      { SenderAddress: '', SenderDomain: '', IsNullSender: true, Reference: '<failed@contoso.com>' },
    ],
    [
      'a shadow copy',
      { source: 'REDUNDANCY', 'event-id': 'HADISCARD', 'recipient-address': 'bo.ek@contoso.com' },
      { IsShadow: true, Outcome: '' },
    ],
    [
      'an event that nobody has documented',
      { source: 'NEWSOURCE', 'event-id': 'NEWEVENT', 'recipient-address': 'bo.ek@contoso.com' },
      { EventId: 'NEWEVENT', Source: 'NEWSOURCE', ParseState: 'Exact' },
    ],
  ];
  for (const [title, fields, expected] of pairs) {
    test(title, () => {
      const [row, ...rest] = flow([{ ...base, ...fields }], Object.keys(expected).join(', '));
      assert.equal(rest.length, 0);
      assert.deepEqual(row, expected);
    });
  }
});

describe('custom-data', () => {
  const agents = (customData: string): Fields => ({
    ...base,
    source: 'AGENT',
    'event-id': 'AGENTINFO',
    'recipient-address': 'bo.ek@contoso.com',
    'custom-data': customData,
  });
  const columns =
    'TransportRules, TransportRuleIds, TransportRuleActions, EvaluatedRuleIds, MalwareFound, MalwareAction, AttachmentCount, DlpMatches, DlpOverride, SpamVerdict, SpamConfidence';

  test('a rule that fired is told apart from rules that were only evaluated', () => {
    const [row] = flow(
      [
        agents(
          'S:AMA=SUM|v=0|action=|error=|atch=2;S:AMA=EV|engine=M|v=0|sig=1.421.9.0|name=|file=;S:TRA=ETR|ruleId=7b1c2f30-5a77-4d5b-9d3c-0a1b2c3d4e5f|st=2026-11-20T08:00:00.0000000Z|action=AHD|action=SetHeader|sev=1|mode=Enforce;S:TRA=ETRP|ruleId=11111111-5a77-4d5b-9d3c-0a1b2c3d4e5f|ExecW=3|ExecC=1|Conditions=GTOEP,M.MAS,1;S:CompCost=|ETR=0|AMA=12',
        ),
      ],
      columns,
    );
    assert.deepEqual(row, {
      TransportRules: [
        'ruleId=7b1c2f30-5a77-4d5b-9d3c-0a1b2c3d4e5f|st=2026-11-20T08:00:00.0000000Z|action=AHD|action=SetHeader|sev=1|mode=Enforce',
      ],
      TransportRuleIds: ['7b1c2f30-5a77-4d5b-9d3c-0a1b2c3d4e5f'],
      TransportRuleActions: ['AHD', 'SetHeader'],
      EvaluatedRuleIds: ['11111111-5a77-4d5b-9d3c-0a1b2c3d4e5f'],
      MalwareFound: false,
      MalwareAction: '',
      AttachmentCount: 2,
      DlpMatches: null,
      DlpOverride: '',
      SpamVerdict: '',
      SpamConfidence: null,
    });
  });

  test('rules that were only evaluated are no rules that fired', () => {
    const [row] = flow([agents('S:TRA=ETRP|ruleId=aaaa|ExecW=3;S:TRA=ETRP|ruleId=bbbb|ExecW=0')], columns);
    assert.equal(row!.TransportRules, null);
    assert.equal(row!.TransportRuleIds, null);
    assert.deepEqual(row!.EvaluatedRuleIds, ['aaaa', 'bbbb']);
  });

  test('malware, data loss prevention and spam, with the last value at the end of the text', () => {
    const [row] = flow(
      [
        agents(
          'S:AMA=SUM|v=1|action=r|error=|atch=1;S:AMA=EV|engine=M|v=1|sig=1.1|name=EICAR|file=eicar.com;S:TRA=DC|dcid=card|count=3|conf=85;S:TRA=CI|sndOverride=or|just=needed;S:SFA=SUM|SFV=SPM|SCL=6|DI=SB|CIP=203.0.113.9',
        ),
      ],
      columns,
    );
    assert.equal(row!.MalwareFound, true);
    assert.equal(row!.MalwareAction, 'r');
    assert.deepEqual(row!.DlpMatches, ['dcid=card|count=3|conf=85']);
    assert.equal(row!.DlpOverride, 'sndOverride=or|just=needed');
    assert.equal(row!.SpamVerdict, 'SPM');
    assert.equal(row!.SpamConfidence, 6);
  });
});

test('message-info gives the time of entry and the latency on each server', () => {
  const [row] = flow(
    [
      {
        ...base,
        source: 'STOREDRIVER',
        'event-id': 'DELIVER',
        'recipient-address': 'bo.ek@contoso.com',
        'message-info':
          '2026-11-21T09:00:00.100Z;SRV=MBX01.contoso.com:TOTAL-SUB=0.100|SA=0.050;SRV=MBX02.contoso.com:TOTAL-DEL=0.310|SMTPDelivery Agent=0.020',
      },
      {
        ...base,
        'date-time': '2026-11-21T09:00:06.000Z',
        source: 'SMTP',
        'event-id': 'RECEIVE',
        'message-info': '0cA: ',
      },
    ],
    'EnteredTime, Latency, ServerLatencies, LatencyTree',
  ).slice(0, 1);
  assert.deepEqual(row, {
    EnteredTime: '2026-11-21T09:00:00.1000000Z',
    Latency: '00:00:05.0850000',
    ServerLatencies: [
      ['MBX01.contoso.com', 'SUB', '0.100'],
      ['MBX02.contoso.com', 'DEL', '0.310'],
    ],
    LatencyTree:
      'SRV=MBX01.contoso.com:TOTAL-SUB=0.100|SA=0.050;SRV=MBX02.contoso.com:TOTAL-DEL=0.310|SMTPDelivery Agent=0.020',
  });
});

test('a message-info without a time has no latency', () => {
  const fields = { ...base, source: 'SMTP', 'event-id': 'RECEIVE', 'message-info': '0cA: ' };
  assert.deepEqual(flow([fields], 'EnteredTime, Latency, ServerLatencies, LatencyTree'), [
    { EnteredTime: null, Latency: null, ServerLatencies: null, LatencyTree: '' },
  ]);
});

test('the direction follows the accepted domains, where there are any', () => {
  const cases: [sender: string, recipients: string, direction: string][] = [
    ['a@contoso.com', 'b@contoso.com', 'Internal'],
    ['a@contoso.com', 'b@eu.contoso.com;c@contoso.com', 'Internal'],
    ['a@contoso.com', 'b@contoso.com;eve@fabrikam.example', 'Outgoing'],
    ['eve@fabrikam.example', 'b@contoso.com;c@proseware.example', 'Incoming'],
    ['eve@fabrikam.example', 'c@proseware.example', 'External'],
    ['eve@notcontoso.com', 'b@contoso.com', 'Incoming'],
    ['a@contoso.com.evil.example', 'b@contoso.com', 'Incoming'],
    ['<>', 'b@contoso.com', 'Internal'],
    ['<>', 'eve@fabrikam.example', 'Outgoing'],
  ];
  const records = cases.map(([sender, recipients], index) => ({
    ...base,
    'date-time': `2026-11-21T09:00:${String(index).padStart(2, '0')}.000Z`,
    source: 'SMTP',
    'event-id': 'RECEIVE',
    'sender-address': sender,
    'recipient-address': recipients,
  }));
  const rows = flow(records, 'Direction', ['Contoso.com', '*.contoso.com']);
  assert.deepEqual(
    rows.map((row) => row.Direction),
    cases.map(([, , direction]) => direction),
  );
});

test('where a row does not say whose log it is from, the record does', () => {
  const at = (second: number, more: Fields): Fields => ({
    ...base,
    'date-time': `2026-11-21T09:00:0${second}.000Z`,
    'client-hostname': 'client.contoso.com',
    'server-hostname': 'SERVER',
    ...more,
  });
  const rows = trackingRows(
    [
      at(0, { source: 'SMTP', 'event-id': 'RECEIVE' }),
      at(1, { source: 'SMTP', 'event-id': 'SEND' }),
      at(2, { source: 'SMTP', 'event-id': 'FAIL' }),
      at(3, { source: 'ROUTING', 'event-id': 'FAIL', 'client-hostname': '' }),
      at(4, { source: 'STOREDRIVER', 'event-id': 'SUBMIT' }),
      at(5, { source: 'APPROVAL', 'event-id': 'MODERATORAPPROVE', 'internal-message-id': '' }),
    ],
    '',
  );
  const found = ask(
    contentDatabase({ rows }),
    'MailFlow | sort by EventTime asc | project Computer, Platform',
  );
  assert.deepEqual(
    found.map(({ Computer }) => Computer),
    ['SERVER', 'CLIENT', 'CLIENT', 'SERVER', 'CLIENT', 'SERVER'],
  );
  assert.ok(found.every(({ Platform }) => Platform === 'OnPremises'));
});

describe('rows that are there twice', () => {
  const record = {
    ...base,
    source: 'STOREDRIVER',
    'event-id': 'DELIVER',
    'recipient-address': 'bo.ek@contoso.com',
  };
  const other = { ...record, 'recipient-address': 'cy@contoso.com' };
  const rows = trackingRows([record, other]);
  const again = rows.map((row) => ({ ...row, collector: 'AzureMonitorAgent', FilePath: 'D:\\Logs\\x.LOG' }));

  test('count once, as they came first', () => {
    const database = contentDatabase();
    database.ingest('MessageTrackingLog_CL', rows, undefined, new Date('2026-11-21T10:00:00Z'));
    database.ingest(
      'MessageTrackingLog_CL',
      [...again, again[0]!],
      undefined,
      new Date('2026-11-21T11:00:00Z'),
    );
    const found = ask(
      database,
      'MailFlow | sort by RecipientAddress asc | project RecipientAddress, Collector, IngestedTime',
    );
    assert.deepEqual(
      found,
      ['bo.ek@contoso.com', 'cy@contoso.com'].map((RecipientAddress) => ({
        RecipientAddress,
        Collector: 'Function',
        IngestedTime: '2026-11-21T10:00:00.0000000Z',
      })),
    );
  });
});

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

describe('over the sample organisation', () => {
  const from = SampleClock.wednesday;
  const rows = sampleRows({ from, to: from + 2 * 3_600_000, incidents: [] });

  test('every row of the table is there once, and all are exact', () => {
    const database = contentDatabase({ rows });
    assert.ok(rows.length > 1500, String(rows.length));
    const [found] = ask(
      database,
      'MailFlow | summarize Rows = count(), Ids = dcount(RecordId), Exact = countif(ParseState == "Exact")',
    );
    assert.deepEqual(found, { Rows: rows.length, Ids: rows.length, Exact: rows.length });
  });

  test('the time range includes its start and not its end, so that ranges add up', () => {
    const database = contentDatabase({ rows });
    const at = (minutes: number) => `datetime(${new Date(from + minutes * 60_000).toISOString()})`;
    const count = (a: number, b: number) =>
      Number(ask(database, `MailFlow(${at(a)}, ${at(b)}) | count`)[0]!.Count);
    const parts = [0, 17, 40, 99, 120].map((start, index, all) =>
      index === 4 ? 0 : count(start, all[index + 1]!),
    );
    assert.equal(
      parts.reduce((sum, part) => sum + part),
      rows.length,
    );
  });

  test('directions agree with the domains of sender and recipients', () => {
    const domains = ['contoso.com', 'contoso.mail.onmicrosoft.com', 'services.contoso.com'];
    const watchlists = { MailflowAcceptedDomains: { rows: domains.map((SearchKey) => ({ SearchKey })) } };
    const database = contentDatabase({ rows, watchlists });
    const ours = (address: string) => domains.includes(address.split('@')[1] ?? '');
    const found = ask(
      database,
      'MailFlow | where isnotempty(SenderAddress) and array_length(Recipients) > 0 | project SenderAddress, Recipients, Direction',
    );
    assert.ok(found.length > 1000);
    for (const { SenderAddress, Recipients, Direction } of found) {
      const to = Recipients as string[];
      const expected = ours(SenderAddress as string)
        ? to.every(ours)
          ? 'Internal'
          : 'Outgoing'
        : to.some(ours)
          ? 'Incoming'
          : 'External';
      assert.equal(Direction, expected, `${SenderAddress} ${to}`);
    }
    // Without a list most of it can be told from what Exchange wrote.
    const guessed = contentDatabase({ rows });
    const [{ Wrong, All }] = ask(
      guessed,
      `let ours = dynamic(${JSON.stringify(domains)});
       MailFlow | where isnotempty(SenderAddress) and EventId in ('DELIVER', 'SENDEXTERNAL')
       | extend Expected = case(SenderDomain in (ours), iif(array_length(set_difference(RecipientDomains, ours)) == 0, 'Internal', 'Outgoing'),
           array_length(set_intersect(RecipientDomains, ours)) > 0, 'Incoming', 'External')
       | summarize Wrong = countif(Direction != Expected), All = count()`,
    ) as [{ Wrong: number; All: number }];
    assert.ok(All > 300 && Wrong === 0, `${Wrong} of ${All}`);
  });
});
