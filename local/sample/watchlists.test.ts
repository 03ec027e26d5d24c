import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import analyticsRules from '../../infra/generated/content/analytics-rules.json' with { type: 'json' };
import functions from '../../infra/generated/content/functions.json' with { type: 'json' };
import { declaredWatchlists } from '../../kql/declared-watchlists.ts';
import { readWatchlists } from '../monitor/read-watchlists.ts';
import { acceptedDomains, people } from './organisation.ts';
import { removeSampleWatchlists, sampleWatchlists, writeSampleWatchlists } from './watchlists.ts';

test('the stack can read them, and a rule or function asks for each', (t) => {
  const folder = join(place(t), 'watchlists');
  writeSampleWatchlists(folder);
  const read = readWatchlists(folder);
  const asked = Object.keys(declaredWatchlists([...functions, ...analyticsRules]));
  assert.deepEqual(Object.keys(read).sort(), Object.keys(sampleWatchlists).sort());
  for (const alias of Object.keys(read)) assert.ok(asked.includes(alias), alias);
  assert.deepEqual(
    read.MailflowAcceptedDomains!.rows.map(({ SearchKey }) => SearchKey),
    acceptedDomains,
  );
  const addresses = people.map(({ address }) => address);
  assert.ok(
    read.VIPUsers!.rows.length === 2 &&
      read.VIPUsers!.rows.every((row) => addresses.includes(row.SearchKey!)),
  );
});

test("a user's file is neither overwritten nor removed", (t) => {
  const folder = place(t);
  const own = join(folder, 'VIPUsers.csv');
  writeFileSync(own, 'SearchKey\nann@fabrikam.com\n');
  writeSampleWatchlists(folder);
  assert.equal(readFileSync(own, 'utf8'), 'SearchKey\nann@fabrikam.com\n');
  assert.equal(readdirSync(folder).length, Object.keys(sampleWatchlists).length);
  removeSampleWatchlists(folder);
  assert.deepEqual(readdirSync(folder), ['VIPUsers.csv']);
});

function place(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-watchlists-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
