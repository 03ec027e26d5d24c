import { Chunk } from '../chunk.ts';
import { FoundSchema, quoted } from '../found-schema.ts';
import { columnsOf, elementsOf, kindOf, type Node, spanOf, symbolOf } from '../language-service.ts';
import { indexOfColumn, type Rowset, type Scope, unsupported } from '../scope.ts';
import type { Column } from '../types.ts';
import { type Dynamic, toDynamic } from '../values/dynamic.ts';
import { matchingRows } from './matching-rows.ts';
import { parameter } from './parameters.ts';
import { allTables, isPattern, type NamedInput, nameViews, sourceColumn, tablesOfPattern } from './tables.ts';

/** The tables after `in (…)`, or all of the database and all views. */
export function inputsOf(operator: Node, scope: Scope, argument: string): NamedInput[] {
  const clause = operator.InClause;
  if (!clause) {
    const views = scope.env.views();
    if (views.length) nameTables([...scope.run.tables.map((t) => t.name), ...views], operator, scope);
    return allTables(scope);
  }
  const out: NamedInput[] = [];
  nameViews(elementsOf(clause.Expressions), scope);
  for (const node of elementsOf(clause.Expressions)) {
    if (isPattern(node)) {
      out.push(...tablesOfPattern(node, scope));
      continue;
    }
    const symbol = kindOf(node) === 'NameReference' ? symbolOf(node) : undefined;
    const table = symbol?.kind === 'Table' ? symbol.name : undefined;
    const view =
      symbol && scope.env.views().includes(node.SimpleName) ? (node.SimpleName as string) : undefined;
    const name = view || table || `${argument}${out.length}`;
    out.push({ rowset: scope.tabular(node, scope.env), name });
  }
  return out;
}

/** The binder does not see that all views are read too: the query is bound again with their names in it. */
function nameTables(names: string[], operator: Node, scope: Scope): never {
  const where = operator.WhereKeyword;
  const written = Boolean(where && where.Width > 0);
  const { start } = spanOf(written ? where : operator.Condition);
  const clause = ` in (${names.map(quoted).join(', ')}) `;
  const find = kindOf(operator) === 'FindOperator' && !written;
  throw new FoundSchema(scope.place ?? { delta: 0 }, start, find ? `${clause}where ` : clause);
}

/** An input with a column, empty in every row, for each column that only other inputs have. */
export function widened(input: Rowset, all: Rowset[]): Rowset {
  const columns = [...input.columns];
  for (const { columns: others } of all) {
    for (const c of others) if (indexOfColumn(columns, c.name) < 0) columns.push(c);
  }
  const own = input.columns.length;
  return {
    columns,
    *chunks() {
      for (const chunk of input.chunks()) {
        yield new Chunk(
          chunk.length,
          columns.map((c, i) =>
            i < own ? chunk.lazy(i) : () => new Array(chunk.length).fill(c.type === 'string' ? '' : null),
          ),
          chunk.ingested,
        );
      }
    },
  };
}

/** find: the rows of several tables that meet a condition; what has no column of its own is packed in `pack_`. */
export function find(node: Node, _: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node);
  if (!columns) throw unsupported('this find', node);
  const source = parameter(node, 'withsource') ?? parameter(node, 'with_source') ?? 'source_';
  const inputs = inputsOf(node, scope, 'union_arg');
  const matches = matchingRows(inputs, node.Condition, scope, false);
  return {
    columns,
    ingestion: 'unknown',
    *chunks() {
      for (const { input, rows } of matches()) {
        const { rowset, name } = input;
        const from = columns.map((c) => sourceColumn(c, rowset.columns));
        const packed = rowset.columns.map((_, k) => k).filter((k) => !from.includes(k));
        yield new Chunk(
          rows.length,
          columns.map((c, k) => {
            if (from[k]! >= 0) return rows.lazy(from[k]!);
            if (c.name === source) return () => new Array(rows.length).fill(name);
            if (c.name === 'pack_' && c.type === 'dynamic') return () => bags(rows, rowset.columns, packed);
            return () => new Array(rows.length).fill(c.type === 'string' ? '' : null);
          }),
        );
      }
    },
  };
}

function bags(chunk: Chunk, columns: Column[], packed: number[]): Dynamic[] {
  const values = packed.map((i) => chunk.column(i));
  return Array.from(
    { length: chunk.length },
    (_, row) =>
      new Map(packed.map((i, k) => [columns[i]!.name, toDynamic(values[k]![row], columns[i]!.type)])),
  );
}
