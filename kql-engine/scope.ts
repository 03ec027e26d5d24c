import type { Chunk } from './chunk.ts';
import { KqlError } from './kql-error.ts';
import { type Node, spanOf } from './language-service.ts';
import type { Column, KqlType } from './types.ts';
import type { DateTicks } from './values/datetime.ts';

/** A compiled scalar expression. `bind` prepares it for one chunk and gives the value at a row. */
export interface Expr {
  type: KqlType;
  /** Set when the value is the same for every row. */
  constant?: { value: unknown };
  bind(chunk: Chunk): (row: number) => unknown;
}

/** A compiled tabular expression: its columns, and its rows whenever asked. */
export interface Rowset {
  columns: Column[];
  chunks(): Iterable<Chunk>;
  /** The rows have an order that window functions may use (after sort, serialize, range …). */
  serialized?: boolean;
}

/** What a name of a let statement or parameter stands for. */
export type Binding =
  | { kind: 'scalar'; expression: Expr }
  | { kind: 'table'; rowset: Rowset }
  | { kind: 'function'; env: Env };

/** Lexical scope of let names and function parameters. */
export class Env {
  readonly parent: Env | undefined;
  readonly #names = new Map<string, Binding>();

  constructor(parent?: Env) {
    this.parent = parent;
  }

  set(name: string, binding: Binding): void {
    this.#names.set(name, binding);
  }

  get(name: string): Binding | undefined {
    return this.#names.get(name) ?? this.parent?.get(name);
  }

  get root(): Env {
    return this.parent?.root ?? this;
  }
}

/** Bounds of one query. */
export interface Limits {
  /** Rows of the final result. */
  resultRows: number;
  /** Rows that one operator may hold or make. */
  operatorRows: number;
  /** Milliseconds that a query may run. */
  timeMs: number;
}

/** What one run of a query needs from outside. */
export interface Run {
  now: DateTicks;
  /** Rows of a stored table. */
  scan(name: string): Iterable<Chunk>;
  limits: Limits;
  /** Throws when the time is up; called once in a while by loops. */
  check(): void;
  /** Result hints such as `render`. */
  hints: { render?: string };
}

/** Where an expression is compiled: the columns it sees, the names around it, the run. */
export interface Scope {
  columns: Column[];
  env: Env;
  run: Run;
  /** Present where window functions may stand; set when one does, so that the operator gives all rows as one chunk. */
  windows?: { used: boolean } | undefined;
  /** What a pipe without a source of its own starts from: inside mv-apply, partition and the like. */
  implicit?: Rowset;
  /** Steps of scan: `step.column` reads a value of the row that matched before. */
  steps?: Map<string, { columns: Column[]; value(name: string): unknown }>;
  /** Aggregate calls inside an expression of summarize, and the column that holds their result. */
  aggregates?: Map<Node, number>;
  /** Compiles a tabular node in a scope (given here so that expressions and operators need not import each other). */
  tabular(node: Node, env: Env): Rowset;
  /** Compiles a sub-query that starts from `implicit`. */
  subquery(node: Node, scope: Scope): Rowset;
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
