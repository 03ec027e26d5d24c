import { Chunk, concatChunks, type DictionaryColumn, type LazyColumn } from '../chunk.ts';
import { compileExpression, toBool } from '../expressions/compile.ts';
import { coded } from '../expressions/lift.ts';
import { rowsWhere } from '../expressions/selection.ts';
import { dropUnnamed, tupleOutputs } from '../expressions/tuple.ts';
import { asType } from '../functions/special-forms.ts';
import { KqlError } from '../kql-error.ts';
import { columnsOf, elementsOf, kindOf, type Node, spanOf, symbolOf } from '../language-service.ts';
import { filtersThrough, narrowable, narrowRows } from '../narrowing.ts';
import { type Expr, indexOfColumn, type Rowset, type Scope, unsupported, withColumns } from '../scope.ts';
import type { Column } from '../types.ts';
import type { Dynamic } from '../values/dynamic.ts';

/** The input as one chunk, for window functions. */
export function wholeInput(input: Rowset, scope: Scope): Chunk {
  const chunks: Chunk[] = [];
  let rows = 0;
  for (const chunk of input.chunks()) {
    chunks.push(chunk);
    rows += chunk.length;
    limitRows(rows, scope);
  }
  return concatChunks(chunks, input.columns.length);
}

/** Throws when one operator would hold more rows than allowed. */
export function limitRows(rows: number, scope: Scope): void {
  scope.run.holds(rows);
}

/** A scope in which window functions may stand. */
function windowScope(scope: Scope, columns: Column[]) {
  const windows = { used: false };
  return { inner: { ...withColumns(scope, columns), windows }, windows };
}

function chunksFor(input: Rowset, windows: { used: boolean }, scope: Scope): Iterable<Chunk> {
  return windows.used ? [wholeInput(input, scope)] : input.chunks();
}

/** Window functions need rows with an order, as the service demands. */
function needsOrder(windows: { used: boolean }, input: Rowset, node: Node): void {
  if (!windows.used || input.serialized || kindOf(node) === 'SerializeOperator') return;
  const { start, length } = spanOf(node);
  throw new KqlError('serialize', 'window functions need sorted or serialized rows', start, length, 'bind');
}

export function where(node: Node, input: Rowset, scope: Scope): Rowset {
  const { inner, windows } = windowScope(scope, input.columns);
  const condition = toBool(compileExpression(node.Condition, inner));
  needsOrder(windows, input, node);
  const filtered = (from: Rowset): Rowset => {
    const rowset: Rowset = {
      columns: from.columns,
      serialized: from.serialized === true,
      *chunks() {
        if (condition.constant && condition.constant.value !== true) return;
        for (const chunk of chunksFor(from, windows, scope)) {
          scope.run.check();
          const rows = rowsWhere(condition, chunk);
          if (rows.length === chunk.length) yield chunk;
          else if (rows.length > 0) yield chunk.take(rows);
        }
      },
    };
    return windows.used ? rowset : narrowable(rowset, (filters) => filtered(narrowRows(from, filters)));
  };
  return filtered(input);
}

/** Values of an expression over a chunk, computed when the column is read; text over one column of codes has codes too. */
export function computed(expression: Expr, chunk: Chunk, scope?: Scope): LazyColumn {
  const { column, over } = expression;
  if (column !== undefined && !expression.constant) {
    const source = chunk.lazy(column);
    return typeof source === 'function' ? source : () => source;
  }
  const made: LazyColumn = () => {
    const value = expression.bind(chunk);
    const out: unknown[] = new Array(chunk.length);
    for (let row = 0; row < chunk.length; row++) {
      if ((row & 255) === 0) scope?.run.check();
      out[row] = value(row);
    }
    return out;
  };
  if (over !== undefined && expression.type === 'string') {
    let known: DictionaryColumn | undefined;
    made.dictionary = () => {
      known ??= computedCodes(expression, chunk);
      return known;
    };
  }
  return made;
}

/** The distinct values of an expression over a column of codes. */
function computedCodes(expression: Expr, chunk: Chunk): DictionaryColumn | undefined {
  const form = coded(expression, chunk);
  if (!form) return undefined;
  const values: string[] = [];
  const codeOf = new Map<string, number>();
  const mapped = new Int32Array(form.size).fill(-1);
  const codes = new Uint32Array(chunk.length);
  for (let row = 0; row < codes.length; row++) {
    const from = form.codes[row]!;
    if (mapped[from] === -1) {
      const value = form.value(from) as string;
      let code = codeOf.get(value);
      if (code === undefined) {
        code = values.push(value) - 1;
        codeOf.set(value, code);
      }
      mapped[from] = code;
    }
    codes[row] = mapped[from]!;
  }
  return { codes, values };
}

/** An output column: a column of the input or an expression. */
type Output = { from: number } | { expression: Expr };

