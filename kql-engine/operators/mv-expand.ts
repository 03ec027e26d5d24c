import { CHUNK_ROWS, Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { columnNameOf } from '../language-column-name.ts';
import { columnsOf, elementsOf, kindOf, type Node, scalarTypeOf, symbolOf } from '../language-service.ts';
import { filtersThrough, narrowable, narrowRows, passedOn } from '../narrowing.ts';
import {
  Env,
  type Expr,
  indexOfColumn,
  type Rowset,
  type Scope,
  SubqueryRows,
  unsupported,
  withColumns,
} from '../scope.ts';
import type { Column, KqlType } from '../types.ts';
import type { Dynamic } from '../values/dynamic.ts';
import { elementCast } from '../values/element-cast.ts';
import { rowCount } from './order.ts';
import { parameter } from './parameters.ts';

interface Expansion {
  expression: Expr;
  /** The output column, among all columns of the result. */
  column: number;
  convert: (value: Dynamic) => unknown;
}

/** The elements that a value expands to: of an array its own, of a bag one-key bags, of anything else itself. */
function elements(value: Dynamic, pairs: boolean): Dynamic[] {
  if (Array.isArray(value)) return value;
  if (value instanceof Map) return [...value].map(([k, v]) => (pairs ? [k, v] : new Map([[k, v]])));
  return [value];
}

export function expansions(node: Node, columns: Column[], input: Rowset, scope: Scope): Expansion[] {
  const inner = withColumns(scope, input.columns);
  const nodes = elementsOf(node.Expressions);
  const claimed = nodes.map((e) => {
    const bare = e.Expression;
    if (kindOf(bare) === 'SimpleNamedExpression') return bare.Name.SimpleName as string;
    if (kindOf(bare) === 'NameReference') return symbolOf(bare)?.name ?? bare.SimpleName;
    return columnNameOf(bare);
  });
  const fresh = columns
    .filter((c) => indexOfColumn(input.columns, c.name) < 0 && !claimed.includes(c.name))
    .map((c) => c.name);
  return nodes.map((e, i) => {
    const name: string | undefined = claimed[i] ?? fresh.shift();
    const column = columns.findIndex((c) => c.name === name);
    if (column < 0) throw unsupported('this expression of mv-expand', e);
    const expression = compileExpression(e.Expression, inner);
    const convert = elementCast(columns[column]!.type);
    if (!convert) throw unsupported(`typeof(${columns[column]!.type}) of mv-expand`, e);
    return { expression, column, convert };
  });
}

/** Expands one row: how often it is repeated, and the values of each expansion. */
export function expandRow(
  values: Dynamic[],
  pairs: boolean,
  limit: number,
): { length: number; lists: Dynamic[][] } {
  if (values.length === 1) {
    const list = elements(values[0]!, pairs);
    return { length: Math.min(limit, list.length), lists: [list] };
  }
  const lists = values.map((v) => elements(v, pairs));
  return { length: Math.min(limit, Math.max(...lists.map((l) => l.length))), lists };
}

export function mvExpand(node: Node, input: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const made = expansions(node, columns, input, scope);
  const pairs = [parameter(node, 'bagexpansion'), parameter(node, 'kind')].includes('array');
  const itemIndex = parameter(node, 'with_itemindex');
  // the old name of the operator has a limit of its own
  const most = node.MvExpandKeyword.Text === 'mvexpand' ? 128 : Number.POSITIVE_INFINITY;
  const limit = node.RowLimitClause ? rowCount(node.RowLimitClause.RowLimit, scope) : most;
  const indexColumn = itemIndex ? columns.findIndex((c) => c.name === itemIndex) : -1;
  const rowset: Rowset = {
    columns,
    serialized: input.serialized === true,
    *chunks() {
      for (const chunk of input.chunks()) {
        const get = made.map((m) => m.expression.bind(chunk));
        let start = 0;
        while (start < chunk.length) {
          const rows: number[] = [];
          const expanded: unknown[][] = made.map(() => []);
          const indexes: number[] = [];
          let row = start;
          for (; row < chunk.length && rows.length < CHUNK_ROWS; row++) {
            const { length, lists } = expandRow(
              get.map((g) => g(row) as Dynamic),
              pairs,
              limit,
            );
            for (let i = 0; i < length; i++) {
              rows.push(row);
              indexes.push(i);
              lists.forEach((list, k) => {
                expanded[k]!.push(made[k]!.convert(list[i] ?? null));
              });
            }
          }
          start = row;
          scope.run.made(rows.length);
          scope.run.check();
          if (rows.length === 0) continue;
          const repeated = chunk.take(rows);
          yield new Chunk(
            rows.length,
            columns.map((c, i) => {
              const k = made.findIndex((m) => m.column === i);
              if (k >= 0) return expanded[k]!;
              if (i === indexColumn) return indexes;
              return repeated.lazy(indexOfColumn(input.columns, c.name));
            }),
          );
        }
      }
    },
  };
  const own = columns.filter((_, i) => i === indexColumn || made.some((m) => m.column === i));
  const from = passedOn(columns, input.columns, own);
  return narrowable(rowset, (filters) =>
    mvExpand(node, narrowRows(input, filtersThrough(filters, columns, input.columns, from)), scope),
  );
}

/** mv-apply: the sub-query runs over the expanded rows of each row in turn. */
export function mvApply(node: Node, input: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const subquery = node.Subquery.Expression;
  const expandedColumns: Column[] = [...input.columns];
  const inner = withColumns(scope, input.columns);
  if (node.ContextIdClause) throw unsupported('id of mv-apply', node.ContextIdClause);
  const limit = node.RowLimitClause
    ? rowCount(node.RowLimitClause.RowLimit, scope)
    : Number.POSITIVE_INFINITY;
  const itemIndex = parameter(node, 'with_itemindex');
  const made = elementsOf(node.Expressions).map((e: Node) => {
    const bare = e.Expression;
    const kind = kindOf(bare);
    const name: string | undefined =
      kind === 'SimpleNamedExpression'
        ? bare.Name.SimpleName
        : kind === 'NameReference'
          ? (bare.SimpleName ?? symbolOf(bare)?.name)
          : columnNameOf(bare);
    if (!name) throw unsupported('this expression of mv-apply', e);
    const asked = e.ToTypeOf ? scalarTypeOf(e) : undefined;
    const declared = e.ToTypeOf
      ? (String(e.ToTypeOf.ToString()).match(/\((\w+)\)/)?.[1] as KqlType | undefined)
      : undefined;
    const type: KqlType = declared ?? asked ?? 'dynamic';
    const at = expandedColumns.findIndex((c) => c.name === name);
    if (at >= 0) expandedColumns[at] = { name, type };
    else expandedColumns.push({ name, type });
    const convert = elementCast(type);
    if (!convert) throw unsupported(`typeof(${type}) of mv-apply`, e);
    return { expression: compileExpression(bare, inner), name, convert };
  });
  if (itemIndex) expandedColumns.push({ name: itemIndex, type: 'long' });
  const expanded = new SubqueryRows({
    columns: expandedColumns,
    serialized: true,
    ingestion: input.ingestion && 'unknown',
  });
  const result = scope.subquery(subquery, {
    ...scope,
    env: new Env(scope.env, true),
    implicit: expanded.rowset,
  });
  return {
    columns,
    *chunks() {
      for (const chunk of input.chunks()) {
        const get = made.map((m) => m.expression.bind(chunk));
        for (let row = 0; row < chunk.length; row++) {
          scope.run.check();
          const { length, lists } = expandRow(
            get.map((g) => g(row) as Dynamic),
            false,
            limit,
          );
          expanded.current = new Chunk(
            length,
            expandedColumns.map((c) => {
              const k = made.findIndex((m) => m.name === c.name);
              if (k >= 0)
                return lists[k]!.length < length
                  ? padded(lists[k]!, length, made[k]!.convert)
                  : lists[k]!.slice(0, length).map(made[k]!.convert);
              if (c.name === itemIndex) return Array.from({ length }, (_, i) => i);
              const value = chunk.column(indexOfColumn(input.columns, c.name))[row];
              return new Array(length).fill(value);
            }),
          );
          for (const out of result.chunks()) {
            if (out.length === 0) continue;
            yield new Chunk(
              out.length,
              columns.map((c) => {
                const from = indexOfColumn(result.columns, c.name);
                if (from >= 0) return out.column(from);
                return new Array(out.length).fill(chunk.column(indexOfColumn(input.columns, c.name))[row]);
              }),
            );
          }
        }
      }
    },
  };
}

function padded(list: Dynamic[], length: number, convert: (v: Dynamic) => unknown): unknown[] {
  return Array.from({ length }, (_, i) => convert(list[i] ?? null));
}
