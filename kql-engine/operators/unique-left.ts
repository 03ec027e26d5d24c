import { compileExpression, toBool } from '../expressions/compile.ts';
import { rowsWhere } from '../expressions/selection.ts';
import { scalarFunction } from '../functions/registry.ts';
import { calledBody, childrenOf, columnsOf, kindOf, type Node, symbolOf } from '../language-service.ts';
import { narrowable, narrowRows } from '../narrowing.ts';
import { type Expr, indexOfColumn, type Rowset, type Scope, withColumns } from '../scope.ts';
import type { Column } from '../types.ts';

/**
 * The left rows of which join kind=innerunique takes one a key. Conditions right behind the join that look at left columns
 * only come first: the service pushes them to that side, so that the row taken meets them wherever one does (documented).
 */
export function rowsToChooseFrom(join: Node, left: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(join)!;
  const conditions = conditionsBehind(join).filter((c) => looksLeft(c, columns, left.columns));
  const inner = withColumns(scope, left.columns);
  return conditions.reduce((rows, c) => kept(rows, toBool(compileExpression(c, inner)), scope), left);
}

function kept(left: Rowset, condition: Expr, scope: Scope): Rowset {
  const rowset: Rowset = {
    ...left,
    *chunks() {
      for (const chunk of left.chunks()) {
        scope.run.check();
        const rows = rowsWhere(condition, chunk);
        if (rows.length > 0) yield rows.length === chunk.length ? chunk : chunk.take(rows);
      }
    },
  };
  return narrowable(rowset, (filters) => kept(narrowRows(left, filters), condition, scope));
}

/** The parts, joined by `and`, of the where operators that follow a join in its pipe. */
function conditionsBehind(join: Node): Node[] {
  const out: Node[] = [];
  let pipe = join.Parent;
  for (;;) {
    while (kindOf(pipe.Parent) === 'ParenthesizedExpression') pipe = pipe.Parent;
    const next = pipe.Parent;
    if (kindOf(next) !== 'PipeExpression' || next.Expression !== pipe) return out;
    if (kindOf(next.Operator) !== 'FilterOperator') return out;
    out.push(...parts(next.Operator.Condition));
    pipe = next;
  }
}

function parts(node: Node): Node[] {
  const kind = kindOf(node);
  if (kind === 'ParenthesizedExpression') return parts(node.Expression);
  return kind === 'AndExpression' ? [...parts(node.Left), ...parts(node.Right)] : [node];
}

/** Whether an expression reads columns of the left side only, and gives the same at each time. */
function looksLeft(node: Node, columns: Column[], left: Column[]): boolean {
  const kind = kindOf(node);
  if (kind === 'NameReference') {
    const symbol = symbolOf(node);
    if (symbol?.kind !== 'Column') return symbol?.kind === 'Variable' || symbol?.kind === 'Parameter';
    const at = indexOfColumn(columns, symbol.name);
    return at >= 0 && left[at]?.name === symbol.name;
  }
  if (kind === 'StarExpression' || kind === 'PipeExpression' || kind.startsWith('To')) return false;
  if (kind === 'FunctionCallExpression') {
    const declared = scalarFunction(node.Name.SimpleName);
    if (calledBody(node) || !declared || declared.volatile) return false;
    return childrenOf(node.ArgumentList).every((c) => looksLeft(c, columns, left));
  }
  return childrenOf(node).every((c) => looksLeft(c, columns, left));
}
