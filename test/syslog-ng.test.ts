/** syslog-ng, the real one, with the configuration of docs/log-shippers.md: tails a log and posts its lines. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { stackLayout } from '../local/stack/stack-layout.ts';
import { MessageTrackingWriter } from './message-tracking-writer.ts';
import { freePortRow, RunningStack } from './running-stack.ts';

const missing = spawnSync('syslog-ng', ['--version']).error !== undefined;
const lines = 500;

test('syslog-ng tails a log and posts it', {
  skip: missing && 'syslog-ng is not installed',
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-syslog-ng-'));
  const logs = join(folder, 'logs');
  const data = join(folder, 'data');
  const writer = new MessageTrackingWriter(logs, 1_000_000);
  writer.append(lines / 2);
  const stack = new RunningStack(await freePortRow(), ['--data', data, '--no-sample']);
  await stack.start();
  const config = join(folder, 'syslog-ng.conf');
  const key = readFileSync(stackLayout(data, stack.port).functionKeyFile, 'utf8').trim();
  const page = readFileSync(new URL('../docs/log-shippers.md', import.meta.url), 'utf8');
  const shown = /```text syslog-ng\.conf\n([\s\S]*?)```/.exec(page)![1]!;
  const filledIn = shown
    .replace('/mnt/ex01/MessageTracking', logs)
    .replace('https://APP.azurewebsites.net', stack.url)
    .replace('KEY', key)
    .replace('/var/lib/syslog-ng', folder);
  writeFileSync(config, filledIn);
  const shipper = spawn(
    'syslog-ng',
    [
      '-F',
      '-f',
      config,
      '-R',
      join(folder, 'persist'),
      '-p',
      join(folder, 'pid'),
      '-c',
      join(folder, 'control'),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaints = '';
  shipper.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  try {
    const records = async () =>
      Number((await stack.query('MessageTrackingLog_CL | summarize dcount(recordId)'))[0][0]);
    await stack.until(async () => (await records()) === lines / 2, 40_000);
    writer.append(lines / 2);
    await stack.until(async () => (await records()) === lines, 40_000);
    const [[subject, file, server]] = await stack.query(
      `MessageTrackingLog_CL | where messageSubject has 'Order ${lines},' | project messageSubject, FilePath, Computer`,
    );
    assert.equal(subject, `Order ${lines}, "urgent"`);
    assert.match(String(file), /MSGTRK2026112102-1\.LOG$/);
    assert.equal(server, 'EX01');
  } catch (error) {
    throw new Error(`syslog-ng said: ${complaints}`, { cause: error });
  } finally {
    shipper.kill();
    await once(shipper, 'exit');
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
