import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { columnsOf, kindOf, type Node } from '../language-service.ts';
import { indexOfColumn, type Rowset, type Scope, unsupported, withColumns } from '../scope.ts';
import { GroupTable } from './group-table.ts';
import { GHOST, wholeInput } from './row-wise.ts';

/** partition by: the sub-query runs over the rows of each key value in turn; the results stand one after another. */
export function partition(node: Node, input: Rowset, scope: Scope): Rowset {
  const bound = columnsOf(node)!;
  if (kindOf(node.Operand) !== 'PartitionSubquery') throw unsupported('this form of partition', node);
  const key = compileExpression(node.ByExpression, withColumns(scope, input.columns));
  let current = new Chunk(0, []);
  const implicit: Rowset = {
    columns: input.columns,
    serialized: input.serialized === true,
    chunks: () => (current.length ? [current] : []),
  };
  const result = scope.subquery(node.Operand.Subquery, { ...scope, implicit });
  // the binder adds a column behind scan that is not there
  const columns = bound.filter((c) => c.name !== GHOST || indexOfColumn(result.columns, GHOST) >= 0);
  const from = columns.map((c) => indexOfColumn(result.columns, c.name));
  if (from.includes(-1)) throw unsupported('the columns of this partition', node);
  return {
    columns,
    *chunks() {
      const all = wholeInput(input, scope);
      const table = new GroupTable([key]);
      const groups = table.number(all);
      const rows: number[][] = Array.from({ length: table.size }, () => []);
      for (let row = 0; row < all.length; row++) rows[groups[row]!]!.push(row);
      for (const list of rows) {
        scope.run.check();
        current = all.take(list);
        for (const chunk of result.chunks()) yield chunk.select(from);
      }
    },
  };
}
