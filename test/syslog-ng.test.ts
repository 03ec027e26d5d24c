/** syslog-ng, the real one, tails a log and posts its lines to receive-lines. */
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
  writeFileSync(
    config,
    `@version: 3.38
source tracking { file("${join(logs, 'MSGTRK2026112102-1.LOG')}" follow-freq(1) flags(no-parse) log-msg-size(1048576)); };
destination mailflow {
  http(
    url("${stack.url}/api/receive-lines")
    method("POST")
    headers("x-functions-key: ${key}", "content-type: application/x-ndjson")
    body("$(format-json MESSAGE=$MESSAGE HOST=$HOST FILE_NAME=$FILE_NAME)")
    delimiter("\\n")
    batch-lines(200)
    batch-timeout(500)
  );
};
log { source(tracking); destination(mailflow); };
`,
  );
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
    const [[subject, file]] = await stack.query(
      `MessageTrackingLog_CL | where messageSubject has 'Order ${lines},' | project messageSubject, FilePath`,
    );
    assert.equal(subject, `Order ${lines}, "urgent"`);
    assert.match(String(file), /MSGTRK2026112102-1\.LOG$/);
  } catch (error) {
    throw new Error(`syslog-ng said: ${complaints}`, { cause: error });
  } finally {
    shipper.kill();
    await once(shipper, 'exit');
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
