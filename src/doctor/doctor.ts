import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import packageJson from '../../package.json' with { type: 'json' };
import { createArmReader } from '../arm/arm-reader.ts';
import type { AzureCloud } from '../arm/azure-cloud.ts';
import type { ResourceId } from '../arm/resource-id.ts';
import { createUploader } from '../ingestion/uploader.ts';
import { createGraphClient } from '../message-trace/graph-client.ts';
import { createStorage } from '../storage/create-storage.ts';
import type { DeclaredTable } from '../workspace-tables/table-changes.ts';
import { createWorkspaceTables } from '../workspace-tables/workspace-tables.ts';
import { checkBacklog } from './check-backlog.ts';
import { checkClock } from './check-clock.ts';
import { checkGraph } from './check-graph.ts';
import { type Audience, checkIdentity } from './check-identity.ts';
import { checkStream } from './check-ingestion.ts';
import { checkRoles } from './check-roles.ts';
import { checkRule, findRule } from './check-rule.ts';
import { checkApp, checkServers } from './check-servers.ts';
import { checkStorage } from './check-storage.ts';
import { checkTables } from './check-tables.ts';
import { checkVersions } from './check-versions.ts';
import { type ClockSamples, createClockSamples, sampling } from './clock-samples.ts';
import type { DeclaredRule } from './compare-rule.ts';
import { type DoctorSettings, doctorSettings } from './doctor-settings.ts';
import type { Check, Finding } from './finding.ts';
import { runChecks } from './run-checks.ts';
import { tokenClaims } from './token-claims.ts';

export interface DoctorOptions {
  /** Settings of the Functions app. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly credential: TokenCredential;
  readonly cloud: AzureCloud;
  /** Tables and rule are compared with Azure where one of these is given. */
  readonly workspace?: ResourceId;
  readonly rule?: ResourceId;
  /** Object id of the identity that forwards, where another one runs the checks. */
  readonly principal?: string;
  readonly declaredTables: readonly DeclaredTable[];
  readonly declaredRule: DeclaredRule;
  /** Further checks, such as those of an agent. */
  readonly more?: readonly Check[];
  /** Milliseconds for each check. Default 30 seconds. */
  readonly patienceMs?: number;
  /** `process.version` */
  readonly node: string;
  readonly now: () => number;
  /** In the place of sockets, for tests: of Azure Monitor, Resource Manager and Graph. */
  readonly httpClient?: HttpClient;
}

/** Looks at everything that forwarding needs. Changes nothing, and leaves nothing behind. */
export async function runDoctor(options: DoctorOptions): Promise<Finding[]> {
  const { now, patienceMs = 30_000 } = options;
  const settings = doctorSettings(options.env);
  const samples = createClockSamples();
  const standIn = await isStandIn(options, settings);
  const http = sampling(options.httpClient ?? createDefaultHttpClient(), samples, now);
  const checks: Check[] = [
    checkVersions(packageJson.version, options.node, now),
    { name: 'settings', run: async () => settings.findings },
    checkIdentity(options.credential, audiences(options, settings), now),
    ...ingestionChecks(options, settings, http, standIn),
    ...graphChecks(options, settings, http, samples, standIn),
    ...storageChecks(options, settings, samples, standIn),
    ...azureChecks(options, settings, http),
    ...(options.more ?? []),
  ];
  const found = await runChecks(checks, patienceMs);
  return [...found, ...(await runChecks([checkClock(samples)], patienceMs))];
}

/** Whether somebody else than the identity that forwards runs the checks. */
async function isStandIn(
  { principal, credential }: DoctorOptions,
  { ingestion }: DoctorSettings,
): Promise<boolean> {
  if (principal === undefined) return false;
  try {
    const token = await credential.getToken(`${ingestion?.audience ?? 'https://storage.azure.com'}/.default`);
    return tokenClaims(token?.token ?? '')?.objectId?.toLowerCase() !== principal.toLowerCase();
  } catch {
    // The check of the identity tells why.
    return true;
  }
}

