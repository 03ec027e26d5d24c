import BlobConfiguration from 'azurite/dist/src/blob/BlobConfiguration.js';
import BlobServer from 'azurite/dist/src/blob/BlobServer.js';
import QueueConfiguration from 'azurite/dist/src/queue/QueueConfiguration.js';
import QueueServer from 'azurite/dist/src/queue/QueueServer.js';
import { localTokens } from '../identity/local-tokens.ts';
import type { ChildMessage } from '../stack/child-messages.ts';
import { stackLayout } from '../stack/stack-layout.ts';
import { createStorage } from './create-storage.ts';
import { setAsideDamaged } from './set-aside-damaged.ts';
import { serviceFiles } from './storage-files.ts';

/**
 * The process of Azurite's blob and queue services: `main.ts DATA-FOLDER PORT`. Their classes are used
 * directly, as Azurite's own command would also start the table service, load its SQL back end and its
 * telemetry: that is more than a second.
 */
const [dataFolder, port] = process.argv.slice(2) as [string, string];
const layout = stackLayout(dataFolder, Number(port));
const secrets = JSON.parse(process.env.LOCAL_STACK_SECRETS ?? '{}') as { token: string };
const tell = (message: ChildMessage) => process.send?.(message);
const now = () => new Date();

for (const text of setAsideDamaged(
  layout.storageFolder,
  now()
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, ''),
)) {
  tell({ type: 'notice', text });
}

const servers = [
  new BlobServer.default(configuration(BlobConfiguration.default, 'blob', layout.blobPort, 50)),
  new QueueServer.default(configuration(QueueConfiguration.default, 'queue', layout.queuePort, 1)),
];
for (const server of servers) await server.start();
await createStorage(layout, localTokens(secrets.token, now).issue('https://storage.azure.com').token);
tell({ type: 'ready' });

process.once('SIGTERM', async () => {
  for (const server of servers) await server.close();
  process.exit(0);
});

/** Azurite's settings; `maxConcurrency` as its own defaults have it for the service. */
function configuration(
  Configuration: typeof BlobConfiguration.default,
  service: 'blob' | 'queue',
  servicePort: number,
  maxConcurrency: number,
): object {
  const files = serviceFiles(layout.storageFolder, service);
  return new Configuration(
    '127.0.0.1',
    servicePort,
    60, // keep-alive, s
    files.metadata,
    files.extents,
    [{ locationId: 'Default', locationPath: files.content, maxConcurrency }],
    false,
    undefined,
    false,
    undefined,
    false,
    true, // The SDKs may ask for a newer API version than Azurite knows.
    layout.certificateFile,
    layout.keyFile,
    '',
    'basic',
  );
}
