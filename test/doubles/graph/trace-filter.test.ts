import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tenantRow } from './sample-rows.ts';
import { show } from './tenant.ts';
import { matchesFilter, parseTraceFilter } from './trace-filter.ts';

function parsed(text: string) {
  const filter = parseTraceFilter(text);
  return typeof filter === 'string' ? assert.fail(filter) : filter;
}

test('a period and conditions', () => {
  assert.deepEqual(
    parsed(
      "receivedDateTime ge 2026-11-20T00:00:00Z and receivedDateTime le 2026-11-21T00:00:00Z and (status eq 'failed') and contains(subject, 'it''s (and) or that')",
    ),
    {
      start: '2026-11-20T00:00:00Z',
      end: '2026-11-21T00:00:00Z',
      equals: { status: 'failed' },
      subject: { how: 'contains', text: "it's (and) or that" },
    },
  );
  assert.deepEqual(parsed(''), { equals: {} });
});

test('of "a or b" only b counts; in, ne, not, lt and functions on addresses are ignored', () => {
  assert.deepEqual(
    parsed("recipientAddress eq 'a@contoso.com' or recipientAddress eq 'b@contoso.com'").equals,
    { recipientAddress: 'b@contoso.com' },
  );
  for (const ignored of [
    "status in ('failed', 'pending')",
    "status ne 'failed'",
    "not status eq 'failed'",
    "not(status eq 'failed')",
    'receivedDateTime lt 2026-11-21T00:00:00Z',
    "startswith(senderAddress, 'k')",
  ]) {
    assert.deepEqual(parsed(ignored), { equals: {} }, ignored);
  }
});

test('properties that do not exist or are not filterable are refused', () => {
  for (const text of ['size eq 4096', "recipient eq 'a@contoso.com'"]) {
    assert.match(parseTraceFilter(text) as string, /filterable property/);
  }
});

test('what a row matches', () => {
  const row = show(
    tenantRow({ senderAddress: "K.O'Neill@fabrikam.com", subject: 'Re: Figures' }),
    Number.MAX_VALUE,
  )!;
  const matches = (text: string) => matchesFilter(row, parsed(text));
  for (const yes of [
    "senderAddress eq 'k.o''neill@FABRIKAM.com'",
    "senderAddress eq '*@fabrikam.com'",
    "startswith(subject, 're:') and status eq 'Delivered'",
    "endswith(subject,'figures')",
    `id eq ${row.id}`,
  ]) {
    assert.ok(matches(yes), yes);
  }
  for (const no of [
    "senderAddress eq '*fabrikam.com'",
    "senderAddress eq 'k*@fabrikam.com'",
    "recipientAddress eq '*@contoso.com'",
    "startswith(subject, 'figures')",
    "endswith(subject, 're:')",
  ]) {
    assert.ok(!matches(no), no);
  }
});
