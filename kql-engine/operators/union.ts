import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { FoundSchema, quoted } from '../found-schema.ts';
import {
  columnsOf,
  elementsOf,
  isTabular,
  kindOf,
  type Node,
  spanOf,
  symbolOf,
} from '../language-service.ts';
import { filtersThrough, narrowable, narrowRows } from '../narrowing.ts';
import { type Rowset, rejected, type Scope, unsupported } from '../scope.ts';
import type { ColumnFilter } from '../storage/column-filter.ts';
import type { Column } from '../types.ts';
import { parameter } from './parameters.ts';
import { isPattern, type NamedInput, nameViews, sourceColumn, tablesOfPattern } from './tables.ts';
import { withoutMissing, withTakenNames } from './union-names.ts';

/** The name that withsource gives an argument: the table's, or union_argN for a query. */
function sourceName(node: Node | undefined, index: number, scope: Scope): string {
  if (node && kindOf(node) === 'ParenthesizedExpression') return sourceName(node.Expression, index, scope);
  if (node && kindOf(node) === 'NameReference') {
    const symbol = symbolOf(node);
    const binding = scope.env.get(node.SimpleName);
    if (symbol?.kind === 'Table' && symbol.name && !binding) return symbol.name;
    // a view has a name of its own, another let name has not
    if (binding?.kind === 'function') return node.SimpleName;
  }
  if (node && kindOf(node) === 'PipeExpression' && kindOf(node.Operator) === 'AsOperator') {
    return node.Operator.Name.SimpleName;
  }
  return `union_arg${index}`;
}

/** What stands at the head of a pipe. */
function sourceOfPipe(node: Node): Node {
  const kind = kindOf(node);
  return kind === 'PipeExpression' || kind === 'ParenthesizedExpression'
    ? sourceOfPipe(node.Expression)
    : node;
}

/** Whether a name, or the name given to table(), is that of no table. */
function isMissing(source: Node, scope: Scope): boolean {
  if (kindOf(source) === 'NameReference') return !symbolOf(source)?.name && !scope.env.get(source.SimpleName);
  if (kindOf(source) !== 'FunctionCallExpression' || source.Name.SimpleName !== 'table') return false;
  const [argument] = elementsOf(source.ArgumentList.Expressions);
  const name = compileExpression(argument, { ...scope, columns: [] }).constant?.value;
  return typeof name === 'string' && !scope.run.tables.some((t) => t.name === name);
}

/** Whether the next operator is a choice of columns. */
function projected(node: Node): boolean {
  const own = node.Parent?.Operator === node ? node.Parent : node;
  const next = own.Parent?.Expression === own ? own.Parent.Operator : undefined;
  return next !== undefined && kindOf(next) === 'ProjectOperator';
}

/** Whether a name that all inputs have has several types: what kind=inner makes of it is not documented. */
function commonClash(inputs: Column[][]): string | undefined {
  const [first, ...others] = inputs;
  return first?.find(
    (c) =>
      others.every((o) => o.some((x) => x.name === c.name)) &&
      others.some((o) => o.find((x) => x.name === c.name)!.type !== c.type),
  )?.name;
}

/** union as an operator of a pipe or at its head. */
export function union(node: Node, input: Rowset, scope: Scope): Rowset {
  let columns = columnsOf(node)!;
  if (!columns) throw unsupported('this union', node);
  const fuzzy = parameter(node, 'isfuzzy')?.toLowerCase() === 'true';
  const withSource = parameter(node, 'withsource') ?? parameter(node, 'with_source');
  const expressions = elementsOf(node.Expressions);
  nameViews(expressions, scope);
  const inputs: NamedInput[] = [];
  let missing = false;
  const piped = input.columns.length > 0;
  if (piped) inputs.push({ rowset: input, name: sourceName(node.Parent?.Expression, 0, scope) });
  for (const e of expressions) {
    const bare = kindOf(e) === 'ParenthesizedExpression' ? e.Expression : e;
    // under isfuzzy a table that is not there is left out
    const source = sourceOfPipe(bare);
    if (fuzzy && isMissing(source, scope)) {
      missing = true;
      continue;
    }
    if (isPattern(bare)) {
      inputs.push(...tablesOfPattern(bare, scope));
      continue;
    }
    if (!isTabular(e)) {
      if (fuzzy) continue;
      throw unsupported('this argument of union', e);
    }
    const name = sourceName(e, inputs.length, scope);
    inputs.push({ rowset: scope.tabular(e, scope.env), name });
  }
  if (missing && inputs.length === 0) throw rejected('none of the tables of this union is there', node);
  if (missing) withoutMissing(inputs, columns, withSource, node, scope);
  const inner = parameter(node, 'kind')?.toLowerCase() === 'inner';
  if (inner) {
    const clash = commonClash(inputs.map((i) => i.rowset.columns));
    if (clash) throw unsupported(`a union kind=inner where '${clash}' has several types`, node);
    // the columns that all inputs have; the binder gives those that any has
    const common = columns.filter(
      (c) => c.name === withSource || inputs.every((i) => sourceColumn(c, i.rowset.columns) >= 0),
    );
    if (common.length === 0) throw unsupported('a union kind=inner without a common column', node);
    if (common.length < columns.length && !projected(node)) {
      const { start, length } = spanOf(node);
      throw new FoundSchema(
        scope.place ?? { delta: 0 },
        start + length,
        ` | project ${common.map((c) => quoted(c.name)).join(', ')}`,
      );
    }
    columns = common;
  }
  return united(
    inner ? inputs : withTakenNames(inputs, columns, withSource, node, scope),
    columns,
    withSource,
    scope,
  );
}

function united(
  inputs: NamedInput[],
  columns: Column[],
  withSource: string | undefined,
  scope: Scope,
): Rowset {
  const ingestion = inputs.map(({ rowset }) => rowset.ingestion);
  const rowset: Rowset = {
    columns,
    ingestion: ingestion.includes('unknown') ? 'unknown' : ingestion.find((i) => i),
    *chunks() {
      for (const { rowset, name } of inputs) {
        const from = columns.map((c) => sourceColumn(c, rowset.columns));
        for (const chunk of rowset.chunks()) {
          scope.run.check();
          yield new Chunk(
            chunk.length,
            columns.map((c, i) => {
              if (c.name === withSource) return () => new Array(chunk.length).fill(name);
              if (from[i]! >= 0) return chunk.lazy(from[i]!);
              return () => new Array(chunk.length).fill(c.type === 'string' ? '' : null);
            }),
            chunk.ingested,
          );
        }
      }
    },
  };
  return narrowable(rowset, (filters) => {
    const kept = inputs.filter((input) => filters.every((f) => canMeet(f, input, columns, withSource)));
    const narrowed = kept.map(({ name, rowset: rows }) => {
      const from = columns.map((c) => (c.name === withSource ? -1 : sourceColumn(c, rows.columns)));
      const inside = filtersThrough(filters, columns, rows.columns, from);
      return { name, rowset: narrowRows(rows, inside) };
    });
    return united(narrowed, columns, withSource, scope);
  });
}

/** Whether a row of an input can meet a filter on its name, or on a column that it does not have. */
function canMeet(
  filter: ColumnFilter,
  { name, rowset }: NamedInput,
  columns: Column[],
  withSource: string | undefined,
): boolean {
  const column = columns.find((c) => c.name === filter.column);
  if (!column || (column.name !== withSource && sourceColumn(column, rowset.columns) >= 0)) return true;
  // nulls meet no filter
  return filter.kind === 'texts' && filter.texts.includes(column.name === withSource ? name : '');
}
