/**
 * Mail from outside that our own server hands on to Exchange Online is there twice: in its log with the host that sent it, and in
 * the message trace with our server as the host. Each rule says the same with the traces as without: it names the sender's host,
 * and counts a message once.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { acceptedDomains } from '../../local/sample/organisation.ts';
import { writeTraceRow } from '../../src/message-trace/write-trace-row.ts';
import type { Row } from '../testing/content-database.ts';
import { throughTransform } from '../testing/tracking-lines.ts';
import { arrive } from './testing/arrive.ts';
import { NOW } from './testing/records.ts';
import { ruleDatabase } from './testing/rule-database.ts';
import { caseOf, rules } from './testing/rules.ts';
import { expected, runRule, sightings } from './testing/run-rule.ts';

/** Our server as Exchange Online sees it. */
const OURS = '203.0.113.25';
const constants = { collector: 'MessageTrace', acceptedDomains: new Set(acceptedDomains) } as const;

/** The traces of a message that came from outside: one for each recipient, taken in three seconds later. */
function traces(row: Row): Row[] {
  if (row.source !== 'SMTP' || row.eventId !== 'RECEIVE' || row.directionality !== 'Incoming') return [];
  const written = Date.parse(row.TimeGenerated as string);
  const rows = String(row.recipientAddress)
    .split(';')
    .map((recipientAddress) =>
      writeTraceRow(
        {
          id: row.networkMessageId as string,
          messageId: row.messageId as string,
          receivedDateTime: new Date(written + 3000).toISOString(),
          senderAddress: row.senderAddress === '<>' ? '' : (row.senderAddress as string),
          recipientAddress,
          subject: row.messageSubject as string,
          size: 20_000,
          fromIP: OURS,
          toIP: '',
          status: 'delivered',
        },
        constants,
      ),
    );
  return throughTransform(
    'Custom-MessageTrace',
    rows.map((text) => JSON.parse(text) as Row),
  );
}

describe('mail that goes on to Exchange Online', () => {
  for (const rule of rules) {
    test(rule.path, async (t) => {
      const { rows, watchlists, finds } = await caseOf(rule);
      const stored = rows.MessageTrackingLog_CL ?? [];
      const traced = stored.flatMap(traces);
      if (traced.length === 0) return t.skip('its case has no mail from outside');
      const database = ruleDatabase({ now: NOW, watchlists });
      // First, so that a rule which takes any host takes the wrong one.
      arrive(database, 'MessageTrackingLog_CL', traced);
      arrive(database, 'MessageTrackingLog_CL', stored);
      for (const [table, more] of Object.entries(rows)) {
        if (table !== 'MessageTrackingLog_CL') arrive(database, table, more);
      }
      const names = Object.keys(finds[0]!);
      assert.deepEqual(sightings(runRule(database, rule, NOW), names), expected(finds, names));
    });
  }
});
