import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentDatabase } from '../testing/content-database.ts';
import { messageRecord, otherMessage } from '../testing/sample-message.ts';
import { throughTransform, trackingRows } from '../testing/tracking-lines.ts';

const now = new Date('2026-11-21T09:15:00Z');

test('recipients count once a message, however many records it has, and the largest come first', () => {
  const rows = trackingRows([
    // One message to three, over two servers, and its group expanded.
    messageRecord('09:01:00', 'STOREDRIVER RECEIVE', 'a@x.example;b@x.example;all@contoso.com'),
    messageRecord('09:01:01', 'SMTP RECEIVE', 'a@x.example;b@x.example;all@contoso.com'),
    messageRecord('09:01:02', 'SMTP RECEIVE', 'a@x.example;b@x.example'),
    messageRecord('09:02:00', 'SMTP RECEIVE', 'a@x.example', otherMessage(2)),
    messageRecord('09:03:00', 'SMTP RECEIVE', 'a@x.example;b@y.example', otherMessage(3, 'bo@contoso.com')),
    messageRecord('09:04:00', 'SMTP RECEIVE', 'a@x.example', {
      ...otherMessage(4),
      'sender-address': '<>',
      'return-path': '<>',
    }),
    // Before the window.
    messageRecord('08:59:59', 'SMTP RECEIVE', 'a@x.example', otherMessage(5, 'cy@contoso.com')),
  ]);
  const database = contentDatabase({ rows, now });
  assert.deepEqual(
    database.query(
      'MailTopSenders | project SenderAddress, Messages, Recipients, DistinctRecipients, RecipientDomains, Bytes, Outgoing',
    ).rows,
    [
      ['anna.berg@contoso.com', 2, 4, 3, 2, 8202, 2],
      ['bo@contoso.com', 1, 2, 2, 2, 4101, 1],
    ],
  );
  assert.deepEqual(database.query('MailTopSenders(15m, 1) | project SenderAddress').rows, [
    ['anna.berg@contoso.com'],
  ]);
  assert.deepEqual(database.query('MailTopSenders(20m, 9) | count').rows, [[3]]);
});

test('message traces have a row a recipient, in several versions', () => {
  const trace = {
    traceId: 'c0ffee00-0000-4000-8000-000000000001',
    receivedDateTime: '2026-11-21T09:05:03Z',
    senderAddress: 'ann@contoso.com',
    size: 5,
    collector: 'MessageTrace',
  };
  const rows = throughTransform(
    'Custom-MessageTrace',
    ['pending', 'delivered'].flatMap((status) =>
      ['a@x.example', 'b@x.example', 'c@x.example'].map((recipientAddress) => ({
        ...trace,
        recipientAddress,
        status,
      })),
    ),
  );
  assert.deepEqual(
    contentDatabase({ rows, now }).query(
      'MailTopSenders | project SenderAddress, Messages, Recipients, Bytes',
    ).rows,
    [['ann@contoso.com', 1, 3, 5]],
  );
});
