import { OperationalInsightsManagementClient, type Table } from '@azure/arm-operationalinsights';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import packageJson from '../../package.json' with { type: 'json' };
import { armProblem } from '../arm/arm-problem.ts';
import type { AzureCloud } from '../arm/azure-cloud.ts';
import type { ResourceId } from '../arm/resource-id.ts';
import type { ExistingTable, TableRequest } from './table-changes.ts';

export interface WorkspaceTablesOptions {
  readonly workspace: ResourceId;
  readonly cloud: AzureCloud;
  readonly credential: TokenCredential;
  /** In the place of sockets, for tests. */
  readonly httpClient?: HttpClient;
  /** Milliseconds between two looks at a change under way, where the service names none. Default 2 seconds. */
  readonly pollMs?: number;
}

/** What is of interest in the workspace itself; mailflow never writes it. */
export interface WorkspaceFacts {
  readonly location: string;
  /** Days for which its tables keep rows, unless they say otherwise. */
  readonly retentionInDays: number | undefined;
}

/** The tables of one workspace. All methods reject with a `MailflowError` that says what to do. */
export interface WorkspaceTables {
  facts(signal?: AbortSignal): Promise<WorkspaceFacts>;
  /** Undefined where the workspace has no such table. */
  get(name: string, signal?: AbortSignal): Promise<ExistingTable | undefined>;
  /** PUT, and the wait for its end. What is left out becomes the default, so it is for new tables only. */
  create(name: string, request: TableRequest, signal?: AbortSignal): Promise<void>;
  /**
   * PATCH, and the wait for its end. Leaves settings that are not named as they are.
   * Source: Azure Monitor, "Manage data retention", section on the API.
   */
  update(name: string, request: TableRequest, signal?: AbortSignal): Promise<void>;
}

const readRole = 'Log Analytics Reader on the workspace';
const writeRole = 'Log Analytics Contributor on the workspace';

export function createWorkspaceTables(options: WorkspaceTablesOptions): WorkspaceTables {
  const { workspace, cloud, credential, httpClient, pollMs } = options;
  const client = new OperationalInsightsManagementClient(credential, workspace.subscriptionId, {
    endpoint: cloud.resourceManager,
    // Without it tokens would be for the public cloud, whatever the endpoint.
    credentials: { scopes: [`${cloud.resourceManager}/.default`] },
    userAgentOptions: { userAgentPrefix: `mailflow/${packageJson.version}` },
    ...(httpClient && { httpClient }),
  });
  const place = [workspace.resourceGroup, workspace.name] as const;
  const abort = (signal: AbortSignal | undefined) => (signal ? { abortSignal: signal } : {});
  const wait = (signal: AbortSignal | undefined) => ({
    ...abort(signal),
    ...(pollMs !== undefined && { updateIntervalInMs: pollMs }),
  });

  return {
    async facts(signal) {
      try {
        const { location, retentionInDays } = await client.workspaces.get(...place, abort(signal));
        return { location, retentionInDays };
      } catch (error) {
        throw armProblem(error, `read the workspace ${workspace.name}`, readRole);
      }
    },
    async get(name, signal) {
      try {
        return await client.tables.get(...place, name, abort(signal));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw armProblem(error, `read the table ${name}`, readRole);
      }
    },
    async create(name, request, signal) {
      try {
        await client.tables.createOrUpdate(...place, name, request as Table, wait(signal));
      } catch (error) {
        throw armProblem(error, `create the table ${name}`, writeRole);
      }
    },
    async update(name, request, signal) {
      try {
        await client.tables.update(...place, name, request as Table, wait(signal));
      } catch (error) {
        throw armProblem(error, `change the table ${name}`, writeRole);
      }
    },
  };
}

/** 404 for the table itself; that of a subscription, group or workspace is another matter. */
function isMissing(error: unknown): boolean {
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  return (
    Number(statusCode) === 404 &&
    !/^(?:Subscription|ResourceGroup|ParentResource)NotFound$/.test(String(code))
  );
}
