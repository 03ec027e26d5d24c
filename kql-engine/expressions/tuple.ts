import { FoundSchema, quoted } from '../found-schema.ts';
import { columnsOf, elementsOf, isTuple, kindOf, type Node, spanOf, textOf } from '../language-service.ts';
import { type Expr, type Scope, unsupported } from '../scope.ts';
import type { Column } from '../types.ts';
import { compileExpression } from './compile.ts';

/** The columns of a function that gives several, such as series_stats(): a name where one is given. */
export interface TupleOutputs {
  names: (string | undefined)[];
  expressions: Expr[];
  /** How many of them extend keeps: with names, those that have one. */
  kept: number;
}

/**
 * Compiles `f(x)`, `name = f(x)` or `(a, b) = f(x)` where f gives several columns; undefined for any other expression. The
 * value of such a call is a list, one value a column, and is computed once a row.
 */
export function tupleOutputs(node: Node, scope: Scope): TupleOutputs | undefined {
  const kind = kindOf(node);
  const named = kind === 'CompoundNamedExpression' || kind === 'SimpleNamedExpression';
  const call = named ? node.Expression : node;
  if (!isTuple(call)) return undefined;
  const columns = columnsOf(call)!;
  const given: string[] =
    kind === 'CompoundNamedExpression'
      ? elementsOf(node.Names.Names).map((n: Node) => n.SimpleName)
      : kind === 'SimpleNamedExpression'
        ? [node.Name.SimpleName]
        : [];
  const value = oncePerRow(compileExpression(call, scope));
  return {
    names: columns.map((_, i) => given[i]),
    expressions: columns.map(({ type }, i) => ({
      type,
      bind(chunk) {
        const get = value.bind(chunk);
        const empty = type === 'string' ? '' : null;
        return (row) => (get(row) as unknown[] | null)?.[i] ?? empty;
      },
    })),
    kept: given.length || columns.length,
  };
}

/** The columns are read one after another: the lists of the last chunk are kept. */
function oncePerRow(expression: Expr): Expr {
  let chunk: unknown;
  let values: unknown[] = [];
  let get: (row: number) => unknown = () => null;
  return {
    type: expression.type,
    bind(next) {
      if (next !== chunk) {
        chunk = next;
        values = [];
        get = expression.bind(next);
      }
      const [mine, compute] = [values, get];
      return (row) => {
        if (mine[row] === undefined) mine[row] = compute(row);
        return mine[row];
      };
    },
  };
}

/**
 * Of a function with several columns, extend with names keeps those that have one; the binder counts all. The query is
 * bound again with a project-away behind the extend, so that what follows does not see the others.
 * @param unclaimed the new columns of the extend that have names of their own, in order
 */
export function dropUnnamed(
  extend: Node,
  outputs: { names: (string | undefined)[]; kept?: number }[],
  unclaimed: Column[],
  scope: Scope,
): void {
  const dropped: string[] = [];
  let at = 0;
  for (const { names, kept = names.length } of outputs) {
    names.forEach((name, i) => {
      if (name !== undefined) return;
      const column = unclaimed[at++];
      if (column && i >= kept) dropped.push(column.name);
    });
  }
  if (dropped.length === 0) return;
  const clause = ` | project-away ${dropped.map(quoted).join(', ')}`;
  const next = extend.Parent?.Parent?.Operator;
  const bare = (text: string) => text.replace(/\s/g, '');
  if (next && bare(`|${textOf(next)}`) === bare(clause)) return;
  if (scope.implicit) throw unsupported('naming some of the columns of a function in a sub-query', extend);
  const { start, length } = spanOf(extend);
  throw new FoundSchema(scope.place ?? { delta: 0 }, start + length, clause);
}
