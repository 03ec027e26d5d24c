import type { Chunk } from './chunk.ts';
import { KqlError } from './kql-error.ts';
import {
  createGlobals,
  type FunctionDeclaration,
  type Globals,
  type TableDeclaration,
} from './language-service.ts';
import { compileQuery } from './query.ts';
import { bindOrThrow, createRun, defaultLimits } from './run-query.ts';
import { indexOfColumn, type Limits } from './scope.ts';
import { StoredTable } from './storage/table.ts';
import { parseTimeRange } from './timespan-filter.ts';
import type { Column } from './types.ts';
import type { DateTicks } from './values/datetime.ts';
import { toEdge } from './values/to-edge.ts';

export interface DatabaseOptions {
  tables: TableDeclaration[];
  /** Saved functions: KQL text that queries may call. */
  functions?: FunctionDeclaration[];
  /** The clock of now() and ago(); asked once a query. */
  now: () => Date;
  limits?: Partial<Limits>;
}

export interface QueryOptions {
  /** As the Log Analytics query API takes it (ISO 8601): bounds TimeGenerated of every table that has one. */
  timespan?: string;
  /** Values for `declare query_parameters`. */
  parameters?: Record<string, string | number | bigint | boolean>;
}

export interface QueryResult {
  columns: Column[];
  rows: unknown[][];
  /** The chart a `render` asks for, when there is one. */
  render?: string;
}

export interface Database {
  readonly tables: readonly TableDeclaration[];
  /** Appends plain rows (JSON values) to a table and says how many; fields without a column are left out. */
  ingest(table: string, rows: Iterable<Record<string, unknown>>): number;
  /** Runs a query; throws KqlError. */
  query(kql: string, options?: QueryOptions): QueryResult;
  /** The number of rows of a table. */
  count(table: string): number;
  /** Takes all rows out of a table. */
  clear(table: string): void;
  /** The rows of a table as plain objects, in order of arrival; null and empty values are left out. */
  rows(table: string): Iterable<Record<string, unknown>>;
}

/** A database of tables in memory, asked in KQL. */
export function createDatabase(options: DatabaseOptions): Database {
  const stored = new Map(options.tables.map((t) => [t.name, new StoredTable(t.name, t.columns)]));
  const limits: Limits = { ...defaultLimits, ...options.limits };
  let globals: Globals | undefined;

  function tableNamed(name: string): StoredTable {
    const table = stored.get(name);
    if (!table) throw new KqlError('table', `there is no table '${name}'`, 0, 0, 'runtime');
    return table;
  }

  function run(kql: string, { timespan, parameters }: QueryOptions = {}): QueryResult {
    globals ??= createGlobals(options.tables, options.functions);
    const range = timespan === undefined ? undefined : parseTimeRange(timespan, options.now());
    if (timespan !== undefined && !range) {
      throw new KqlError('timespan', `not a time span: ${timespan.slice(0, 80)}`, 0, 0, 'bind');
    }
    const text = parameters ? withParameters(kql, parameters) : kql;
    const bound = bindOrThrow(text, globals);
    const context = createRun((name) => scan(tableNamed(name), range), options.now, limits);
    const rowset = compileQuery(bound.root, context);
    const convert = rowset.columns.map((c) => toEdge(c.type));
    const rows: unknown[][] = [];
    for (const chunk of rowset.chunks()) {
      context.check();
      const columns = rowset.columns.map((_, i) => chunk.column(i));
      if (rows.length + chunk.length > limits.resultRows) {
        throw new KqlError('limit', `the result has more than ${limits.resultRows} rows`, 0, 0, 'runtime');
      }
      for (let row = 0; row < chunk.length; row++) rows.push(convert.map((c, i) => c(columns[i]![row])));
    }
    return {
      columns: rowset.columns,
      rows,
      ...(context.hints.render ? { render: context.hints.render } : {}),
    };
  }

  return {
    tables: options.tables,
    ingest: (table, rows) => tableNamed(table).append(rows),
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
    query(kql, options) {
      try {
        return run(kql, options);
      } catch (error) {
        if (error instanceof KqlError) throw error;
        // a fault of this engine: still an error of the query, never a wrong answer
        const message = String((error as Error)?.message ?? error).slice(0, 300);
        throw new KqlError('internal', `the engine failed: ${message}`, 0, 0, 'runtime');
      }
    },
  };
}

/** Only the rows whose TimeGenerated lies in the range. */
function* scan(table: StoredTable, range: { from: DateTicks; to: DateTicks } | undefined): Iterable<Chunk> {
  const time = range ? indexOfColumn(table.columns, 'TimeGenerated') : -1;
  if (!range || time < 0) {
    yield* table.scan();
    return;
  }
  for (const chunk of table.scan()) {
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
