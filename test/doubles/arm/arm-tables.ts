import type { ExistingColumn, ExistingTable } from '../../../src/workspace-tables/table-changes.ts';
import { type ArmAnswer, armError, armErrors } from './arm-answers.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The properties of a table as they are stored. */
export type StoredTable = Writable<ExistingTable> & { name: string };

/** What a write leads to: an answer at once, or a change that ends later, well or with an error. */
export type WriteOutcome =
  | { readonly refused: ArmAnswer }
  | { readonly table: StoredTable }
  | { readonly failure: { readonly code: string; readonly message: string } };

/**
 * What the Tables API makes of a PUT or PATCH.
 * @param workspaceRetention days that apply where a table says nothing
 */
export function writeTable(
  name: string,
  before: StoredTable | undefined,
  method: 'PUT' | 'PATCH',
  asked: ExistingTable,
  workspaceRetention: number,
  now: number,
): WriteOutcome {
  if (before === undefined && method === 'PATCH') {
    return { refused: armError(404, 'ResourceNotFound', `Table ${name} was not found.`) };
  }
  // "forbidding any update to the table until the ongoing operation is concluded": REST reference, provisioningState.
  if (/^(updating|deleting)$/i.test(before?.provisioningState ?? ''))
    return { refused: armErrors.busy(name) };
  // Azure/terraform-azurerm-avm-res-operationalinsights-workspace #182 (2026-09-08): 400 InvalidParameter.
  if (before?.schema?.tableSubType === 'Classic') {
    return {
      refused: armError(
        400,
        'InvalidParameter',
        `Changing Classic table ${name} schema by using this API is not supported.`,
      ),
    };
  }
  const plan = asked.plan ?? before?.plan ?? 'Analytics';
  const range = badRange(asked, plan);
  if (range !== undefined) return { refused: armError(400, 'InvalidParameter', range) };
  const planRefusal = badPlan(before, plan, now);
  if (planRefusal !== undefined) return { refused: armError(400, 'InvalidParameter', planRefusal) };
  const columns = asked.schema?.columns ?? before?.schema?.columns ?? [];
  const failure = badColumns(name, before?.schema?.columns ?? [], columns);
  if (failure !== undefined) return { failure };
  return {
    table: {
      name,
      plan,
      provisioningState: 'Succeeded',
      ...retention(before, method, asked, workspaceRetention, plan),
      ...(before?.plan !== undefined && before.plan !== plan
        ? { lastPlanModifiedDate: new Date(now).toISOString() }
        : before?.lastPlanModifiedDate !== undefined && {
            lastPlanModifiedDate: before.lastPlanModifiedDate,
          }),
      schema: {
        // A column that the request leaves out is deleted: Azure Monitor, "Create a custom table", "Add or delete a custom
        // column", which deletes one by a PUT without it.
        columns,
        standardColumns: [{ name: 'TenantId', type: 'guid' }],
        tableSubType: 'DataCollectionRuleBased',
      },
    },
  };
}

/** Azure Monitor, "Manage data retention": PUT sets what is left out to the default, PATCH leaves it as it is. */
function retention(
  before: StoredTable | undefined,
  method: 'PUT' | 'PATCH',
  asked: ExistingTable,
  workspaceRetention: number,
  plan: string,
): Partial<ExistingTable> {
  const kept = method === 'PATCH' ? before : undefined;
  const own =
    positive(asked.retentionInDays) ?? (kept?.retentionInDaysAsDefault ? undefined : kept?.retentionInDays);
  const total =
    positive(asked.totalRetentionInDays) ??
    (kept?.totalRetentionInDaysAsDefault ? undefined : kept?.totalRetentionInDays);
  const retentionInDays = plan === 'Analytics' ? (own ?? workspaceRetention) : 30;
  return {
    retentionInDays,
    retentionInDaysAsDefault: own === undefined,
    totalRetentionInDays: total ?? retentionInDays,
    totalRetentionInDaysAsDefault: total === undefined,
  };
}

/** -1 means "the default". */
function positive(days: number | undefined): number | undefined {
  return days === undefined || days < 0 ? undefined : days;
}

/** REST reference, Tables: 4 to 730 and 4 to 4383; retentionInDays is read-only in Basic and Auxiliary. */
function badRange(
  { retentionInDays, totalRetentionInDays }: ExistingTable,
  plan: string,
): string | undefined {
  const own = positive(retentionInDays);
  const total = positive(totalRetentionInDays);
  if (own !== undefined && (own < 4 || own > 730)) return "'retentionInDays' must be between 4 and 730.";
  if (own !== undefined && plan !== 'Analytics')
    return `'retentionInDays' cannot be set with the plan ${plan}.`;
  if (total !== undefined && (total < 4 || total > 4383))
    return "'totalRetentionInDays' must be between 4 and 4383.";
  return undefined;
}

/** Azure Monitor, "Select a table plan": once a week; nothing goes into or out of Auxiliary. */
function badPlan(before: StoredTable | undefined, plan: string, now: number): string | undefined {
  if (before === undefined || before.plan === plan) return undefined;
  if (before.plan === 'Auxiliary' || plan === 'Auxiliary') {
    return `Changing the plan from ${before.plan} to ${plan} is not supported.`;
  }
  const age = now - Date.parse(before.lastPlanModifiedDate ?? '');
  return age < 7 * 24 * 3_600_000 ? 'The plan of a table can be changed once a week.' : undefined;
}

/** Azure/azure-cli #23368 (2022): MSG 1005 as SchemaUpdateFatalError. Names: "Create a custom table", note on columns. */
function badColumns(
  table: string,
  before: readonly ExistingColumn[],
  after: readonly ExistingColumn[],
): { code: string; message: string } | undefined {
  const fatal = (reason: string) => ({
    code: 'SchemaUpdateFatalError',
    message: `HttpClient: Response status code does not indicate success - 400 (Bad Request), for request - cms/apiv2/workspaces/test/tables/${table}, due to reason - [${reason}].`,
  });
  if (!after.some(({ name }) => name === 'TimeGenerated')) {
    return fatal(
      "Table validation failed with following errors: MSG 1005: Table missing mandatory 'TimeGenerated' column",
    );
  }
  const reserved = new Set(['_ResourceId', 'id', '_SubscriptionId', 'TenantId', 'Type', 'UniqueId', 'Title']);
  for (const { name = '', type } of after) {
    if (reserved.has(name) || !/^[A-Za-z]\w{0,44}$/.test(name))
      return fatal(`The column name ${name} is not allowed`);
    const old = before.find((column) => column.name === name);
    if (old && old.type?.toLowerCase() !== type?.toLowerCase()) {
      return fatal(`The type of the column ${name} cannot change from ${old.type} to ${type}`);
    }
  }
  return undefined;
}
