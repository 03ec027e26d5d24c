import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directionOf } from './direction.ts';

const domains = new Set(['contoso.com', '*.contoso.com', 'fabrikam.de']);

test('four directions from two addresses', () => {
  assert.equal(directionOf('a@x.org', 'b@contoso.com', domains), 'Incoming');
  assert.equal(directionOf('a@contoso.com', 'b@x.org', domains), 'Outgoing');
  assert.equal(directionOf('a@contoso.com', 'b@FABRIKAM.de', domains), 'Internal');
  assert.equal(directionOf('a@x.org', 'b@y.org', domains), 'External');
});

test('a wildcard covers the domains below, and only those', () => {
  assert.equal(directionOf('a@mail.eu.contoso.com', 'b@x.org', domains), 'Outgoing');
  assert.equal(directionOf('a@notcontoso.com', 'b@x.org', domains), 'External');
  assert.equal(directionOf('a@sub.fabrikam.de', 'b@x.org', domains), 'External');
  assert.equal(directionOf('a@contoso.com', 'b@x.org', new Set(['*.contoso.com'])), 'External');
});

test('addresses that are none belong to nobody; the domain is behind the last @', () => {
  assert.equal(directionOf('', 'b@contoso.com', domains), 'Incoming');
  assert.equal(directionOf('<>', 'contoso.com', domains), 'External');
  assert.equal(directionOf('"a@x.org"@contoso.com', 'b@x.org', domains), 'Outgoing');
  assert.equal(directionOf('<a@contoso.com>', 'b@x.org', domains), 'Outgoing');
});

test('without accepted domains nothing is guessed', () => {
  assert.equal(directionOf('a@contoso.com', 'b@contoso.com', new Set()), undefined);
});
