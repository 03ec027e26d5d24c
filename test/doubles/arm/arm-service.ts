import { createHttpHeaders, type HttpClient, RestError } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import type { ExistingTable } from '../../../src/workspace-tables/table-changes.ts';
import { type ArmAnswer, armErrors } from './arm-answers.ts';
import { type StoredTable, writeTable } from './arm-tables.ts';

export const subscriptionId = '11111111-2222-3333-4444-555555555555';
export const resourceGroup = 'rg-mail';
const groupPath = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
export const testWorkspaceId = `${groupPath}/providers/Microsoft.OperationalInsights/workspaces/law-mail`;
export const testRuleId = `${groupPath}/providers/Microsoft.Insights/dataCollectionRules/dcr-mail`;

/** A role assignment as the list gives it: properties only. */
export interface RoleAssignment {
  readonly principalId: string;
  /** The last part of roleDefinitionId. */
  readonly role: string;
  readonly scope: string;
}

export interface ArmServiceOptions {
  readonly tables?: readonly StoredTable[];
  /** Properties of the one data collection rule. */
  readonly rule?: Readonly<Record<string, unknown>>;
  readonly assignments?: readonly RoleAssignment[];
  /** An answer in the place of the usual one, by the number of the request so far. */
  readonly override?: (method: string, path: string, number: number) => ArmAnswer | 'dropped' | undefined;
  /** How often a change under way is reported so before it ends. Default 1. */
  readonly looks?: number;
  readonly workspaceRetention?: number;
  readonly now?: () => number;
}

/** Any non-empty bearer token but `wrong` will do. */
export const armCredential: TokenCredential = {
  getToken: async () => ({ token: 'test', expiresOnTimestamp: Date.now() + 3_600_000 }),
};

interface Operation {
  left: number;
  readonly done: () => void;
  readonly error: { code: string; message: string } | undefined;
}

/**
 * Azure Resource Manager as documented, with one subscription, one group, one workspace and one data collection rule: in
 * the process, for the client option `httpClient`. Sources stand at each rule; those without are the ARM RPC contract
 * (github.com/cloud-and-ai-microsoft/resource-provider-contract) and the REST reference of Log Analytics (2025-07-01).
 */
export class ArmService {
  /** Method and path of each request, without host and query. */
  readonly requests: string[] = [];
  /** Bodies of the writes. */
  readonly writes: { readonly method: string; readonly table: string; readonly body: ExistingTable }[] = [];
  /** Scheme and host of each request, to see which cloud was meant. */
  readonly hosts = new Set<string>();
  readonly #tables = new Map<string, StoredTable>();
  readonly #operations = new Map<string, Operation>();
  readonly #options: ArmServiceOptions;
  readonly #now: () => number;

