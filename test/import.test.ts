/** Exports of message traces into a running local stack: by the command, and dropped into its storage container. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { joinStack } from '../local/stack/join-stack.ts';
import { nudgeMessage } from '../src/agent/nudger.ts';
import { readConfig } from '../src/config.ts';
import { createCredential } from '../src/storage/create-credential.ts';
import { createStorage } from '../src/storage/create-storage.ts';
import { RunningStack } from './running-stack.ts';

const command = fileURLToPath(new URL('../cli/mailflow.ts', import.meta.url));
const fixtures = fileURLToPath(new URL('fixtures/message-trace/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mailflow-import-'));
let stack: RunningStack;

before(async () => {
  const logs = join(folder, 'logs');
  mkdirSync(logs);
  stack = await RunningStack.tailing(logs, folder);
  await stack.start();
});
after(async () => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function count(condition: string): Promise<number> {
  const kql = `MessageTrackingLog_CL | where ${condition} | count`;
  const rows = await stack.query(kql);
  return Number(rows[0]?.[0]);
}

test('mailflow import --send: the rows can be queried', async () => {
  const file = join(fixtures, 'history-summary.csv');
  const args = [command, 'import', '--send', '--stack', join(folder, 'data'), file];
  const run = await promisify(execFile)(process.execPath, args).catch((error) => error);
  assert.match(run.stderr, /9 rows sent, 2 entries rejected\./);
  assert.equal(run.stdout, '');
  assert.equal(run.code, 1);
  const condition = "collector == 'Import' and FilePath endswith 'history-summary.csv'";
  await stack.until(async () => (await count(condition)) === 9, 30_000);
});

test('a file dropped into the container is forwarded', async () => {
  const env = joinStack(join(folder, 'data'), process.env);
  const config = readConfig(env);
  Object.assign(process.env, env);
  const storage = createStorage(config.storage, createCredential(config.clientId, env));
  for (const name of ['graph-page.json', 'history-detail.csv', 'cmdlet-ambiguous.csv']) {
    const bytes = readFileSync(join(fixtures, name));
    const blob = `message-trace-imports/${name}`;
    await storage.logs.getBlockBlobClient(blob).upload(bytes, bytes.length);
    // As Event Grid tells of it in Azure; without, the sweep of the next minute finds it.
    await storage.queue.sendMessage(nudgeMessage(blob));
  }
  const found = async () => [
    await count("FilePath == 'message-trace-imports/graph-page.json' and isnotempty(traceStatus)"),
    await count("FilePath == 'message-trace-imports/history-detail.csv' and collector == 'Import'"),
  ];
  await stack.until(async () => (await found()).join() === '6,5', 30_000);
  const refused = async () => {
    const kql = `MailflowHealth_CL | where FilePath == 'message-trace-imports/cmdlet-ambiguous.csv' | project error`;
    const rows = await stack.query(kql);
    return rows.length === 1 && /day first/.test(String(rows[0]?.[0]));
  };
  await stack.until(refused, 30_000);
});
