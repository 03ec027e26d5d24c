import { MailflowError } from '../error.ts';
import { planTable } from './plan-table.ts';
import type { DeclaredTable, TableChanges } from './table-changes.ts';
import type { TableSettings } from './table-settings.ts';
import type { WorkspaceTables } from './workspace-tables.ts';

/** Plan and retention are asked for this table; the health table stays on Analytics, since alert rules read it. */
const settledTable = 'MessageTrackingLog_CL';

export interface TablesWanted {
  readonly declared: readonly DeclaredTable[];
  /** Of `MessageTrackingLog_CL`. */
  readonly settings: TableSettings;
  readonly now: () => number;
}

/** Compares all tables with the workspace. Changes nothing. */
export async function planTables(
  tables: Pick<WorkspaceTables, 'get'>,
  { declared, settings, now }: TablesWanted,
  signal?: AbortSignal,
): Promise<TableChanges[]> {
  return Promise.all(
    declared.map(async (table) =>
      planTable(
        table,
        await tables.get(table.name, signal),
        table.name === settledTable ? settings : {},
        now(),
      ),
    ),
  );
}

/**
 * Does what a plan says, table by table, and looks again afterwards. Where one table is refused, none is touched.
 * @throws MailflowError `tables-refused`, `table-not-as-asked`, or what the service answered
 */
export async function applyTables(
  tables: WorkspaceTables,
  wanted: TablesWanted,
  changes: readonly TableChanges[],
  onStep: (message: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const refused = changes.filter(({ action }) => action === 'refused');
  if (refused.length > 0) {
    const problems = refused.flatMap(({ problems }) => problems);
    throw new MailflowError('tables-refused', problems.map(({ message }) => message).join('\n'), {
      advice: [...new Set(problems.map(({ advice }) => advice))].join('\n  '),
    });
  }
  for (const { table, action, request } of changes) {
    if (request === undefined) continue;
    onStep(action === 'create' ? `${table}: creating …` : `${table}: changing …`);
    await (action === 'create' ? tables.create : tables.update)(table, request, signal);
    onStep(`${table}: done`);
  }
  const left = (await planTables(tables, wanted, signal)).filter(({ action }) => action !== 'none');
  if (left.length === 0) return;
  throw new MailflowError(
    'table-not-as-asked',
    `Azure reported success, but ${left.map(({ table }) => table).join(' and ')} does not look as asked for yet.`,
    { retryable: true, advice: 'Run "mailflow table plan" again in some minutes.' },
  );
}
