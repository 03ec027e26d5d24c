import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, contentDatabase } from '../testing/content-database.ts';
import { messageRecord, otherMessage } from '../testing/sample-message.ts';
import { guiltyMessages, SampleClock, sampleRows } from '../testing/sample-rows.ts';
import { throughTransform, trackingRows } from '../testing/tracking-lines.ts';

test('inbox rules, settings of mailboxes and transport rules, and nothing else', () => {
  const rows = trackingRows([
    messageRecord('09:00:00', 'MAILBOXRULE RECEIVE', 'me@private.example', { reference: '4711' }),
    messageRecord('09:00:01', 'ROUTING REDIRECT', 'bo@contoso.com', {
      ...otherMessage(2, 'eve@fabrikam.example'),
      'related-recipient-address': 'Gail@contoso.com',
    }),
    messageRecord('09:00:02', 'AGENT REDIRECT', 'audit@contoso.com', {
      ...otherMessage(3, 'eve@fabrikam.example'),
      'related-recipient-address': 'cy@contoso.com',
    }),
    messageRecord('09:00:03', 'STOREDRIVER RECEIVE', 'bo@contoso.com', otherMessage(4)),
    messageRecord('09:00:04', 'ROUTING EXPAND', 'bo@contoso.com', {
      ...otherMessage(5),
      'related-recipient-address': 'all@contoso.com',
    }),
  ]);
  const quarantined = throughTransform('Custom-MessageTrace', [
    {
      traceId: 'x',
      receivedDateTime: '2026-11-21T09:00:00Z',
      senderAddress: 'a@x.example',
      recipientAddress: 'b@contoso.com',
      status: 'quarantined',
    },
  ]);
  const columns = 'Kind, Mailbox, Target, IsExternal, Reference';
  const query = `MailForwards | sort by TimeGenerated asc | project ${columns}`;
  const expected = [
    ['InboxRule', 'anna.berg@contoso.com', 'me@private.example', true, '4711'],
    ['Mailbox', 'gail@contoso.com', 'bo@contoso.com', false, ''],
    ['TransportRule', 'cy@contoso.com', 'audit@contoso.com', false, ''],
  ];
  assert.deepEqual(contentDatabase({ rows: [...rows, ...quarantined] }).query(query).rows, expected);
  const acceptedDomains = ['contoso.com', 'private.example'];
  assert.deepEqual(contentDatabase({ rows, acceptedDomains }).query(query).rows[0]![3], false);
});

test("the sample organisation's stolen mailbox is found, each copy once", () => {
  const from = SampleClock.wednesday;
  const options = {
    from,
    to: from + 2 * 3_600_000,
    incidents: [{ name: 'inbox-rule-forwarding', start: from + 600_000 }],
  };
  const found = ask(
    contentDatabase({ rows: sampleRows(options) }),
    "MailForwards | where Kind == 'InboxRule' and IsExternal",
  );
  const guilty = guiltyMessages(options).get('inbox-rule-forwarding')!;
  assert.equal(found.length, guilty.size);
  assert.deepEqual(new Set(found.map(({ MessageKey }) => MessageKey)), guilty);
});
