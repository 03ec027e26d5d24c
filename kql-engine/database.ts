import type { Chunk } from './chunk.ts';
import { compileBound } from './compile-bound.ts';
import { KqlError } from './kql-error.ts';
import {
  createGlobals,
  type FunctionDeclaration,
  type Globals,
  type TableDeclaration,
} from './language-service.ts';
import { createResultMeter, defaultLimits, type Limits, runawayOf } from './limits.ts';
import { resolveReferences, type Watchlist, watchlistFunctions } from './references.ts';
import { createRun } from './run-query.ts';
import { indexOfColumn, type Rowset, type Run } from './scope.ts';
import type { ColumnFilter } from './storage/column-filter.ts';
import type { ScanCounters } from './storage/segment.ts';
import { Storage, type StorageOptions } from './storage/storage.ts';
import type { StoredTable } from './storage/table.ts';
import { parseTimeRange } from './timespan-filter.ts';
import type { Column } from './types.ts';
import { type DateTicks, fromDate } from './values/datetime.ts';
import { subtract } from './values/int64.ts';
import { toEdge } from './values/to-edge.ts';

export interface DatabaseOptions {
  tables: TableDeclaration[];
  /** Saved functions: KQL text that queries may call. */
  functions?: FunctionDeclaration[];
  /** The clock of now(), ago() and ingestion_time(); asked once a query and once an ingest. */
  now: () => Date;
  limits?: Partial<Limits>;
  /** Reads what `externaldata` names, for example from local files; without it `externaldata` is refused. */
  externalData?: (uri: string) => string | Uint8Array;
  /**
   * Watchlists of Microsoft Sentinel by alias, for `_GetWatchlist('alias')`. Where they may change: a function, asked once a
   * query, that gives the same object as long as nothing has changed.
   */
  watchlists?: Record<string, Watchlist> | (() => Record<string, Watchlist>);
  /** Names by which `workspace('x')`, `database('x')` and the like mean this database; others are refused. */
  localNames?: string[];
  /** Where rows are kept; without it all are in memory. */
  storage?: StorageOptions;
}

export interface QueryOptions {
  /** As the Log Analytics query API takes it (ISO 8601): bounds TimeGenerated of every table that has one. */
  timespan?: string;
  /** Values for `declare query_parameters`. */
  parameters?: Record<string, string | number | bigint | boolean>;
}

export interface QueryTable {
  /** The name that `as` or `fork` gives it. */
  name?: string;
  columns: Column[];
  rows: unknown[][];
}

export interface QueryResult {
  columns: Column[];
  rows: unknown[][];
  /**
   * All tables in their order, where the query has several (statements, `fork`, `facet`); `columns` and `rows` are those of
   * the first.
   */
  tables?: QueryTable[];
  /** The chart a `render` asks for, when there is one. */
  render?: string;
  /** The properties that it gives, such as title or kind. */
  renderProperties?: Record<string, unknown>;
}

export interface Database {
  readonly tables: readonly TableDeclaration[];
  /**
   * Appends plain rows (JSON values) to a table and says how many; fields without a column are left out.
   * @param position number of the first row in a journal of the caller; the rows behind it count on. See `durableEnd`.
   * @param at the time that `ingestion_time()` gives for these rows, where it is not now: for rows from a journal
   */
  ingest(table: string, rows: Iterable<Record<string, unknown>>, position?: number, at?: Date): number;
  /** Runs a query; throws KqlError. */
  query(kql: string, options?: QueryOptions): QueryResult;
  /** The number of rows of a table. */
  count(table: string): number;
  /** Takes all rows out of a table. */
  clear(table: string): void;
  /** The rows of a table as plain objects, in order of arrival; null and empty values are left out. */
  rows(table: string): Iterable<Record<string, unknown>>;
  /** Brings all rows to the storage directory. Throws when the disk fails. */
  flush(): void;
  /** Resolves once full segments that are written between turns are on disk, or cannot be written now. */
  saved(): Promise<void>;
  /**
   * The position behind the last row of a table that is safe in the storage directory: a journal has to keep the rows from
   * here on only, and after a restart to ingest them again.
   */
  durableEnd(table: string): number;
  /** About how many bytes the tables hold in memory. */
  readonly memoryBytes: number;
  /** What queries took from the tables so far. */
  readonly counters: Readonly<ScanCounters>;
}

