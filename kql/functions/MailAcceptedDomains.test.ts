import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentDatabase } from '../testing/content-database.ts';

const domains = (acceptedDomains: readonly string[]) =>
  contentDatabase({ acceptedDomains }).query('MailAcceptedDomains | sort by Domain asc').rows;

test('domains of the watchlist, in lower case and each once, without what is no domain', () => {
  assert.deepEqual(
    domains([
      ' Contoso.com',
      'contoso.COM ',
      '*.contoso.com',
      '',
      'not a domain',
      '.*',
      'a)|(b',
      'x.*.example',
    ]),
    [['*.contoso.com'], ['contoso.com']],
  );
});

test('nothing without the watchlist', () => {
  assert.deepEqual(contentDatabase().query('MailAcceptedDomains').rows, []);
});
