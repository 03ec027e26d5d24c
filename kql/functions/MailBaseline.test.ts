import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentDatabase } from '../testing/content-database.ts';
import { messageRecord, otherMessage } from '../testing/sample-message.ts';
import { trackingRows } from '../testing/tracking-lines.ts';

test('messages count once, by the hour in which they began', () => {
  const rows = trackingRows([
    messageRecord('08:10:00', 'STOREDRIVER RECEIVE', 'a@x.example;b@x.example', { 'recipient-count': '2' }),
    messageRecord('09:00:01', 'SMTP RECEIVE', 'a@x.example'),
    messageRecord('08:20:00', 'SMTP RECEIVE', 'a@y.example', { ...otherMessage(2), 'total-bytes': '9999' }),
    messageRecord('10:00:00', 'SMTP RECEIVE', 'a@y.example', otherMessage(3)),
    messageRecord('10:00:00', 'DSN DSN', 'anna.berg@contoso.com', {
      ...otherMessage(4),
      'sender-address': '<>',
      'return-path': '<>',
    }),
  ]);
  const database = contentDatabase({ rows });
  assert.deepEqual(
    database.query(
      'MailBaseline | project SenderAddress, Messages, ActiveHours, MeanAnHour, MaxAnHour, MaxRecipientsAnHour, MaxBytes, array_sort_asc(RecipientDomains), FirstTime',
    ).rows,
    [
      [
        'anna.berg@contoso.com',
        3,
        2,
        1.5,
        2,
        3,
        9999,
        ['x.example', 'y.example'],
        '2026-11-21T08:10:00.0000000Z',
      ],
    ],
  );
  assert.deepEqual(
    database.query(
      'MailBaseline(datetime(2026-11-21T09:30:00Z), datetime(2026-11-21T11:00:00Z)) | project Messages',
    ).rows,
    [[1]],
  );
});
