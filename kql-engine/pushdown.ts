import { compileExpression } from './expressions/compile.ts';
import { calledBody, childrenOf, elementsOf, kindOf, type Node, symbolOf } from './language-service.ts';
import { narrowable, narrowRows } from './narrowing.ts';
import { type Expr, indexOfColumn, type Rowset, type Scope } from './scope.ts';
import { isNumeric } from './storage/column-data.ts';
import type { ColumnFilter } from './storage/column-filter.ts';
import { INGESTION_TIME } from './storage/ingestion-runs.ts';
import type { Column, KqlType } from './types.ts';
import { add, type Int64 } from './values/int64.ts';

/** The rows of a stored table, without the segments in which no row can meet the filters. */
export function tableRowset(
  columns: Column[],
  name: string,
  { run }: Pick<Scope, 'run'>,
  filters: readonly ColumnFilter[] = [],
): Rowset {
  const rowset: Rowset = { columns, ingestion: 'known', chunks: () => run.scan(name, filters) };
  return narrowable(rowset, (more) => tableRowset(columns, name, { run }, [...filters, ...more]));
}

/** The rows without those that are easy to leave out because they do not meet the condition of a where. */
export function narrowed(rowset: Rowset, where: Node, scope: Scope): Rowset {
  return narrowRows(rowset, filtersOf(where.Condition, { ...scope, columns: rowset.columns }));
}

/** What a condition asks of single columns: the parts joined by `and` that compare a column with a constant. */
function filtersOf(node: Node, scope: Scope): ColumnFilter[] {
  const kind = kindOf(node);
  switch (kind) {
    case 'ParenthesizedExpression':
      return filtersOf(node.Expression, scope);
    case 'AndExpression':
      return [...filtersOf(node.Left, scope), ...filtersOf(node.Right, scope)];
    case 'EqualExpression':
    case 'LessThanExpression':
    case 'LessThanOrEqualExpression':
    case 'GreaterThanExpression':
    case 'GreaterThanOrEqualExpression':
      return (
        comparison(node.Left, kind, node.Right, scope) ??
        comparison(node.Right, mirrored(kind), node.Left, scope) ??
        []
      );
    case 'BetweenExpression': {
      const column = columnNamed(node.Left, scope);
      const from = column && constant(node.Right.First, scope);
      const to = from && constant(node.Right.Second, scope);
      if (!column || !from || !to) return [];
      const end = column.type === 'datetime' && to.type === 'timespan' ? sum(from, to) : to;
      const lower = range(column, 'GreaterThanOrEqualExpression', from);
      const upper = end && range(column, 'LessThanOrEqualExpression', end);
      return [...(lower ? [lower] : []), ...(upper ? [upper] : [])];
    }
    case 'InExpression': {
      const column = columnNamed(node.Left, scope);
      if (column?.type !== 'string') return [];
      const items = elementsOf(node.Right.Expressions).map((e) => constant(e, scope));
      const [list] = items;
      const values =
        items.length === 1 && list?.type === 'dynamic' && Array.isArray(list.value)
          ? list.value
          : items.map((item) => (item?.type === 'string' ? item.value : undefined));
      return values.every((v): v is string => typeof v === 'string')
        ? [{ column: column.name, kind: 'texts', texts: values }]
        : [];
    }
    default:
      return [];
  }
}

function mirrored(kind: string): string {
  if (kind.startsWith('Less')) return kind.replace('Less', 'Greater');
  return kind.replace('Greater', 'Less');
}

interface Constant {
  type: KqlType;
  value: unknown;
}

function comparison(left: Node, kind: string, right: Node, scope: Scope): ColumnFilter[] | undefined {
  const column = columnNamed(left, scope);
  const value = column && constant(right, scope);
  if (!column || !value) return undefined;
  if (column.type === 'string') {
    if (kind !== 'EqualExpression' || value.type !== 'string') return [];
    return [{ column: column.name, kind: 'texts', texts: [value.value as string] }];
  }
  const made = range(column, kind, value);
  return made ? [made] : [];
}

/** Only types that compare as the numbers that they are held as. */
function range(column: Column, kind: string, { type, value }: Constant): ColumnFilter | undefined {
  const whole = (t: KqlType) => t === 'int' || t === 'long';
  const alike = type === column.type || (whole(type) && whole(column.type));
  if (!alike || !isNumeric(column.type) || value === null || Number.isNaN(value)) return undefined;
  const bound = value as Int64;
  // the ends count as inside: the condition itself is exact
  return {
    column: column.name,
    kind: 'range',
    ...(kind.startsWith('Less') ? {} : { from: bound }),
    ...(kind.startsWith('Greater') ? {} : { to: bound }),
  };
}

function sum(from: Constant, span: Constant): Constant | undefined {
  if (from.type !== 'datetime' || from.value === null || span.value === null) return undefined;
  return { type: 'datetime', value: add(from.value as Int64, span.value as Int64) };
}

function columnNamed(node: Node, scope: Scope): Column | undefined {
  if (kindOf(node) === 'ParenthesizedExpression') return columnNamed(node.Expression, scope);
  if (kindOf(node) === 'FunctionCallExpression' && node.Name.SimpleName === 'ingestion_time')
    return INGESTION_TIME;
  if (kindOf(node) !== 'NameReference' || symbolOf(node)?.kind !== 'Column') return undefined;
  return scope.columns[indexOfColumn(scope.columns, symbolOf(node)!.name)];
}

/** The value of an expression that is the same for all rows and costs nothing to compute once more. */
function constant(node: Node, scope: Scope): Constant | undefined {
  if (!isCheap(node)) return undefined;
  let made: Expr;
  try {
    made = compileExpression(node, { ...scope, columns: [] });
  } catch {
    return undefined; // the where operator tells what is wrong
  }
  return made.constant && { type: made.type, value: made.constant.value };
}

const harmlessKinds =
  /Literal|^(?:Parenthesized|UnaryMinus|UnaryPlus|Add|Subtract|Multiply|Divide)Expression$/;

function isCheap(node: Node): boolean {
  const kind = kindOf(node);
  if (kind === 'NameReference') return symbolOf(node)?.kind !== 'Column';
  if (kind === 'FunctionCallExpression')
    return !calledBody(node) && elementsOf(node.ArgumentList.Expressions).every(isCheap);
  if (!harmlessKinds.test(kind)) return false;
  if (kind.includes('Literal')) return true;
  return childrenOf(node).every(
    (child) => (!kindOf(child).endsWith('Expression') && kindOf(child) !== 'NameReference') || isCheap(child),
  );
}
