import { join } from 'node:path';

/** Where everything of one local stack is: addresses on 127.0.0.1 and files in the data folder. */
export interface StackLayout {
  readonly dataFolder: string;
  /** Site, query API, managed identity endpoint, and `/api/*` of the functions (HTTP). */
  readonly sitePort: number;
  /** Logs Ingestion and query API for the SDKs (HTTPS). */
  readonly apiPort: number;
  readonly blobPort: number;
  readonly queuePort: number;
  readonly functionsPort: number;
  /** Microsoft Graph of the sample tenant (HTTPS). */
  readonly graphPort: number;
  readonly siteUrl: string;
  readonly apiUrl: string;
  readonly blobUrl: string;
  readonly queueUrl: string;
  readonly functionsUrl: string;
  readonly graphUrl: string;
  /** Tables: a folder each, with the journal and the segments of stored rows. */
  readonly tablesFolder: string;
  /** Azurite's files. */
  readonly storageFolder: string;
  /** Log folders of the sample organisation, one a server, and the rows of its tenant. */
  readonly sampleFolder: string;
  /** Watchlists, a CSV file each; see `readWatchlists`. */
  readonly watchlistsFolder: string;
  /** Output of the child processes, one file each. */
  readonly logsFolder: string;
  /** Compiled code, which makes the next start faster. */
  readonly cacheFolder: string;
  readonly secretsFolder: string;
  /** Certificate of the local authority: what clients have to trust. */
  readonly caFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly functionKeyFile: string;
  /** When the timer functions ran. */
  readonly timersFile: string;
  readonly agentConfigFile: string;
  readonly lockFile: string;
}

/** How many ports a stack takes, from its first on. */
export const portCount = 6;

/** Azurite's well-known account. */
export const storageAccount = 'devstoreaccount1';

/**
 * The immutable id of the one data collection rule, in the form that Azure gives: `dcr-` and 32 hex digits.
 */
export const ruleImmutableId = 'dcr-6d61696c666c6f776c6f63616c000001';

/** Tenant, workspace and identity of the stack: made-up GUIDs. */
export const tenantId = '6d61696c-666c-6f77-0000-000000000001';
export const workspaceId = '6d61696c-666c-6f77-0000-000000000002';
export const identityClientId = '6d61696c-666c-6f77-0000-000000000003';

/** @param dataFolder absolute path @param port the first of `portCount` ports */
export function stackLayout(dataFolder: string, port: number): StackLayout {
  const secretsFolder = join(dataFolder, 'secrets');
  return {
    dataFolder,
    sitePort: port,
    apiPort: port + 1,
    blobPort: port + 2,
    queuePort: port + 3,
    functionsPort: port + 4,
    graphPort: port + 5,
    siteUrl: `http://127.0.0.1:${port}`,
    apiUrl: `https://127.0.0.1:${port + 1}`,
    blobUrl: `https://127.0.0.1:${port + 2}/${storageAccount}`,
    queueUrl: `https://127.0.0.1:${port + 3}/${storageAccount}`,
    functionsUrl: `http://127.0.0.1:${port + 4}`,
    graphUrl: `https://127.0.0.1:${port + 5}`,
    tablesFolder: join(dataFolder, 'tables'),
    storageFolder: join(dataFolder, 'storage'),
    sampleFolder: join(dataFolder, 'sample'),
    watchlistsFolder: join(dataFolder, 'watchlists'),
    logsFolder: join(dataFolder, 'logs'),
    cacheFolder: join(dataFolder, 'cache'),
    secretsFolder,
    caFile: join(dataFolder, 'ca.pem'),
    certificateFile: join(dataFolder, 'certificate.pem'),
    keyFile: join(secretsFolder, 'certificate-key.pem'),
    functionKeyFile: join(secretsFolder, 'function-key'),
    timersFile: join(dataFolder, 'timers.json'),
    agentConfigFile: join(dataFolder, 'agent.json'),
    lockFile: join(dataFolder, 'stack.json'),
  };
}
