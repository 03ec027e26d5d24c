import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRecipientStatus } from './recipient-status.ts';

function read(text: string): string[] {
  return readRecipientStatus(text).map(({ recipient, status }) => `${recipient} ${status}`);
}

test('one entry a recipient, with the last event in the words of Graph', () => {
  assert.deepEqual(read('a@x.com##Receive, Send;b@x.com##Receive, Deliver;c@x.com##Receive, Fail'), [
    'a@x.com delivered',
    'b@x.com delivered',
    'c@x.com failed',
  ]);
  assert.deepEqual(read('a@x.com##Receive, Expand'), ['a@x.com expanded']);
  assert.deepEqual(read('a@x.com##Receive, Defer'), ['a@x.com pending']);
  assert.deepEqual(read('a@x.com##Quarantined'), ['a@x.com quarantined']);
});

test('words that are not known stay as they are', () => {
  assert.deepEqual(read('a@x.com##FilteredAsSpam'), ['a@x.com filteredAsSpam']);
  assert.deepEqual(read('a@x.com##550 5.1.1; unknown user;b@x.com##'), [
    'a@x.com 550 5.1.1; unknown user',
    'b@x.com ',
  ]);
});

test('blanks, empty pieces and recipients without status', () => {
  assert.deepEqual(read(''), []);
  assert.deepEqual(read(' ; '), []);
  assert.deepEqual(read('##Receive, Deliver'), []);
  assert.deepEqual(read(' a@x.com ## Receive, Deliver ; b@x.com;c@x.com;'), [
    'a@x.com delivered',
    'b@x.com ',
    'c@x.com ',
  ]);
});
