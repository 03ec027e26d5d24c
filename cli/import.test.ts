import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('mailflow.ts', import.meta.url));
const fixtures = fileURLToPath(new URL('../test/fixtures/message-trace/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mailflow-import-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function mailflow(args: readonly string[], input?: string) {
  const env = { ...process.env, MAILFLOW_ACCEPTED_DOMAINS: '' };
  const options = { encoding: 'utf8', cwd: folder, timeout: 60_000, env, input } as const;
  return spawnSync(process.execPath, [command, ...args], options);
}

test('every example of docs/import.md does what the page says', async (t) => {
  const page = readFileSync(new URL('../docs/import.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)];
  let examples = 0;
  for (const [, language, name, text] of blocks) {
    if (name !== undefined) writeFileSync(join(folder, name), text!);
    if (language !== 'console') continue;
    const [line, ...expected] = text!.trimEnd().split('\n');
    examples++;
    await t.test(line, () => {
      const { stdout, stderr, status } = mailflow(line!.replace(/^\$ mailflow /, '').split(' '));
      assert.equal(stdout + stderr, `${expected.join('\n')}\n`);
      assert.equal(status, /rejected|refused/.test(stderr) ? 1 : 0);
    });
  }
  assert.ok(examples >= 5, `${examples} examples`);
});

test('rows leave the transform as they stand in the table, of both streams', () => {
  const { stdout, status } = mailflow(['import', fixture('cmdlet-one.json'), fixture('history-detail.csv')]);
  const rows = stdout.trim().split('\n');
  const tableRows = rows.map((row) => JSON.parse(row) as Record<string, unknown>);
  assert.equal(status, 1);
  const { eventTime, networkMessageId, traceStatus, collector, sizeBytes } = tableRows[0]!;
  assert.deepEqual(
    { eventTime, networkMessageId, traceStatus, collector, sizeBytes },
    {
      eventTime: '2025-11-20T09:41:31.1093452Z',
      networkMessageId: '5f3c0a33-8b1d-4c6e-9f2a-0d4e8c7b1a33',
      traceStatus: 'delivered',
      collector: 'Import',
      sizeBytes: 20051,
    },
  );
  assert.deepEqual(
    tableRows.slice(1).map(({ eventId, collector: way }) => `${eventId} ${way}`),
    ['RECEIVE', 'AGENTINFO', 'EXPAND', 'DELIVER', 'FAIL'].map((event) => `${event} Import`),
  );
});

test('rejects are kept with what stood there; other files are imported though one is refused', () => {
  const rejects = join(folder, 'kept.ndjson');
  const args = ['import', '--output', 'stream', '--rejects', rejects];
  const files = ['cmdlet-ambiguous.csv', 'cmdlet-51.csv', 'graph-empty.json'].map(fixture);
  const { stdout, stderr, status } = mailflow([...args, ...files]);
  assert.equal(status, 1);
  assert.equal(stdout.trim().split('\n').length, 5);
  assert.match(stderr, /ambiguous\.csv: every date.*\n.*--date-format/);
  assert.match(stderr, /5 rows, 7 entries rejected, 1 of 3 files refused\.\n$/);
  const kept = readFileSync(rejects, 'utf8').trim().split('\n');
  const { line, reason, raw } = JSON.parse(kept[4]!) as Record<string, unknown>;
  assert.deepEqual(
    { line, reason, raw },
    { line: 11, reason: 'column-count', raw: '"outlook.office365.com","a line with",too,few' },
  );
});

test('standard input cannot be read twice for its dates', () => {
  const csv = readFileSync(join(fixtures, 'cmdlet-ambiguous.csv'), 'utf8');
  const asked = mailflow(['import', '--output', 'stream', '-'], csv);
  assert.equal(asked.status, 1);
  assert.match(asked.stderr, /read once.*\n.*--date-format/);
  const told = mailflow(['import', '--output', 'stream', '--date-format', 'mdy', '-'], csv);
  assert.equal(told.status, 0);
  assert.match(told.stdout, /2024-11-12T09:41:15Z[\s\S]*2025-03-04T21:41:16Z/);
});

test('wrong usage', () => {
  for (const args of [
    ['import'],
    ['import', '--stack', '.mailflow', 'x.csv'],
    ['import', '--date-format', 'dm', 'x.csv'],
  ]) {
    const { status, stdout } = mailflow(args);
    assert.equal(status, 2, args.join(' '));
    assert.equal(stdout, '');
  }
  const { status, stderr } = mailflow(['import', 'none.csv']);
  assert.equal(status, 1);
  assert.match(stderr, /none\.csv cannot be read: there is no such file/);
});

function fixture(name: string): string {
  return join(fixtures, name);
}
