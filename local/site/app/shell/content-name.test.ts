import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentName } from './content-name.ts';

test('names stand without what all of them begin with', () => {
  assert.equal(contentName('Mail flow - why mail was not delivered'), 'Why mail was not delivered');
  assert.equal(contentName('Collection - a server is silent'), 'Collection - a server is silent');
  assert.equal(contentName('the top five senders'), 'The top five senders');
});
