import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { identityClientId, type StackLayout } from './stack-layout.ts';

/** Servers of the sample organisation (local/sample), each with its own log folder. */
const sampleServers = ['MBX01', 'MBX02', 'EDGE01'];

/**
 * The agent's configuration: the sample servers' folders and the one that the user named.
 * @param logs absolute path; the server is named after the folder's parent where that is how Exchange's
 * folders lie, otherwise after this machine
 */
export function agentConfiguration(layout: StackLayout, sample: boolean, logs: string | undefined): object {
  const folders = sample
    ? sampleServers.map((computer) => ({
        path: join(layout.sampleFolder, computer, 'MessageTracking'),
        computer,
      }))
    : [];
  if (logs !== undefined) folders.push({ path: logs, computer: computerOf(logs) });
  return {
    folders,
    blobServiceUri: layout.blobUrl,
    queueServiceUri: layout.queueUrl,
    credential: { type: 'managedIdentity', clientId: identityClientId },
    pollSeconds: 0.5,
  };
}

/** `EX01` of `…/EX01/MessageTracking`, otherwise the name of this machine. */
function computerOf(folder: string): string {
  const parent = basename(dirname(folder));
  const name =
    /^MessageTracking$/i.test(basename(folder)) && parent.toUpperCase() !== 'LOGS'
      ? parent
      : hostname().split('.')[0]!;
  const short = name
    .toUpperCase()
    .replaceAll(/[^A-Z0-9_-]/g, '-')
    .replace(/^[^A-Z0-9]+/, '')
    .slice(0, 63);
  return short === '' ? 'LOCALHOST' : short;
}
