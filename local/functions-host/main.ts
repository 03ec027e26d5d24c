import { readFileSync } from 'node:fs';
import { ManagedIdentityCredential } from '@azure/identity';
import type { ChildMessage } from '../stack/child-messages.ts';
import { onParentMessage } from '../stack/end-with-parent.ts';
import { hostLog } from './host-log.ts';
import { hostSettings } from './host-settings.ts';
import { loadApp } from './load-app.ts';
import { startHost } from './start-host.ts';
import { timerStatusFile } from './timer-status.ts';

/**
 * The process of the functions: `main.ts APP HOST-JSON PORT KEY-FILE TIMERS-FILE`. Loads the app, then waits
 * for `go`: the storage account starts at the same time. It starts at once where nobody could say so.
 */
const [app, hostJson, port, keyFile, timersFile] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const tell = (message: ChildMessage) => process.send?.(message);
const log = hostLog(
  (line) => console.log(line),
  () => new Date(),
);

const go = new Promise<void>((resolve) => {
  if (process.send === undefined) resolve();
  else onParentMessage('go', () => resolve());
});
process.channel?.ref(); // Waiting for `go` is a reason to stay alive.
const functions = await loadApp(app);
await go;
process.channel?.unref();
const host = await startHost({
  functions,
  settings: hostSettings(readFileSync(hostJson, 'utf8')),
  credential: process.env.AZURE_CLIENT_ID
    ? new ManagedIdentityCredential({ clientId: process.env.AZURE_CLIENT_ID })
    : new ManagedIdentityCredential(),
  port: Number(port),
  functionKey: readFileSync(keyFile, 'utf8').trim(),
  timers: timerStatusFile(timersFile),
  log,
  onTimeout(name) {
    log(
      'critical',
      name,
      'The function took longer than functionTimeout; the process ends, as it does in Azure.',
    );
    process.exit(1);
  },
});
tell({ type: 'ready' });

process.once('SIGTERM', async () => {
  await host.stop();
  process.exit(0);
});
