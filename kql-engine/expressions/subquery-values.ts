import { Chunk } from '../chunk.ts';
import { isTabular, type Node, scalarTypeOf } from '../language-service.ts';
import { constantOf, type Expr, NotRunning, type Scope, unsupported } from '../scope.ts';
import type { Dynamic } from '../values/dynamic.ts';
import { compileExpression } from './compile.ts';

/** An element of `in (…)` or `has_any (…)`: a table there stands for the values of its first column. */
export function compileListItem(node: Node, scope: Scope): Expr {
  if (!isTabular(node)) return compileExpression(node, scope);
  const rowset = scope.tabular(node, scope.env);
  const type = rowset.columns[0]!.type;
  const values: Dynamic[] = [];
  try {
    for (const chunk of rowset.chunks()) {
      scope.run.holds(values.length);
      for (const v of chunk.column(0)) values.push(v as Dynamic);
    }
  } catch (error) {
    if (error instanceof NotRunning) throw unsupported('a list of rows of the same sub-query', node);
    throw error;
  }
  return { ...constantOf('dynamic', values), listType: type } as Expr;
}

/** toscalar(): the first value of the first row; computed once, or with each run of the sub-query whose rows it reads. */
export function compileToScalar(node: Node, scope: Scope): Expr {
  const type = scalarTypeOf(node) ?? 'dynamic';
  const inner = node.Expression;
  if (!isTabular(inner)) {
    const value = compileExpression(inner, { ...scope, columns: [] });
    // also what would differ from row to row, such as new_guid()
    if (value.constant) return value;
    try {
      return constantOf(value.type, value.bind(new Chunk(1, []))(0));
    } catch {
      throw unsupported('toscalar() of a value that differs from row to row', node);
    }
  }
  const rowset = scope.tabular(inner, scope.env);
  const first = () => {
    for (const chunk of rowset.chunks()) if (chunk.length > 0) return chunk.column(0)[0];
    return type === 'string' ? '' : null;
  };
  try {
    return constantOf(type, first());
  } catch (error) {
    if (!(error instanceof NotRunning)) throw error;
  }
  // over the rows of the sub-query that it stands in
  return {
    type,
    bind() {
      let value: { made: unknown } | undefined;
      return () => {
        value ??= { made: first() };
        return value.made;
      };
    },
  };
}
