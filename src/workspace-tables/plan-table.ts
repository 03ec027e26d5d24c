import { classicAdvice } from '../arm/arm-problem.ts';
import { planChange, retentionChange } from './plan-settings.ts';
import type {
  DeclaredTable,
  ExistingColumn,
  ExistingTable,
  SettingChange,
  TableChanges,
  TableColumn,
  TableProblem,
} from './table-changes.ts';
import type { TableSettings } from './table-settings.ts';

/** Columns a table can have. Source: Azure Monitor, "Log Analytics workspace limits" (2025-01-07). */
const maxColumns = 500;

/** Columns that mailflow added to the table of option 6, whose own are all others. */
const addedToOption6 = new Set([
  'Computer',
  'eventTime',
  'recordId',
  'recipients',
  'sizeBytes',
  'collector',
  'traceStatus',
]);

/**
 * Compares a table with what mailflow declares. Pure. A table is only ever added to: a request that leaves a column out
 * would delete it (Azure Monitor, "Create a custom table", section on deleting columns), so every column that is there
 * is in the request, in its place.
 * @param existing undefined where the workspace has no such table
 * @param now milliseconds since 1970
 */
export function planTable(
  declared: DeclaredTable,
  existing: ExistingTable | undefined,
  wanted: TableSettings,
  now: number,
): TableChanges {
  if (existing === undefined) return creation(declared, wanted);
  const own = existing.schema?.columns ?? [];
  const known = new Map<string, ExistingColumn>();
  for (const column of [...(existing.schema?.standardColumns ?? []), ...own]) {
    if (column.name !== undefined) known.set(column.name.toLowerCase(), column);
  }
  const problems: TableProblem[] = [];
  if (/^classic$/i.test(existing.schema?.tableSubType ?? '')) problems.push(classic(declared.name));
  const notes: string[] = [];
  const addedColumns: TableColumn[] = [];
  for (const column of declared.columns) {
    const there = known.get(column.name.toLowerCase());
    if (there === undefined) addedColumns.push(column);
    else if (!sameType(there.type, column.type)) problems.push(typeConflict(declared.name, there, column));
    else if (there.name !== column.name) problems.push(caseConflict(declared.name, there, column));
  }
  const names = new Set(declared.columns.map(({ name }) => name.toLowerCase()));
  const foreignColumns = own.flatMap(({ name }) =>
    name !== undefined && !names.has(name.toLowerCase()) ? [name] : [],
  );
  if (own.length + addedColumns.length > maxColumns) problems.push(tooMany(declared.name, own, addedColumns));
  const settings: SettingChange[] = [];
  for (const found of [planChange(existing, wanted, now), ...retentionChange(existing, wanted)]) {
    if (found === undefined) continue;
    if ('code' in found) problems.push(found);
    else settings.push(found);
  }
  const origin = originOf(declared, known, addedColumns, foreignColumns);
  if (origin === 'option 6') {
    notes.push(
      "This is the table of Microsoft's Exchange Security solution (option 6). It keeps its rows and gains columns.",
    );
  }
  const wish = addedColumns.length > 0 || settings.length > 0;
  // "forbidding any update to the table until the ongoing operation is concluded": Tables API, provisioningState.
  if (wish && /^(?:updating|deleting)$/i.test(existing.provisioningState ?? '')) {
    problems.push(busy(declared.name, existing.provisioningState));
  }
  const change = wish && problems.length === 0;
  return {
    table: declared.name,
    action: problems.length > 0 ? 'refused' : change ? 'update' : 'none',
    origin,
    addedColumns,
    foreignColumns,
    settings,
    problems,
    notes,
    ...(change && {
      request: {
        ...settingValues(settings),
        schema: { name: declared.name, columns: [...withTime(declared, own), ...addedColumns].map(copy) },
      },
    }),
  };
}

function creation(declared: DeclaredTable, wanted: TableSettings): TableChanges {
  const { plan = 'Analytics', retentionInDays, totalRetentionInDays } = wanted;
  const settings: SettingChange[] = [{ setting: 'plan', to: plan }];
  if (retentionInDays !== undefined) settings.push({ setting: 'retentionInDays', to: retentionInDays });
  if (totalRetentionInDays !== undefined) {
    settings.push({ setting: 'totalRetentionInDays', to: totalRetentionInDays });
  }
  return {
    table: declared.name,
    action: 'create',
    origin: 'missing',
    addedColumns: declared.columns,
    foreignColumns: [],
    settings,
    problems: [],
    notes: [],
    request: {
      ...settingValues(settings),
      schema: {
        name: declared.name,
        description: declared.description,
        columns: declared.columns.map(copy),
      },
    },
  };
}

