import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localTokens } from './local-tokens.ts';

const monitor = ['https://monitor.azure.com'];
let time = Date.parse('2026-01-01T00:00:00Z');
const tokens = localTokens('a secret', () => new Date(time));
const bearer = (resource: string) => `Bearer ${tokens.issue(resource).token}`;

test('a token opens what it was issued for, with or without a slash at the end', () => {
  assert.equal(tokens.refusal(bearer('https://monitor.azure.com'), monitor), undefined);
  assert.equal(tokens.refusal(bearer('https://monitor.azure.com/'), monitor), undefined);
});

test('other audiences, other signers, changed claims and other schemes are refused', () => {
  assert.match(tokens.refusal(bearer('https://storage.azure.com'), monitor)!, /meant for/);
  const other = localTokens('another', () => new Date(time)).issue('https://monitor.azure.com').token;
  assert.match(tokens.refusal(`Bearer ${other}`, monitor)!, /signature/);
  const [header, , signature] = tokens.issue('https://monitor.azure.com').token.split('.');
  const claims = { aud: 'https://monitor.azure.com', iss: 'https://sts.windows.net/x/', nbf: 0, exp: 9e9 };
  const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
  assert.match(tokens.refusal(`Bearer ${forged}`, monitor)!, /signature/);
  for (const value of [undefined, '', 'Basic abc', 'Bearer ', 'Bearer a.b', 'Bearer a.b.c.d', 'Bearer ..']) {
    assert.notEqual(tokens.refusal(value, monitor), undefined, String(value));
  }
});

test('a token for Microsoft Graph carries the role that reads message traces, others carry none', () => {
  assert.deepEqual(tokens.roles(bearer('https://graph.microsoft.com/')), ['ExchangeMessageTrace.Read.All']);
  assert.deepEqual(tokens.roles(bearer('https://monitor.azure.com')), []);
  assert.deepEqual(tokens.roles(undefined), []);
});

test('a token ends after 24 hours', () => {
  const token = bearer('https://monitor.azure.com');
  time += 86_399_000;
  assert.equal(tokens.refusal(token, monitor), undefined);
  time += 1_000;
  assert.match(tokens.refusal(token, monitor)!, /expired/);
});
