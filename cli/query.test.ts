import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { lookalikeOn } from '../local/sample/incidents/phishing-wave.ts';
import { logHeader, logLine } from '../local/sample/log-line.ts';
import { trackingFields } from '../local/sample/message.ts';
import { sampleRecords } from '../local/sample/sample-records.ts';

const command = fileURLToPath(new URL('./mailflow.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mailflow-query-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const from = Date.UTC(2026, 10, 18, 9);
const domain = lookalikeOn(from);
const records = [
  ...sampleRecords({ from, to: from + 1_800_000, incidents: [{ name: 'phishing-wave', start: from }] }),
];
for (const [server, own] of Map.groupBy(records, (record) => record.server)) {
  const lines = own.map(({ values }) => logLine(values)).join('');
  writeFileSync(join(folder, `MSGTRK-${server}.LOG`), logHeader(from) + lines);
}

function query(kql: string, ...more: string[]): Record<string, unknown>[] {
  const args = [command, 'query', kql, '--from', join(folder, '*.LOG'), '--json', ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Record<string, unknown>[];
}

describe('the saved functions over log files', () => {
  test('MailOutcome counts each message and recipient', () => {
    const found = query('MailOutcome | summarize Count = count() by Outcome');
    const count = (outcome: string) => Number(found.find(({ Outcome }) => Outcome === outcome)?.Count ?? 0);
    const delivered = new Set(
      records.flatMap(({ values }) => {
        const field = (name: string) => values[trackingFields.indexOf(name)]!;
        if (!['DELIVER', 'SENDEXTERNAL'].includes(field('event-id'))) return [];
        const to = field('recipient-address').split(';');
        return to
          .filter((address) => !address.startsWith('HealthMailbox'))
          .map((address) => field('network-message-id') + address);
      }),
    );
    assert.ok(delivered.size > 50);
    assert.equal(count('Delivered'), delivered.size);
    assert.ok(count('Failed') > 0 && count('Expanded') > 0);
  });

  test('MailJourney tells the way of a message by its id', () => {
    const sent = records.find(({ values }) => values.includes(`it-support@${domain}`))!;
    const id = sent.values[trackingFields.indexOf('message-id')]!;
    const way = query(`MailJourney('${id}')`);
    assert.ok(way.length > 3);
    assert.equal(way[0]!.EventId, 'RECEIVE');
    assert.ok(way.every(({ MessageId }) => MessageId === id));
  });

  test('watchlists of a folder: the accepted domains tell the direction', () => {
    const watchlists = join(folder, 'watchlists');
    mkdirSync(watchlists);
    writeFileSync(join(watchlists, 'MailflowAcceptedDomains.csv'), `SearchKey\n${domain}\n`);
    const kql = `MailFlow | where SenderDomain == '${domain}' and EventId == 'RECEIVE' | distinct Direction`;
    assert.deepEqual(query(kql), [{ Direction: 'Incoming' }]);
    assert.deepEqual(query(kql, '--watchlists', watchlists), [{ Direction: 'Outgoing' }]);
  });
});
