import { compileExpression } from '../expressions/compile.ts';
import { columnsOf, elementsOf, type Node } from '../language-service.ts';
import { indexOfColumn, type Rowset, type Scope, unsupported } from '../scope.ts';
import type { Column } from '../types.ts';
import { selectColumns } from './row-wise.ts';

/** A name or a pattern in which `*` is any text. */
function matching(columns: Column[], pattern: string): string[] {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const regex = new RegExp(`^${parts.join('.*')}$`, 's');
  return columns.filter((c) => regex.test(c.name)).map((c) => c.name);
}

/** project-by-names: columns by constant names, patterns and lists of them, in that order; names without a column are passed over. */
export function projectByNames(node: Node, input: Rowset, scope: Scope): Rowset {
  const names = elementsOf(node.Expressions).flatMap((e) => {
    const value = compileExpression(e, { ...scope, columns: [] }).constant?.value;
    const list = Array.isArray(value) ? value : [value];
    return list.flatMap((name) => {
      if (typeof name !== 'string')
        throw unsupported('a name of project-by-names that is not constant text', e);
      return matching(input.columns, name);
    });
  });
  const chosen = [...new Set(names)].filter((name) => indexOfColumn(input.columns, name) >= 0);
  // the names that the binder finds are those that the rest of the query sees
  if (
    chosen.join('\n') !==
    columnsOf(node)!
      .map((c) => c.name)
      .join('\n')
  )
    throw unsupported('these names of project-by-names', node);
  return selectColumns(node, input);
}