function outputs(
  columns: Column[],
  outs: Output[],
  input: Rowset,
  windows: { used: boolean },
  scope: Scope,
): Rowset {
  const rowset: Rowset = {
    columns,
    serialized: input.serialized === true,
    *chunks() {
      for (const chunk of chunksFor(input, windows, scope)) {
        yield new Chunk(
          chunk.length,
          outs.map((o) => ('from' in o ? chunk.lazy(o.from) : computed(o.expression, chunk, scope))),
          chunk.ingested,
        );
      }
    },
  };
  if (windows.used) return rowset;
  const from = outs.map((o) => ('from' in o ? o.from : (o.expression.column ?? -1)));
  return narrowable(rowset, (filters) => {
    const inside = filtersThrough(filters, columns, input.columns, from);
    return outputs(columns, outs, narrowRows(input, inside), windows, scope);
  });
}

/** The columns that an expression of project or extend makes: one, or several for `(a, b) = array`. */
function expressionOutputs(
  node: Node,
  scope: Scope,
): { names: (string | undefined)[]; expressions: Expr[]; kept?: number } {
  const tuple = tupleOutputs(node, scope);
  if (tuple) return tuple;
  if (kindOf(node) === 'CompoundNamedExpression') {
    const names = elementsOf(node.Names.Names).map((n: Node) => n.SimpleName as string);
    const value = compileExpression(node.Expression, scope);
    return {
      names,
      expressions: names.map((_, i) => ({
        type: 'dynamic',
        bind(chunk) {
          const get = value.bind(chunk);
          return (row) => {
            const v = get(row) as Dynamic;
            return Array.isArray(v) ? (v[i] ?? null) : null;
          };
        },
      })),
    };
  }
  const name = kindOf(node) === 'SimpleNamedExpression' ? (node.Name.SimpleName as string) : undefined;
  const symbol = kindOf(node) === 'NameReference' ? symbolOf(node) : undefined;
  return { names: [name ?? symbol?.name], expressions: [compileExpression(node, scope)] };
}

export function project(node: Node, input: Rowset, scope: Scope): Rowset {
  const { inner, windows } = windowScope(scope, input.columns);
  const columns = columnsOf(node)!;
  const outs = elementsOf(node.Expressions)
    .flatMap((e) => expressionOutputs(e, inner).expressions)
    .map((expression, i) => ({ expression: asType(expression, columns[i]!.type, node) }));
  if (outs.length !== columns.length) throw unsupported('this project', node);
  needsOrder(windows, input, node);
  return outputs(columns, outs, input, windows, scope);
}

export function extend(node: Node, input: Rowset, scope: Scope): Rowset {
  const { inner, windows } = windowScope(scope, input.columns);
  const named = elementsOf(node.Expressions).map((e) => expressionOutputs(e, inner));
  const claimed = new Set(named.flatMap((n) => n.names));
  const isNew = (c: Column) => indexOfColumn(input.columns, c.name) < 0;
  const unclaimed = columnsOf(node)!.filter((c) => isNew(c) && !claimed.has(c.name) && c.name !== GHOST);
  dropUnnamed(node, named, unclaimed, scope);
  const names = new Set([...claimed, ...unclaimed.map((c) => c.name)]);
  const columns = columnsOf(node)!.filter((c) => !isNew(c) || names.has(c.name));
  const outs: Output[] = columns.map((c) => ({ from: indexOfColumn(input.columns, c.name) }));
  for (const { names: given, expressions } of named) {
    expressions.forEach((expression, i) => {
      const name = given[i] ?? unclaimed.shift()?.name;
      const at = columns.findIndex((c) => c.name === name);
      if (at < 0) throw unsupported('this extend', node);
      outs[at] = { expression: asType(expression, columns[at]!.type, node) };
    });
  }
  needsOrder(windows, input, node);
  return outputs(columns, outs, input, windows, scope);
}

/** A column that the binder adds after every scan and the service does not. */
export const GHOST = 'match_id';

/** serialize with or without new columns. */
export function serialize(node: Node, input: Rowset, scope: Scope): Rowset {
  const ordered = (rows: Rowset): Rowset =>
    narrowable({ ...rows, serialized: true }, (filters) => ordered(narrowRows(rows, filters)));
  return ordered(elementsOf(node.Expressions).length ? extend(node, input, scope) : input);
}

/** project-away, -keep, -reorder: columns by name as the binder left them. */
export function selectColumns(node: Node, input: Rowset): Rowset {
  const columns = columnsOf(node)!;
  const from = columns.map((c) => indexOfColumn(input.columns, c.name));
  return picked(columns, from, input);
}

function picked(columns: Column[], from: number[], input: Rowset): Rowset {
  const rowset: Rowset = {
    columns,
    serialized: input.serialized === true,
    *chunks() {
      for (const chunk of input.chunks()) yield chunk.select(from);
    },
  };
  return narrowable(rowset, (filters) =>
    picked(columns, from, narrowRows(input, filtersThrough(filters, columns, input.columns, from))),
  );
}

/** project-rename: the same columns with other names, all in their places. */
export function projectRename(node: Node, input: Rowset): Rowset {
  const columns = columnsOf(node)!;
  const renamed = new Map<string, string>();
  for (const e of elementsOf(node.Expressions)) {
    const source = symbolOf(e.Expression)?.name ?? e.Expression.SimpleName;
    renamed.set(e.Name.SimpleName, source);
  }
  const from = columns.map((c) => indexOfColumn(input.columns, renamed.get(c.name) ?? c.name));
  if (from.includes(-1)) throw unsupported('this project-rename', node);
  return picked(columns, from, input);
}
