import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredWatchlists } from './declared-watchlists.ts';
import { workspaceFunctions } from './workspace-functions.ts';

test('every watchlist that a query reads is there, empty', () => {
  const found = declaredWatchlists([
    { query: 'T' },
    { query: `_GetWatchlist('Some-List') | union (_GetWatchlist ( "Other" ))` },
    { query: "_GetWatchlist('Other')" },
  ]);
  assert.deepEqual(found, { 'Some-List': { rows: [] }, Other: { rows: [] } });
});

test('the saved functions bring theirs along', () => {
  assert.ok(workspaceFunctions.functions.some(({ name }) => name === 'MailFlow'));
  assert.deepEqual(workspaceFunctions.watchlists.MailflowAcceptedDomains, { rows: [] });
});
