import { randomUUID } from 'node:crypto';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import declaredRule from '../../infra/generated/ingestion-dcr.json' with { type: 'json' };
import declaredTables from '../../infra/generated/tables.json' with { type: 'json' };
import {
  ArmService,
  type ArmServiceOptions,
  testRuleId,
  testWorkspaceId,
} from '../../test/doubles/arm/arm-service.ts';
import type { AzuriteDouble } from '../../test/doubles/azurite.ts';
import { graphHttpClient } from '../../test/doubles/graph/graph-http-client.ts';
import { type GraphFault, GraphService } from '../../test/doubles/graph/graph-service.ts';
import { GraphTenant } from '../../test/doubles/graph/tenant.ts';
import {
  LogsIngestionService,
  type LogsIngestionServiceOptions,
  testEndpoint,
  testRule,
} from '../../test/doubles/logs-ingestion-service.ts';
import { azureClouds } from '../arm/azure-cloud.ts';
import { workspaceId } from '../arm/resource-id.ts';
import { traceRole } from '../message-trace/message-trace-permission.ts';
import { type DoctorOptions, runDoctor } from './doctor.ts';
import type { Finding } from './finding.ts';

/** Object ids of the identity of the app, and of a person who only looks. */
export const appObjectId = '0a0a0a0a-0000-0000-0000-000000000001';
export const personObjectId = '0b0b0b0b-0000-0000-0000-000000000002';

/** What is not as it should be; all that is left out is well. */
export interface Situation {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly ingestion?: LogsIngestionServiceOptions;
  readonly arm?: ArmServiceOptions;
  readonly graph?: GraphFault;
  /** Error of the sign-in, by the scope that is asked for. */
  readonly signIn?: (scope: string) => Error | undefined;
  /** Whose tokens: default the app's. */
  readonly objectId?: string;
  readonly doctor?: Partial<DoctorOptions>;
}

/** The rule as the template deploys it. */
export const goodRule = {
  immutableId: testRule,
  endpoints: { logsIngestion: testEndpoint },
  streamDeclarations: declaredRule.streamDeclarations,
  dataFlows: declaredRule.dataFlows,
  destinations: { logAnalytics: [{ workspaceResourceId: testWorkspaceId, name: 'workspace' }] },
};

/** The tables as `mailflow table apply` makes them. */
export const goodTables = declaredTables.map(({ name, columns }) => ({
  name,
  plan: 'Analytics',
  provisioningState: 'Succeeded',
  schema: { columns, tableSubType: 'DataCollectionRuleBased' },
}));

export const goodAssignments = [
  { principalId: appObjectId, role: '3913510d-42f4-4e42-8a64-420c390055eb', scope: testRuleId },
];

/** For tests: runs all checks against doubles of every service. Gives the findings. */
export async function examine(azurite: AzuriteDouble, situation: Situation = {}): Promise<Finding[]> {
  const service = new LogsIngestionService({
    streams: Object.keys(declaredRule.streamDeclarations),
    ...situation.ingestion,
  });
  const arm = new ArmService({
    tables: goodTables,
    rule: goodRule,
    assignments: goodAssignments,
    ...situation.arm,
  });
  const graph = new GraphService({
    tenant: new GraphTenant(),
    now: Date.now,
    // People have no app roles.
    authorize: () => (situation.objectId === personObjectId ? 'role-missing' : undefined),
    ...(situation.graph && { faults: () => situation.graph }),
  });
  const clients: Record<string, HttpClient> = {
    [new URL(testEndpoint).host]: service.httpClient,
    'management.azure.com': arm.httpClient,
    'graph.microsoft.com': graphHttpClient(graph),
  };
  return runDoctor({
    env: {
      MAILFLOW_INGESTION_ENDPOINT: testEndpoint,
      MAILFLOW_DCR_IMMUTABLE_ID: testRule,
      MAILFLOW_STORAGE__blobServiceUri: azurite.blobServiceUri,
      MAILFLOW_STORAGE__queueServiceUri: azurite.queueServiceUri,
      MAILFLOW_MESSAGE_TRACE: 'true',
      ...situation.env,
    },
    credential: credential(azurite, situation),
    cloud: azureClouds[0],
    workspace: workspaceId(testWorkspaceId),
    declaredTables,
    declaredRule,
    node: 'v24.21.0',
    now: Date.now,
    httpClient: {
      sendRequest: (request) => {
        const client = clients[new URL(request.url).host];
        if (client === undefined) throw new Error(`nobody answers at ${request.url}`);
        return client.sendRequest(request);
      },
    },
    ...situation.doctor,
  });
}

/** The findings of one check, as `state: message → advice` for matching. */
export function about(findings: readonly Finding[], check: string): string {
  return findings
    .filter((finding) => finding.check === check)
    .map(({ state, message, advice }) => `${state}: ${message}${advice ? ` → ${advice}` : ''}`)
    .join('\n');
}

function credential(azurite: AzuriteDouble, { signIn, objectId = appObjectId }: Situation): TokenCredential {
  return {
    async getToken(scopes, options) {
      const scope = String(scopes);
      const error = signIn?.(scope);
      if (error !== undefined) throw error;
      if (scope.startsWith('https://storage.azure.com')) return azurite.credential.getToken(scopes, options);
      const claims = {
        appid: '0c0c0c0c-0000-0000-0000-000000000003',
        oid: objectId,
        tid: '0d0d0d0d-0000-0000-0000-000000000004',
        roles: objectId === personObjectId ? [] : [traceRole],
        jti: randomUUID(),
        ...(objectId === personObjectId && { scp: 'user_impersonation' }),
      };
      const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
      return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
}
