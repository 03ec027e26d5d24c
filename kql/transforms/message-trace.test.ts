import assert from 'node:assert/strict';
import { test } from 'node:test';
import rule from '../../infra/generated/ingestion-dcr.json' with { type: 'json' };
import { createTransform } from '../../kql-engine/index.ts';
import type { TraceRow } from '../../src/message-trace/trace-row.ts';
import { writeTraceDetail, writeTraceRow } from '../../src/message-trace/write-trace-row.ts';
import { kustoColumns } from '../../src/streams/kusto-columns.ts';

const transform = createTransform({
  kql: rule.dataFlows.find(({ streams }) => streams.includes('Custom-MessageTrace'))!.transformKql,
  columns: kustoColumns(rule.streamDeclarations['Custom-MessageTrace'].columns),
  now: () => new Date('2026-11-21T03:00:00Z'),
});

const row: TraceRow = {
  id: 'C0FFEE00-0000-4000-8000-000000000001',
  messageId: '<1@fabrikam.com>',
  receivedDateTime: '2026-11-21T02:00:00.109Z',
  senderAddress: 'Ann@fabrikam.com',
  recipientAddress: "Bob.O'Neil@contoso.com",
  subject: 'Offer',
  size: 4321,
  fromIP: '203.0.113.9',
  toIP: '',
  status: 'delivered',
};
const constants = {
  collector: 'MessageTrace',
  acceptedDomains: new Set(['contoso.com', 'contoso.de']),
} as const;

function tableRow(changes: Partial<TraceRow> = {}, domains?: ReadonlySet<string>): Record<string, unknown> {
  const given = { ...constants, ...(domains && { acceptedDomains: domains }) };
  const [result, ...rest] = transform.run([JSON.parse(writeTraceRow({ ...row, ...changes }, given))]);
  assert.equal(rest.length, 0);
  return result!;
}

test('a delivery becomes a row of the table', () => {
  const { recordId, ...rest } = tableRow();
  assert.match(String(recordId), /^[0-9a-f]{32}$/);
  assert.deepEqual(rest, {
    TimeGenerated: '2026-11-21T02:00:00.1090000Z',
    eventTime: '2026-11-21T02:00:00.1090000Z',
    traceStatus: 'delivered',
    eventId: 'DELIVER',
    source: 'STOREDRIVER',
    directionality: 'Incoming',
    customData: 'S:Direction=Incoming',
    FilePath: '',
    messageId: '<1@fabrikam.com>',
    networkMessageId: 'c0ffee00-0000-4000-8000-000000000001',
    recipientAddress: "Bob.O'Neil@contoso.com",
    recipients: ["bob.o'neil@contoso.com"],
    recipientCount: '1',
    recipientStatus: '',
    sourceContext: '',
    totalBytes: '4321',
    sizeBytes: 4321,
    messageSubject: 'Offer',
    senderAddress: 'Ann@fabrikam.com',
    originalClientIp: '203.0.113.9',
    serverIp: '',
    collector: 'MessageTrace',
  });
});

test('each status becomes the event that a server logs for it', () => {
  const events = Object.fromEntries(
    [
      ...['delivered', 'filteredAsSpam', 'failed', 'pending', 'expanded', 'quarantined', 'recalled'],
      ...['gettingStatus', 'none', 'unknownFutureValue', ''],
    ].map((status) => {
      const { eventId, source } = tableRow({ status });
      return [status, `${eventId} ${source}`.trim()];
    }),
  );
  assert.deepEqual(events, {
    delivered: 'DELIVER STOREDRIVER',
    filteredAsSpam: 'DELIVER STOREDRIVER',
    failed: 'FAIL',
    pending: 'DEFER',
    expanded: 'EXPAND ROUTING',
    quarantined: 'REDIRECT AGENT',
    recalled: 'DROP',
    gettingStatus: 'RECEIVE SMTP',
    none: 'RECEIVE SMTP',
    unknownFutureValue: 'RECEIVE SMTP',
    '': 'RECEIVE SMTP',
  });
  assert.equal(tableRow({ status: 'Delivered' }).eventId, 'DELIVER');
});

test('mail that leaves is sent, not delivered', () => {
  const out = {
    senderAddress: 'bob@contoso.com',
    recipientAddress: 'ann@fabrikam.com',
    toIP: '198.51.100.7',
  };
  const event = (changes: Partial<TraceRow>, domains?: ReadonlySet<string>) =>
    tableRow(changes, domains).eventId;
  assert.equal(event(out), 'SENDEXTERNAL');
  assert.equal(event({ ...out, toIP: '' }), 'SENDEXTERNAL');
  assert.equal(event({ ...out, senderAddress: 'eve@example.org' }), 'SENDEXTERNAL');
  assert.equal(event({ ...out, recipientAddress: 'ann@contoso.de' }), 'SEND');
  assert.equal(event(out, new Set()), 'SEND');
});

