import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ask, contentDatabase } from '../testing/content-database.ts';
import { base, flow } from '../testing/flow-of-records.ts';
import { SampleClock, sampleRows } from '../testing/sample-rows.ts';
import { type Fields, trackingRows } from '../testing/tracking-lines.ts';

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
    const database = contentDatabase({ rows, acceptedDomains: domains });
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
