import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { LogRecord } from './log-record.ts';
import { createRecordFilter, isProbe } from './record-filter.ts';

const probe = 'HealthMailbox0659e34b25a44b4d9e5d8f0a1b2c3d4e@contoso.com';

function record(fields: Record<string, string>): LogRecord {
  const layout = { columns: Object.keys(fields), origin: 'header' } as const;
  return { layout, values: Object.values(fields), line: 1, offset: 0, end: 1 };
}

describe('isProbe', () => {
  const cases: [sender: string, recipients: string, expected: boolean][] = [
    [probe, probe, true],
    [probe.toLowerCase(), '', true],
    ['inboundproxy@inboundproxy.com', `${probe};${probe}`, true],
    ['<>', probe, true],
    ['', `${probe};`, true],
    ['', '', false],
    ['<>', '', false],
    [probe, 'anna@contoso.com', false],
    ['anna@contoso.com', probe, false],
    ['', `${probe};anna@contoso.com`, false],
    ['HealthMailbox@contoso.com', '', false],
    ['healthmailbox-team@contoso.com', '', false],
    [`x${probe}`, '', false],
  ];
  for (const [sender, recipients, expected] of cases) {
    test(`${sender} to ${recipients}`, () => assert.equal(isProbe(sender, recipients), expected));
  }

  test('accepts what the rule in words accepts', () => {
    const rule = /^(?:(?:healthmailbox[0-9a-f]{7,32}|inboundproxy)@[^;]*;?|;)+$/i;
    const party = fc.constantFrom(';', '@', 'inboundproxy@', 'HealthMailbox1234567@', 'x', 'healthmailbox');
    fc.assert(
      fc.property(fc.array(party, { maxLength: 6 }), (parts) => {
        const text = `;${parts.join('')}`;
        assert.equal(isProbe('', text.slice(1)), text.includes('@') && rule.test(text));
      }),
      { numRuns: 5000 },
    );
  });

  test('does not try all ways through a text made to be slow', () => {
    // A pattern with two ways through each party would need 2^5000 steps.
    assert.equal(isProbe('', `${'HealthMailbox1234567@'.repeat(5000)};x`), false);
  });
});

describe('createRecordFilter', () => {
  test('leaves out probes by default and nothing else', () => {
    const filter = createRecordFilter();
    assert.equal(filter(record({ 'sender-address': probe, 'recipient-address': probe })), 'probe');
    assert.equal(filter(record({ 'event-id': 'HADISCARD', 'sender-address': '' })), undefined);
    assert.equal(filter(record({ 'message-subject': probe })), undefined);
  });

  test('leaves out what it is told to', () => {
    const filter = createRecordFilter({
      probes: false,
      shadowRedundancy: true,
      events: ['notifymapi'],
      sources: ['Agent'],
    });
    assert.equal(filter(record({ 'sender-address': probe })), undefined);
    assert.equal(filter(record({ 'event-id': 'HARECEIVE' })), 'shadow-redundancy');
    assert.equal(filter(record({ 'event-id': 'NOTIFYMAPI' })), 'event');
    assert.equal(filter(record({ source: 'AGENT', 'event-id': 'FAIL' })), 'source');
    assert.equal(filter(record({ source: 'SMTP', 'event-id': 'SHARE' })), undefined);
  });
});
