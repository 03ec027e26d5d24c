import tables from '../../infra/generated/tables.json' with { type: 'json' };
import { savedFunctions } from '../../infra/saved-functions.ts';
import {
  createDatabase,
  type Database,
  type StorageOptions,
  type TableDeclaration,
} from '../../kql-engine/index.ts';
import { kustoColumns } from '../../src/streams/kusto-columns.ts';
import { declaredWatchlists } from '../declared-watchlists.ts';
import { functionDeclarations } from '../function-declarations.ts';

/** A row of a table: plain values by column name. */
export type Row = Record<string, unknown>;

export interface ContentDatabaseOptions {
  /** The time of `now()`. Default 2026-11-21T12:00:00Z. */
  readonly now?: Date;
  /** Rows of MessageTrackingLog_CL, as the transforms give them. */
  readonly rows?: Iterable<Row>;
  /** What the watchlist MailflowAcceptedDomains names. Default none. */
  readonly acceptedDomains?: readonly string[];
  /** Rows of other watchlists of Microsoft Sentinel by alias; those that are read and not given are empty. */
  readonly watchlists?: Readonly<Record<string, readonly Row[]>>;
  /** Queries that will run: the watchlists they read are there. */
  readonly queries?: Iterable<{ readonly query: string }>;
  /** Tables of others beside ours, such as SigninLogs. */
  readonly tables?: readonly TableDeclaration[];
  readonly storage?: StorageOptions;
}

/** A database with our tables and all saved functions, as a workspace has them. */
export function contentDatabase(options: ContentDatabaseOptions = {}): Database {
  const { now = new Date('2026-11-21T12:00:00Z'), acceptedDomains = [], watchlists = {}, queries } = options;
  const functions = savedFunctions();
  const given = {
    ...watchlists,
    MailflowAcceptedDomains: acceptedDomains.map((domain) => ({ SearchKey: domain })),
  };
  const database = createDatabase({
    tables: [
      ...tables.map(({ name, columns }) => ({ name, columns: kustoColumns(columns) })),
      ...(options.tables ?? []),
    ],
    functions: functionDeclarations(functions),
    watchlists: {
      ...declaredWatchlists([...functions, ...(queries ?? [])]),
      ...Object.fromEntries(Object.entries(given).map(([alias, rows]) => [alias, { rows: [...rows] }])),
    },
    now: () => now,
    ...(options.storage && { storage: options.storage }),
  });
  if (options.rows !== undefined) database.ingest('MessageTrackingLog_CL', options.rows);
  return database;
}

/** The rows of a query's result as objects by column name. */
export function ask(database: Database, kql: string): Row[] {
  const { columns, rows } = database.query(kql);
  return rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
}
