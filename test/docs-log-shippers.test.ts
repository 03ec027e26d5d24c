/** The configurations of log shippers in docs/log-shippers.md, and what they send. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { readShippedLines } from '../src/forwarding/shipped-lines.ts';
import { blocksOf } from './docs-pages.ts';

const shippers = 'docs/log-shippers.md';

test('what each shipper sends is understood: line, file and server', () => {
  const samples = blocksOf(shippers).filter(({ language }) => language === 'json');
  assert.deepEqual(
    samples.map(({ name }) => name),
    ['fluent-bit', 'vector', 'logstash', 'nxlog', 'syslog-ng'],
  );
  for (const { name, text } of samples) {
    const { lines, unreadable } = readShippedLines(Buffer.from(text));
    assert.deepEqual(unreadable, [], name);
    assert.equal(lines.length, 1, name);
    const [{ text: line, file, Computer }] = lines as [(typeof lines)[0]];
    assert.match(line, /^2026-11-21T03:00:00\.000Z,/, name);
    assert.match(file ?? '', /MSGTRK2026112103-1\.LOG$/, name);
    assert.equal(Computer, 'EX01', name);
  }
});

test('each shipper posts to the function with its key, and keeps what was not answered', () => {
  const configs = blocksOf(shippers).filter(({ name }) => /\.(?:yaml|conf)$/.test(name));
  assert.equal(configs.length, 5);
  for (const { name, text } of configs) {
    assert.match(text, /x-functions-key"?(?:: | => "| )"?KEY/, name);
    assert.match(text, /\/api\/receive-lines/, name);
    assert.match(text, /MSGTRK\*\.LOG/, name);
  }
  const config = (name: string): Record<string, Record<string, unknown>> =>
    parse(configs.find((one) => one.name === name)!.text) as Record<string, Record<string, unknown>>;
  const { inputs, filters, outputs } = config('fluent-bit.yaml').pipeline as Record<
    string,
    Record<string, unknown>[]
  >;
  // The names under which src/forwarding/shipped-lines.ts looks.
  assert.equal(inputs![0]!.path_key, 'file');
  assert.match(String(filters![0]!.add), /^host /);
  assert.equal(outputs![0]!.retry_limit, 'no_limits');
  const { sinks, sources } = config('vector.yaml');
  const { tracking } = sources as { tracking: { fingerprint: { lines: number } } };
  // #Software, #Version, #Log-Type and #Date: the last of them differs from file to file.
  assert.ok(tracking.fingerprint.lines >= 4);
  assert.deepEqual((sinks as { mailflow: { acknowledgements: object } }).mailflow.acknowledgements, {
    enabled: true,
  });
});

test('syslog-ng takes the configuration', {
  skip: spawnSync('syslog-ng', ['--version']).error !== undefined && 'syslog-ng is not installed',
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-docs-'));
  try {
    const file = join(folder, 'syslog-ng.conf');
    writeFileSync(file, blocksOf(shippers).find(({ name }) => name === 'syslog-ng.conf')!.text);
    const { status, stderr } = spawnSync('syslog-ng', ['-s', '--no-caps', '-f', file], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stderr, /WARNING|ERROR/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
