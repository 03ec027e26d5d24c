import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nudgeMessage } from '../agent/nudger.ts';
import { blobOfMessage } from './blob-subject.ts';

const subject = '/blobServices/default/containers/exchange-logs/blobs/EXCH01/MSGTRK/a b.LOG~2';

test('takes events and nudges, parsed, as text or in Base64', () => {
  const event = { eventType: 'Microsoft.Storage.BlobCreated', subject, data: { url: 'https://x/a%20b.LOG' } };
  for (const message of [event, JSON.stringify(event), nudgeMessage('EXCH01/MSGTRK/a b.LOG~2')]) {
    assert.equal(blobOfMessage(message), 'EXCH01/MSGTRK/a b.LOG~2');
  }
});

test('anything else is about no log blob', () => {
  const other = { subject: subject.replace('exchange-logs', 'dead-letters') };
  for (const message of [other, {}, null, 7, 'x', '{', { subject: 5 }, [event()]]) {
    assert.equal(blobOfMessage(message), undefined);
  }
});

function event() {
  return { subject };
}
