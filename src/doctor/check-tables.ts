import { planTables } from '../workspace-tables/apply-tables.ts';
import type { DeclaredTable, TableChanges } from '../workspace-tables/table-changes.ts';
import type { WorkspaceTables } from '../workspace-tables/workspace-tables.ts';
import { type Check, type Finding, failed, passed, warned } from './finding.ts';

/** Compares the tables of the workspace with the declaration of this version. */
export function checkTables(
  tables: Pick<WorkspaceTables, 'facts' | 'get'>,
  declared: readonly DeclaredTable[],
  workspaceId: string,
  now: () => number,
): Check {
  const apply = `"mailflow table apply --workspace ${workspaceId}" brings it up to date.`;
  return {
    name: 'tables',
    async run(signal) {
      const { location } = await tables.facts(signal);
      const changes = await planTables(tables, { declared, settings: {}, now }, signal);
      const plans = await Promise.all(
        declared.map(async ({ name }) => (await tables.get(name, signal))?.plan),
      );
      return [
        passed('workspace', `found, in ${location}`),
        ...changes.flatMap((one) => tableFindings(one, apply)),
        ...declared.flatMap(({ name }, index) => planFinding(name, plans[index])),
      ];
    },
  };
}

function tableFindings(changes: TableChanges, apply: string): Finding[] {
  const { table, action, addedColumns, foreignColumns, origin, problems } = changes;
  const check = `table ${table}`;
  switch (action) {
    case 'refused':
      return problems.map(({ message, advice }) => failed(check, message, advice));
    case 'create':
      return [failed(check, 'The workspace has no such table; what is sent there is lost.', apply)];
    case 'update': {
      const names = addedColumns.map(({ name }) => name).join(', ');
      const what = origin === 'option 6' ? "It is the table of Microsoft's option 6. " : '';
      return [
        failed(check, `${what}Columns are missing, and what is sent for them is lost: ${names}.`, apply),
      ];
    }
    default: {
      const foreign = foreignColumns.length > 0 ? `, and ${foreignColumns.length} of others` : '';
      return [passed(check, `has all columns${foreign}`)];
    }
  }
}

/** Rules, alerts and workbooks need the plan Analytics. Source: Azure Monitor, "Select a table plan" (2026-05-25). */
function planFinding(table: string, plan: string | undefined): Finding[] {
  if (plan === undefined || plan === 'Analytics') return [];
  return [
    warned(
      `plan of ${table}`,
      `${plan}: analytics rules, most alerts and joins in workbooks do not work on it.`,
      'Keep it where searching is enough. From Basic, "mailflow table apply --plan Analytics" leads back; from Auxiliary nothing does.',
    ),
  ];
}