function audiences({ workspace, rule, cloud }: DoctorOptions, settings: DoctorSettings): Audience[] {
  const { ingestion, storage, messageTrace } = settings;
  return [
    ...(ingestion ? [{ service: 'Azure Monitor', audience: ingestion.audience }] : []),
    // One for all clouds. Source: Azure Storage, "Authorize with Microsoft Entra ID", resource id.
    ...(storage ? [{ service: 'storage', audience: 'https://storage.azure.com' }] : []),
    ...(messageTrace?.enabled ? [{ service: 'Microsoft Graph', audience: messageTrace.graphEndpoint }] : []),
    ...(workspace || rule ? [{ service: 'Resource Manager', audience: cloud.resourceManager }] : []),
  ];
}

function ingestionChecks(
  options: DoctorOptions,
  settings: DoctorSettings,
  httpClient: HttpClient,
  standIn: boolean,
): Check[] {
  const { credential, declaredRule } = options;
  const { ingestion } = settings;
  if (ingestion === undefined) return [];
  const uploader = createUploader({ ...ingestion, credential, httpClient });
  return Object.keys(declaredRule.streamDeclarations).map((stream) => checkStream(uploader, stream, standIn));
}

function graphChecks(
  { credential, now }: DoctorOptions,
  { messageTrace }: DoctorSettings,
  httpClient: HttpClient,
  samples: ClockSamples,
  standIn: boolean,
): Check[] {
  if (!messageTrace?.enabled) return [];
  const client = createGraphClient({
    endpoint: messageTrace.graphEndpoint,
    credential,
    pageSize: 1,
    httpClient,
    now,
  });
  return [checkGraph(client, samples, standIn, now)];
}

function storageChecks(
  options: DoctorOptions,
  settings: DoctorSettings,
  samples: ClockSamples,
  standIn: boolean,
): Check[] {
  const { credential, now } = options;
  if (settings.storage === undefined) return [];
  const storage = createStorage(settings.storage, credential, {
    // A person waits: what fails once is told at once.
    retryOptions: { maxTries: 1 },
  });
  return [
    ...checkStorage(storage, standIn, samples, now),
    checkApp(storage, now),
    ...checkBacklog(storage, now),
    checkServers(storage, settings.messageTrace?.enabled !== true, now),
  ];
}

function azureChecks(options: DoctorOptions, settings: DoctorSettings, httpClient: HttpClient): Check[] {
  const { cloud, credential, workspace, rule, principal, declaredTables, declaredRule, now } = options;
  const subscriptionId = (rule ?? workspace)?.subscriptionId;
  if (subscriptionId === undefined) return [];
  const checks: Check[] = [];
  if (workspace !== undefined) {
    const tables = createWorkspaceTables({ workspace, cloud, credential, httpClient });
    checks.push(checkTables(tables, declaredTables, workspace.id, now));
  }
  const { ingestion } = settings;
  if (ingestion === undefined) return checks;
  const arm = createArmReader({ cloud, credential, httpClient });
  const question = { rule, subscriptionId, ingestion, workspaceId: workspace?.id, declared: declaredRule };
  checks.push(
    checkRule(arm, question),
    checkRoles(arm, credential, cloud, {
      subscriptionId,
      principal,
      ruleId: async (signal) => rule?.id ?? (await findRule(arm, question, signal)).id ?? '',
      account: accountOf(settings.storage?.blobServiceUri),
    }),
  );
  return checks;
}

/** `https://NAME.blob.core.windows.net` and its like in other clouds; undefined for an own domain or a local account. */
function accountOf(url: string | undefined): string | undefined {
  return /^https:\/\/([a-z0-9]{3,24})(?:\.[a-z0-9]+)?\.blob\./.exec(url ?? '')?.[1];
}
