import assert from 'node:assert/strict';
import { test } from 'node:test';
import workbooks from '../../../../infra/generated/content/workbooks.json' with { type: 'json' };
import { contentDatabase } from '../../../../kql/testing/content-database.ts';
import { tableRows } from '../../../../kql/testing/sample-rows.ts';
import { lookalikeOn } from '../../../sample/incidents/phishing-wave.ts';
import { sampleEvents } from '../../../sample/sample-records.ts';
import { alertSpan, entityLinks, type Span } from './entity-links.ts';
import type { Alert } from './evaluate-rule.ts';

const HOUR = 3_600_000;
const start = Date.UTC(2026, 10, 18, 9);
const span: Span = { from: start, to: start + HOUR };

const chosenIn = (address: string) =>
  JSON.parse(new URLSearchParams(address.split('#')[1]).get('parameters')!) as Record<string, unknown>;
const addresses = (type: string, ...fields: (readonly [string, string])[]) =>
  entityLinks({ type, fields }, span).map(({ address }) => address);

test('addresses, domains and messages fill in the workbook, which has these parameters', () => {
  const [from, to] = addresses('Account', ['FullName', 'Ann@contoso.com']);
  const TimeRange = { durationMs: HOUR, endTime: '2026-11-18T10:00:00.000Z' };
  assert.deepEqual(chosenIn(from!), { TimeRange, From: 'Ann@contoso.com' });
  assert.deepEqual(chosenIn(to!), { TimeRange, To: 'Ann@contoso.com' });
  const [byName] = addresses('Account', ['Name', 'ann'], ['UPNSuffix', 'contoso.com']);
  assert.equal(chosenIn(byName!).From, 'ann@contoso.com');
  const [domain] = addresses('DNS', ['DomainName', 'c0ntoso.example']);
  assert.equal(chosenIn(domain!).From, '@c0ntoso.example');
  const [message] = addresses('MailMessage', ['Recipient', 'ann@contoso.com'], ['NetworkMessageId', 'n-1']);
  assert.deepEqual(chosenIn(message!), { TimeRange, Id: 'n-1', Message: 'n-1' });

  const journey = workbooks.find(({ key }) => key === 'message-journey')!;
  for (const name of ['TimeRange', 'From', 'To', 'Id', 'Message'])
    assert.ok(journey.serializedData.includes(`"name":"${name}"`), name);
  assert.ok([from, to, domain, message].every((one) => one!.startsWith('/workbooks/message-journey#')));
});

test('entities that name no mail have no links', () => {
  assert.deepEqual(addresses('CloudApplication', ['Name', 'x']), []);
  assert.deepEqual(addresses('Account', ['FullName', 'somebody']), []);
  assert.deepEqual(addresses('Account', ['FullName', '<>']), []);
});

test('the queries find the records, whatever an entity brings along', () => {
  const database = contentDatabase({ now: new Date(start + HOUR) });
  const incidents = [{ name: 'phishing-wave', start: start + HOUR / 4 }];
  database.ingest(
    'MessageTrackingLog_CL',
    tableRows(sampleEvents({ from: start, to: start + HOUR, incidents })),
  );
  const domain = lookalikeOn(start);
  const found = (type: string, ...fields: (readonly [string, string])[]) => {
    const state = new URLSearchParams(
      addresses(type, ...fields)
        .at(-1)!
        .split('#')[1],
    );
    const { rows } = database.query(state.get('query')!, { timespan: state.get('time')! });
    return rows.length;
  };
  const id = database.query(
    `MailFlow | where SenderDomain == '${domain}' | take 1 | project NetworkMessageId`,
  ).rows[0]![0] as string;
  assert.ok(found('Account', ['FullName', `IT-Support@${domain}`]) > 100);
  assert.ok(found('Mailbox', ['MailboxPrimaryAddress', 'helena.brandt@contoso.com']) > 10);
  assert.ok(found('DNS', ['DomainName', domain]) > 100);
  assert.ok(found('IP', ['Address', '203.0.113.66']) > 100);
  assert.ok(found('Host', ['HostName', 'edge01']) > 100);
  assert.ok(found('MailMessage', ['NetworkMessageId', id]) > 3);
  assert.equal(found('DNS', ['DomainName', `x' or '1' == '1`]), 0);
  assert.equal(found('IP', ['Address', "\\' or true //"]), 0);
});

test('the time of an alert is that of its rows, or what the rule looked at', () => {
  const alert = (rows: readonly unknown[][]) =>
    ({
      columns: [
        { name: 'Sender', type: 'string' },
        { name: 'FirstTime', type: 'datetime' },
        { name: 'LastTime', type: 'datetime' },
      ],
      rows,
    }) as unknown as Alert;
  const times = alert([
    ['a', '2026-11-18T09:20:00Z', '2026-11-18T09:25:00Z'],
    ['b', null, '2026-11-18T09:40:00.1234567Z'],
    ['c', '2000-01-01T00:00:00Z', null],
  ]);
  assert.deepEqual(alertSpan(times, span), {
    from: Date.parse('2026-11-18T08:50:00Z'),
    to: Date.parse('2026-11-18T10:41:00Z'),
  });
  assert.deepEqual(alertSpan(alert([['a', null, null]]), span), span);
});
