import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, contentDatabase } from '../testing/content-database.ts';
import { messageRecord, otherMessage } from '../testing/sample-message.ts';
import { trackingRows } from '../testing/tracking-lines.ts';

const entered = { 'message-info': '2026-11-21T09:10:00.000Z' };

test('what each server took in, handed on and holds, and who is silent', () => {
  const database = contentDatabase({ now: new Date('2026-11-21T09:30:00Z') });
  const records = {
    MBX01: [
      messageRecord('09:10:00', 'SMTP RECEIVE', 'a@contoso.com'),
      messageRecord('09:10:02', 'STOREDRIVER DELIVER', 'a@contoso.com', entered),
      messageRecord('09:10:06', 'STOREDRIVER DELIVER', 'b@contoso.com', entered),
      messageRecord('09:11:00', 'SMTP HAREDIRECTFAIL', 'a@contoso.com'),
      messageRecord('09:12:00', 'POISONMESSAGE POISONMESSAGE', 'a@contoso.com', otherMessage(9)),
    ],
    EDGE01: [
      messageRecord('09:13:00', 'SMTP RECEIVE', 'x@x.example', otherMessage(2)),
      messageRecord('09:14:00', 'SMTP DEFER', 'x@x.example', otherMessage(2)),
      messageRecord('09:14:00', 'SMTP DEFER', 'y@x.example', otherMessage(3)),
      messageRecord('09:20:00', 'SMTP SENDEXTERNAL', 'y@x.example', otherMessage(3)),
    ],
    MBX02: [messageRecord('08:45:00', 'SMTP RECEIVE', 'a@contoso.com', otherMessage(4))],
  };
  for (const [server, lines] of Object.entries(records)) {
    database.ingest(
      'MessageTrackingLog_CL',
      trackingRows(lines, server),
      undefined,
      new Date('2026-11-21T09:21:00Z'),
    );
  }
  database.ingest('MailflowHealth_CL', [
    {
      TimeGenerated: '2026-11-21T09:15:00Z',
      Computer: 'mbx01',
      rowsRejected: 2,
      error: 'two lines were cut off',
    },
    { TimeGenerated: '2026-11-21T09:20:00Z', Computer: 'MBX01', rowsRejected: 1, error: '' },
  ]);
  const columns =
    'Computer, Records, SilentFor, Received, Delivered, Sent, Failed, Deferred, WaitingMessages, Poison, ShadowFailures, LatencyMax, LinesRejected, CollectionError';
  assert.deepEqual(database.query(`MailServerHealth(30m) | project ${columns}`).rows, [
    ['EDGE01', 4, '00:10:00', 1, 0, 1, 0, 2, 1, 0, 0, null, 0, ''],
    ['MBX01', 5, '00:18:00', 1, 2, 0, 1, 0, 0, 1, 1, '00:00:06', 3, 'two lines were cut off'],
    ['MBX02', 0, '00:45:00', 0, 0, 0, 0, 0, 0, 0, 0, null, 0, ''],
  ]);
  const [edge] = ask(database, "MailServerHealth(30m) | where Computer == 'EDGE01'");
  assert.equal(edge!.CollectionLag, '00:08:00');
});