function settingValues(settings: readonly SettingChange[]): TableSettings {
  return Object.fromEntries(settings.map(({ setting, to }) => [setting, to]));
}

/** The writable part of a column. Source: Log Analytics REST API, Tables, type Column. */
function copy({ name, type, description, displayName, dataTypeHint }: ExistingColumn): ExistingColumn {
  return {
    ...(name !== undefined && { name }),
    ...(type !== undefined && { type }),
    ...(description !== undefined && { description }),
    ...(displayName !== undefined && { displayName }),
    ...(dataTypeHint !== undefined && { dataTypeHint }),
  };
}

/**
 * Azure writes types in several ways; a GUID is kept as a string. Source: Azure Monitor, "Tutorial: Send data by the
 * Logs ingestion API", supported types (2025-08-29).
 */
function sameType(there: string | undefined, declared: string): boolean {
  const plain = (type: string): string => {
    const lower = type.toLowerCase();
    return lower === 'bool' ? 'boolean' : lower === 'guid' ? 'string' : lower;
  };
  return plain(there ?? '') === plain(declared);
}

function originOf(
  declared: DeclaredTable,
  known: ReadonlyMap<string, ExistingColumn>,
  added: readonly TableColumn[],
  foreign: readonly string[],
): TableChanges['origin'] {
  if (added.length === 0) return 'mailflow';
  const traced = declared.columns.filter(({ name }) => !addedToOption6.has(name));
  const isOption6 =
    declared.columns.some(({ name }) => addedToOption6.has(name)) &&
    !known.has('recordid') &&
    // The first version of that table had no FilePath.
    traced.every(({ name }) => name === 'FilePath' || known.has(name.toLowerCase()));
  if (isOption6) return 'option 6';
  return foreign.length === 0 && known.has('recordid') ? 'mailflow' : 'other';
}

/** The service wants TimeGenerated in every request, where it counts it among the standard columns as well. */
function withTime(declared: DeclaredTable, own: readonly ExistingColumn[]): readonly ExistingColumn[] {
  const isTime = ({ name }: ExistingColumn): boolean => name?.toLowerCase() === 'timegenerated';
  return own.some(isTime) ? own : [...declared.columns.filter(isTime), ...own];
}

function classic(table: string): TableProblem {
  return {
    code: 'classic-table',
    message: `${table} is a classic table, made by the HTTP Data Collector API or the old Log Analytics agent. Data collection rules cannot write to it.`,
    advice: classicAdvice(table),
  };
}

function busy(table: string, state: string | undefined): TableProblem {
  return {
    code: 'busy',
    message: `${table} is being changed by somebody else (state ${state}).`,
    advice: 'Wait some minutes and run it again.',
  };
}

function typeConflict(table: string, there: ExistingColumn, column: TableColumn): TableProblem {
  return {
    code: 'type-conflict',
    message: `Column ${there.name} of ${table} has the type ${there.type?.toLowerCase()}; mailflow needs ${column.type}. Azure cannot change the type of a column.`,
    advice: `Find out what writes to ${table}. Where its rows are not needed any more, delete the table and run this again; where they are, give mailflow another workspace.`,
  };
}

function caseConflict(table: string, there: ExistingColumn, column: TableColumn): TableProblem {
  return {
    code: 'type-conflict',
    message: `Column ${there.name} of ${table} differs from ${column.name} only in capital letters; queries would see two columns.`,
    advice: `Delete the column ${there.name} in the portal (Tables, Edit schema) where nothing needs it, and run this again; otherwise give mailflow another workspace.`,
  };
}

function tooMany(table: string, own: readonly ExistingColumn[], added: readonly TableColumn[]): TableProblem {
  return {
    code: 'too-many-columns',
    message: `${table} has ${own.length} columns; with ${added.length} more it would pass the ${maxColumns} that Azure allows.`,
    advice: 'Delete columns that nobody needs in the portal (Tables, Edit schema), and run this again.',
  };
}