/** A database of tables in memory and, where a directory is given, on disk, asked in KQL. */
export function createDatabase(options: DatabaseOptions): Database {
  const storage = new Storage(options.tables, options.storage);
  const limits: Limits = { ...defaultLimits, ...options.limits };
  let globals: Globals | undefined;
  let functions: FunctionDeclaration[] | undefined;
  let watchlists: Record<string, Watchlist> | undefined;

  function tableNamed(name: string): StoredTable {
    const table = storage.table(name);
    if (!table) throw new KqlError('table', `there is no table '${name}'`, 0, 0, 'runtime');
    return table;
  }

  function run(kql: string, { timespan, parameters }: QueryOptions = {}): QueryResult {
    const lists = typeof options.watchlists === 'function' ? options.watchlists() : options.watchlists;
    if (lists !== watchlists) {
      watchlists = lists;
      functions = undefined;
      globals = undefined;
    }
    const references = { localNames: options.localNames, watchlists };
    functions ??= [
      ...(options.functions ?? []).map((f) => ({ ...f, body: resolveReferences(f.body, references) })),
      ...watchlistFunctions(references, options.now()),
    ];
    globals ??= createGlobals(options.tables, functions);
    const range = timespan === undefined ? undefined : parseTimeRange(timespan, options.now());
    if (timespan !== undefined && !range) {
      throw new KqlError('timespan', `not a time span: ${timespan.slice(0, 80)}`, 0, 0, 'bind');
    }
    const text = resolveReferences(withParameters(kql, parameters ?? {}), references);
    const context = createRun((name, filters) => scan(tableNamed(name), range, filters), options.now, limits);
    const declarations = { tables: options.tables, functions, globals };
    context.externalData = options.externalData;
    const rowset = compileBound(text, declarations, context);
    const meter = createResultMeter(limits);
    const read = (rows: Rowset) => readRows(rows, context, meter);
    const tables = rowset.tables?.map(
      ({ name, rowset }): QueryTable => ({
        ...(name === undefined ? {} : { name }),
        columns: rowset.columns,
        rows: read(rowset),
      }),
    );
    return {
      columns: rowset.columns,
      rows: tables?.[0]?.rows ?? read(rowset),
      ...(tables ? { tables } : {}),
      ...(context.hints.render ? { render: context.hints.render } : {}),
      ...(context.hints.renderProperties ? { renderProperties: context.hints.renderProperties } : {}),
    };
  }

  return {
    tables: options.tables,
    ingest: (table, rows, position, at = options.now()) =>
      storage.append(tableNamed(table), rows, position, fromDate(at)),
    count: (table) => tableNamed(table).rows,
    clear: (table) => tableNamed(table).clear(),
    *rows(name) {
      const table = tableNamed(name);
      const convert = table.columns.map((c) => toEdge(c.type));
      for (const chunk of table.scan()) {
        for (let row = 0; row < chunk.length; row++) {
          const out: Record<string, unknown> = {};
          table.columns.forEach((c, i) => {
            const value = convert[i]!(chunk.column(i)[row]);
            if (value !== null && value !== '') out[c.name] = value;
          });
          yield out;
        }
      }
    },
    flush: () => storage.flush(),
    saved: () => storage.saved(),
    durableEnd: (table) => tableNamed(table).durableEnd,
    get memoryBytes() {
      return storage.bytes;
    },
    counters: storage.counters,
    query(kql, options) {
      try {
        return run(kql, options);
      } catch (error) {
        if (error instanceof KqlError) throw error;
        const runaway = runawayOf(error);
        if (runaway) throw runaway;
        // a fault of this engine: still an error of the query, never a wrong answer
        const message = String((error as Error)?.message ?? error).slice(0, 300);
        throw new KqlError('internal', `the engine failed: ${message}`, 0, 0, 'runtime');
      }
    },
  };
}

/** The rows of a table as they are given out. */
function readRows(rowset: Rowset, run: Run, meter: ReturnType<typeof createResultMeter>): unknown[][] {
  const convert = rowset.columns.map((c) => toEdge(c.type));
  const rows: unknown[][] = [];
  for (const chunk of rowset.chunks()) {
    run.check();
    const columns = rowset.columns.map((_, i) => chunk.column(i));
    meter.rows(chunk.length);
    for (let row = 0; row < chunk.length; row++) {
      const values = convert.map((c, i) => c(columns[i]![row]));
      meter.values(values);
      rows.push(values);
    }
  }
  return rows;
}

/** Only the rows whose TimeGenerated lies in the range. */
function* scan(
  table: StoredTable,
  range: { from: DateTicks; to: DateTicks } | undefined,
  filters: readonly ColumnFilter[] = [],
): Iterable<Chunk> {
  const time = range ? indexOfColumn(table.columns, 'TimeGenerated') : -1;
  if (!range || time < 0) {
    yield* table.scan(filters);
    return;
  }
  const inside: ColumnFilter = {
    column: 'TimeGenerated',
    kind: 'range',
    from: range.from,
    to: subtract(range.to, 1),
  };
  for (const chunk of table.scan([...filters, inside])) {
    const values = chunk.column(time) as (DateTicks | null)[];
    const rows: number[] = [];
    for (let row = 0; row < chunk.length; row++) {
      const t = values[row]!;
      if (t !== null && t >= range.from && t < range.to) rows.push(row);
    }
    if (rows.length === chunk.length) yield chunk;
    else if (rows.length) yield chunk.take(rows);
  }
}

/** Puts the values of `declare query_parameters(name:type = …)` in as literals. */
function withParameters(kql: string, parameters: Record<string, string | number | bigint | boolean>): string {
  return kql.replace(/declare\s+query_parameters\s*\(([^;]*)\)\s*;/i, (_, list: string) =>
    [
      ...list.matchAll(
        /(\w+)\s*:\s*(\w+)(?:\s*=\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\w+\([^)]*\)|[^,]+))?/g,
      ),
    ]
      .map(([, name, type, fallback]) => {
        const given = parameters[name!];
        const value = given === undefined ? fallback : literal(given, type!);
        if (value === undefined)
          throw new KqlError('parameter', `the parameter '${name}' has no value`, 0, 0, 'bind');
        return `let ${name} = ${value};`;
      })
      .join(' '),
  );
}

function literal(value: string | number | bigint | boolean, type: string): string {
  if (type === 'string') return JSON.stringify(String(value));
  const text = String(value);
  if (!/^[\w.:+\- TZ]*$/.test(text))
    throw new KqlError('parameter', `not a ${type}: ${text.slice(0, 80)}`, 0, 0, 'bind');
  return /^\w+\(.*\)$/.test(text) ? text : `${type}(${text})`;
}
