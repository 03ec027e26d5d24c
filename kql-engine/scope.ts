import type { Chunk } from './chunk.ts';
import type { Place } from './found-schema.ts';
import { KqlError } from './kql-error.ts';
import { type Node, spanOf, type TableDeclaration } from './language-service.ts';
import type { Limits, Meter } from './limits.ts';
import type { ColumnFilter } from './storage/column-filter.ts';
import type { Column, KqlType } from './types.ts';
import type { DateTicks } from './values/datetime.ts';

/** A compiled scalar expression. `bind` prepares it for one chunk and gives the value at a row. */
export interface Expr {
  type: KqlType;
  /** Set when the value is the same for every row. */
  constant?: { value: unknown };
  /** The number of the only column that the value hangs on: the same text there gives the same value. */
  over?: number;
  /** The number of the column that this reads as it is. */
  column?: number;
  bind(chunk: Chunk): (row: number) => unknown;
  /** The rows where a condition is true, among those given or all; undefined when there is no quicker way than `bind`. */
  keep?(chunk: Chunk, among?: Uint32Array): Uint32Array | undefined;
}

/** A compiled tabular expression: its columns, and its rows whenever asked. */
export interface Rowset {
  columns: Column[];
  chunks(): Iterable<Chunk>;
  /** The rows have an order that window functions may use (after sort, serialize, range …). */
  serialized?: boolean;
  /** Whether the rows are rows of a table with a time of ingestion, or it is not known what the service says of them. */
  ingestion?: 'known' | 'unknown' | undefined;
  /** All tables of a query that has several: this is the first of them. */
  tables?: NamedRowset[];
}

/** A table of a query's result, with the name that the query gives it. */
export interface NamedRowset {
  name: string | undefined;
  rowset: Rowset;
}

/** What a name of a let statement or parameter stands for. */
export type Binding =
  | { kind: 'scalar'; expression: Expr }
  | { kind: 'table'; rowset: Rowset }
  | { kind: 'pattern'; statement: Node; env: Env }
  | { kind: 'function'; env: Env; place?: Place | undefined; view?: boolean };

/** Lexical scope of let names and function parameters. */
export class Env {
  readonly parent: Env | undefined;
  /** Inside a sub-query, which runs many times over other rows: nothing may be kept from one run to the next. */
  readonly repeated: boolean;
  readonly #names = new Map<string, Binding>();

  constructor(parent?: Env, repeated = false) {
    this.parent = parent;
    this.repeated = repeated || parent?.repeated === true;
  }

  set(name: string, binding: Binding): void {
    this.#names.set(name, binding);
  }

  get(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.parent?.get(name);
  }

  /** The names of the views that are declared here or around. */
  views(): string[] {
    const own = [...this.#names].flatMap(([name, b]) => (b.kind === 'function' && b.view ? [name] : []));
    return [...(this.parent?.views() ?? []), ...own];
  }

  get root(): Env {
    return this.parent?.root ?? this;
  }
}

/** What one run of a query needs from outside. */
export interface Run extends Meter {
  now: DateTicks;
  /** Rows of a stored table; of those that cannot meet the filters any may be left out. */
  scan(name: string, filters?: readonly ColumnFilter[]): Iterable<Chunk>;
  limits: Limits;
  /** The tables of the database. */
  tables: TableDeclaration[];
  /** Query options of `set` statements that change results: constants by name. */
  options?: Map<string, Expr>;
  /** Result hints such as `render`. */
  hints: { render?: string; renderProperties?: Record<string, unknown> };
  /** Reads what `externaldata` names; without it there is no external data. */
  externalData?: ((uri: string) => string | Uint8Array) | undefined;
}

/** Where an expression is compiled: the columns it sees, the names around it, the run. */
export interface Scope {
  columns: Column[];
  env: Env;
  run: Run;
  /** That of the rows that the expression sees. */
  ingestion?: Rowset['ingestion'];
  /** Present where window functions may stand; set when one does, so that the operator gives all rows as one chunk. */
  windows?: { used: boolean } | undefined;
  /** What a pipe without a source of its own starts from: inside mv-apply, partition and the like. */
  implicit?: Rowset;
  /** Steps of scan: `step.column` reads a value of the row that matched before. */
  steps?: Map<string, { columns: Column[]; value(name: string): unknown }>;
  /** Aggregate calls inside an expression of summarize, and the column that holds their result. */
  aggregates?: Map<Node, number>;
  /** The text that the nodes belong to, when it is not the query itself. */
  place?: Place | undefined;
  /** Compiles a tabular node in a scope (given here so that expressions and operators need not import each other). */
  tabular(node: Node, env: Env): Rowset;
  /** Compiles a sub-query that starts from `implicit`. */
  subquery(node: Node, scope: Scope): Rowset;
}

/** Thrown when the rows of a sub-query are read while it is compiled: they are there only when it runs. */
export class NotRunning extends Error {}

/** The rows that a sub-query starts from, which change from one run to the next. */
export class SubqueryRows {
  #current: Chunk | undefined;
  readonly rowset: Rowset;

  constructor(rowset: Omit<Rowset, 'chunks'>) {
    this.rowset = {
      ...rowset,
      chunks: () => {
        if (!this.#current) throw new NotRunning('the sub-query is not running');
        return this.#current.length ? [this.#current] : [];
      },
    };
  }

  set current(rows: Chunk) {
    this.#current = rows;
  }
}

/** The scope of another row type. */
export function withColumns(scope: Scope, columns: Column[]): Scope {
  return { ...scope, columns };
}

/** The error for something this engine does not have. */
export function unsupported(what: string, node: Node): KqlError {
  const { start, length } = spanOf(node);
  return new KqlError('unsupported', `${what} is not supported by this engine`, start, length, 'unsupported');
}

/** The error for a query that binds here and that the service turns down before it runs. */
export function rejected(message: string, node: Node): KqlError {
  const { start, length } = spanOf(node);
  return new KqlError('rejected', message, start, length, 'bind');
}

/** The error for a query that fails while it runs. */
export function runtimeError(code: string, message: string, node?: Node): KqlError {
  const { start, length } = node ? spanOf(node) : { start: 0, length: 0 };
  return new KqlError(code, message, start, length, 'runtime');
}

export function constantOf(type: KqlType, value: unknown): Expr {
  return { type, constant: { value }, bind: () => () => value };
}

/** Column numbers by name. */
export function indexOfColumn(columns: Column[], name: string): number {
  return columns.findIndex((c) => c.name === name);
}