test('the four directions in the word of Exchange, and as they are in customData', () => {
  const both = (senderAddress: string, recipientAddress: string) => {
    const { directionality, customData } = tableRow({ senderAddress, recipientAddress });
    return `${directionality} ${customData}`;
  };
  assert.equal(both('a@x.org', 'b@contoso.com'), 'Incoming S:Direction=Incoming');
  assert.equal(both('a@contoso.com', 'b@x.org'), 'Originating S:Direction=Outgoing');
  assert.equal(both('a@contoso.com', 'b@contoso.de'), 'Originating S:Direction=Internal');
  assert.equal(both('a@x.org', 'b@y.org'), 'Undefined S:Direction=External');
  const { directionality, customData } = tableRow({}, new Set());
  assert.deepEqual([directionality, customData], ['', '']);
});

test('recordId: another version is another record, the same version is the same', () => {
  const id = (changes: Partial<TraceRow>) => tableRow(changes).recordId;
  const same: Partial<TraceRow>[] = [
    {},
    { status: 'Delivered' },
    { id: row.id.toLowerCase() },
    { recipientAddress: row.recipientAddress.toLowerCase() },
    // The same delivery out of an exported file, which has whole seconds.
    { receivedDateTime: '2026-11-21T02:00:00Z' },
    { receivedDateTime: '2026-11-21T02:00:00.1090000Z' },
  ];
  assert.equal(new Set(same.map(id)).size, 1);
  const others: Partial<TraceRow>[] = [
    {},
    { status: 'recalled' },
    { size: 4322 },
    { toIP: '198.51.100.7' },
    { fromIP: '203.0.113.10' },
    { recipientAddress: 'other@contoso.com' },
    { id: 'c0ffee00-0000-4000-8000-000000000002' },
    { receivedDateTime: '2026-11-21T02:00:01Z' },
  ];
  assert.equal(new Set(others.map(id)).size, others.length);
});

test('detail events stand at their own time, with the words of the service', () => {
  const rows = [
    ['Receive', '', 'Message received by: AM0PR01MB1.example', '<root/>'],
    ['Transport rule', 'Redirect', '', '<root><MEP Name="r"/></root>'],
    ['Fail', '', 'Reason: [{LED=550 5.1.10 RESOLVER.ADR.RecipientNotFound}]', ''],
    ['Send external', '', '', ''],
  ].map(([event, action, description, data]) => {
    const detail = { row, event, eventDateTime: '2026-11-21T02:00:05Z', action, description, data };
    return transform.run([JSON.parse(writeTraceDetail(detail as never, constants))])[0]!;
  });
  assert.deepEqual(
    rows.map((result) => [result.eventId, result.source, result.sourceContext, result.recipientStatus]),
    [
      ['RECEIVE', 'SMTP', 'Receive', 'Message received by: AM0PR01MB1.example'],
      ['AGENTINFO', 'AGENT', 'Transport rule: Redirect', ''],
      ['FAIL', '', 'Fail', 'Reason: [{LED=550 5.1.10 RESOLVER.ADR.RecipientNotFound}]'],
      ['SENDEXTERNAL', 'SMTP', 'Send external', ''],
    ],
  );
  assert.deepEqual(
    rows.map(({ customData }) => customData),
    ['<root/>', '<root><MEP Name="r"/></root>', '', ''],
  );
  for (const result of rows) {
    assert.equal(result.eventTime, '2026-11-21T02:00:05.0000000Z');
    assert.equal(result.traceStatus, '');
    assert.equal(result.networkMessageId, row.id.toLowerCase());
  }
  assert.equal(new Set([...rows.map(({ recordId }) => recordId), tableRow().recordId]).size, 5);
});

test('an import says so, and names its file; a row without a recipient has none', () => {
  const text = writeTraceRow(
    { ...row, recipientAddress: '' },
    { ...constants, collector: 'Import', FilePath: 'trace.csv' },
  );
  const [result] = transform.run([JSON.parse(text)]);
  assert.deepEqual(
    [result!.collector, result!.FilePath, result!.recipients, result!.recipientCount],
    ['Import', 'trace.csv', [], ''],
  );
});
