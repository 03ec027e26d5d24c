import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentDatabase } from '../testing/content-database.ts';
import { messageRecord, otherMessage } from '../testing/sample-message.ts';
import { trackingRows } from '../testing/tracking-lines.ts';

test('who wrote to whom, how often and since when', () => {
  const rows = trackingRows([
    messageRecord('08:10:00', 'STOREDRIVER RECEIVE', 'a@x.example;b@x.example'),
    messageRecord('08:10:01', 'SMTP SENDEXTERNAL', 'A@x.example'),
    messageRecord('09:20:00', 'SMTP RECEIVE', 'a@x.example', otherMessage(2)),
    messageRecord('09:30:00', 'STOREDRIVER DELIVER', 'anna.berg@contoso.com', otherMessage(3, 'a@x.example')),
  ]);
  assert.deepEqual(
    contentDatabase({ rows }).query(
      "MailPairs | sort by SenderAddress desc, Recipient asc | project SenderAddress, Recipient, Messages, Bytes, format_datetime(FirstTime, 'HH:mm'), format_datetime(LastTime, 'HH:mm')",
    ).rows,
    [
      ['anna.berg@contoso.com', 'a@x.example', 2, 8202, '08:10', '09:20'],
      ['anna.berg@contoso.com', 'b@x.example', 1, 4101, '08:10', '08:10'],
      ['a@x.example', 'anna.berg@contoso.com', 1, 4101, '09:30', '09:30'],
    ],
  );
});
