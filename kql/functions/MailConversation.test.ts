import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentDatabase } from '../testing/content-database.ts';
import { messageRecord, otherMessage } from '../testing/sample-message.ts';
import { trackingRows } from '../testing/tracking-lines.ts';

const rows = trackingRows([
  messageRecord('09:00:00', 'SMTP SENDEXTERNAL', 'eve@fabrikam.example;bob@fabrikam.example'),
  messageRecord('09:10:00', 'STOREDRIVER DELIVER', 'Anna.Berg@contoso.com', {
    ...otherMessage(2, 'eve@fabrikam.example'),
    'message-subject': 'AW: Minutes',
  }),
  messageRecord('09:20:00', 'SMTP FAIL', 'eve@fabrikam.example', {
    ...otherMessage(3),
    'message-subject': 'Regards',
    'recipient-status': '550 5.1.1 Unknown',
  }),
  messageRecord('09:30:00', 'STOREDRIVER DELIVER', 'cy@contoso.com', otherMessage(4, 'eve@fabrikam.example')),
  messageRecord(
    '09:40:00',
    'STOREDRIVER DELIVER',
    'anna.berg@contoso.com',
    otherMessage(5, 'steve@fabrikam.example'),
  ),
]);
const columns = 'SenderAddress, Recipient, Way, IsReply, Outcome, SinceLast';

test('both ways between two addresses, and nobody else', () => {
  const database = contentDatabase({ rows });
  assert.deepEqual(
    database.query(`MailConversation('ANNA.berg@contoso.com', 'eve@fabrikam.example') | project ${columns}`)
      .rows,
    [
      ['anna.berg@contoso.com', 'eve@fabrikam.example', 'Sent', false, 'Delivered', null],
      ['eve@fabrikam.example', 'anna.berg@contoso.com', 'Answered', true, 'Delivered', '00:10:00'],
      ['anna.berg@contoso.com', 'eve@fabrikam.example', 'Sent', false, 'Failed', '00:10:00'],
    ],
  );
});

test('a whole domain on one side', () => {
  const found = contentDatabase({ rows }).query(
    "MailConversation('anna.berg@contoso.com', '@fabrikam.example') | summarize count() by Way | sort by Way asc",
  ).rows;
  assert.deepEqual(found, [
    ['Answered', 2],
    ['Sent', 3],
  ]);
});