  constructor(options: ArmServiceOptions = {}) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    for (const table of options.tables ?? []) this.#tables.set(table.name.toLowerCase(), table);
  }

  table(name: string): StoredTable | undefined {
    return this.#tables.get(name.toLowerCase());
  }

  readonly httpClient: HttpClient = {
    sendRequest: async (request) => {
      const url = new URL(request.url);
      this.hosts.add(url.origin);
      this.requests.push(`${request.method} ${url.pathname}`);
      const answer =
        this.#options.override?.(request.method, url.pathname, this.requests.length) ??
        this.#answer(request.method, url, request.headers.get('authorization') ?? '', request.body);
      if (answer === 'dropped') throw new RestError('socket hang up', { code: 'ECONNRESET', request });
      return {
        request,
        status: answer.status,
        headers: createHttpHeaders({
          'content-type': 'application/json; charset=utf-8',
          date: new Date(this.#now()).toUTCString(),
          ...answer.headers,
        }),
        bodyAsText: answer.body === undefined ? '' : JSON.stringify(answer.body),
      };
    },
  };

  #answer(method: string, url: URL, authorization: string, body: unknown): ArmAnswer {
    const token = /^Bearer (.+)$/.exec(authorization)?.[1];
    if (!token) return armErrors.noToken();
    if (token === 'wrong') return armErrors.wrongTenant('https://sts.windows.net/other/');
    if (!url.searchParams.has('api-version')) return armErrors.noVersion();
    // Names of subscriptions, groups, types and resources know no case: Learn, "Naming rules for Azure resources".
    const path = url.pathname.toLowerCase();
    const [, subscription, group] =
      /^\/subscriptions\/([^/]+)(?:\/resourcegroups\/([^/]+))?/.exec(path) ?? [];
    if (subscription !== subscriptionId) return armErrors.noSubscription(subscription ?? '');
    if (group !== undefined && group !== resourceGroup) return armErrors.noGroup(group);
    const operation = /\/operationstatuses\/([^/]+)$/.exec(path)?.[1];
    if (operation !== undefined) return this.#status(operation);
    if (path.endsWith('/providers/microsoft.authorization/roleassignments')) return this.#assignments(url);
    const workspace = testWorkspaceId.toLowerCase();
    if (path === workspace && method === 'GET') {
      const retentionInDays = this.#options.workspaceRetention ?? 30;
      return {
        status: 200,
        body: { id: testWorkspaceId, location: 'westeurope', properties: { retentionInDays } },
      };
    }
    if (path === `${workspace}/tables` && method === 'GET') {
      return { status: 200, body: { value: [...this.#tables.values()].map(resource) } };
    }
    const name = path.startsWith(`${workspace}/tables/`)
      ? url.pathname.slice(workspace.length + 8)
      : undefined;
    if (name !== undefined) return this.#table(method, url, name, body);
    if (path.includes('/workspaces/') && path.includes('/tables')) return armErrors.noParent('?');
    const rule = { id: testRuleId, properties: this.#options.rule };
    if (this.#options.rule !== undefined && path === testRuleId.toLowerCase())
      return { status: 200, body: rule };
    if (path.endsWith('/providers/microsoft.insights/datacollectionrules')) {
      return { status: 200, body: { value: this.#options.rule === undefined ? [] : [rule] } };
    }
    return armErrors.noResource(path.split('/providers/')[1] ?? path, group ?? '');
  }

  #table(method: string, url: URL, name: string, body: unknown): ArmAnswer {
    const stored = this.#tables.get(name.toLowerCase());
    if (method === 'GET') {
      return stored === undefined
        ? armErrors.noResource(
            `Microsoft.OperationalInsights/workspaces/law-mail/tables/${name}`,
            resourceGroup,
          )
        : { status: 200, body: resource(stored) };
    }
    const asked = (JSON.parse(String(body)) as { properties: ExistingTable }).properties;
    this.writes.push({ method, table: name, body: asked });
    const outcome = writeTable(
      name,
      stored,
      method as 'PUT' | 'PATCH',
      asked,
      this.#options.workspaceRetention ?? 30,
      this.#now(),
    );
    if ('refused' in outcome) return outcome.refused;
    const id = String(this.#operations.size + 1);
    this.#operations.set(id, {
      left: this.#options.looks ?? 1,
      done: () => 'table' in outcome && this.#tables.set(name.toLowerCase(), outcome.table),
      error: 'failure' in outcome ? outcome.failure : undefined,
    });
    // 202 with Azure-AsyncOperation, Location and Retry-After: ARM RPC contract, "Asynchronous operations".
    const status = `${url.origin}/subscriptions/${subscriptionId}/providers/Microsoft.OperationalInsights/locations/westeurope/operationstatuses/${id}${url.search}`;
    return {
      status: 202,
      headers: { 'azure-asyncoperation': status, location: status, 'retry-after': '0' },
      body: resource({ ...(stored ?? { name }), provisioningState: 'Updating' }),
    };
  }

  /** Shape: hashicorp/terraform-provider-azurerm #21897 (2023-05-24), with 200 for a change that failed. */
  #status(id: string): ArmAnswer {
    const operation = this.#operations.get(id);
    if (operation === undefined) return armErrors.noResource(`operationstatuses/${id}`, resourceGroup);
    const about = { id: `operationstatuses/${id}`, name: id, startTime: new Date(this.#now()).toISOString() };
    if (operation.left-- > 0) {
      return { status: 200, headers: { 'retry-after': '0' }, body: { ...about, status: 'InProgress' } };
    }
    if (operation.error) return { status: 200, body: { ...about, status: 'Failed', error: operation.error } };
    operation.done();
    return { status: 200, body: { ...about, status: 'Succeeded' } };
  }

  /** `assignedTo('{objectId}')`: Learn, "List Azure role assignments using the REST API". */
  #assignments(url: URL): ArmAnswer {
    const wanted = /^assignedTo\('([^']+)'\)$/.exec(url.searchParams.get('$filter') ?? '')?.[1];
    const found = (this.#options.assignments ?? []).filter(
      ({ principalId }) => wanted === undefined || principalId === wanted,
    );
    return {
      status: 200,
      body: {
        value: found.map(({ principalId, role, scope }) => ({
          properties: {
            principalId,
            scope,
            roleDefinitionId: `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
          },
        })),
      },
    };
  }
}

function resource({ name, ...properties }: StoredTable): object {
  return { id: `${testWorkspaceId}/tables/${name}`, name, properties };
}
