import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { columnsOf, type Node } from '../language-service.ts';
import { type Rowset, type Scope, unsupported, withColumns } from '../scope.ts';
import { comparerFor } from '../values/compare.ts';
import { add, type Int64 } from '../values/int64.ts';
import { GroupTable } from './group-table.ts';
import { rowCount } from './order.ts';
import { limitRows } from './row-wise.ts';

/**
 * top-hitters: the values that are most frequent, or whose sum of another expression is largest. The service estimates, this is
 * exact; of equal ones the later seen come first.
 */
export function topHitters(node: Node, input: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const inner = withColumns(scope, input.columns);
  const count = rowCount(node.Expression, scope);
  const value = compileExpression(node.OfExpression, inner);
  const weight = node.ByClause ? compileExpression(node.ByClause.Expression, inner) : undefined;
  const type = weight?.type ?? 'long';
  if (columns.length !== 2 || !['int', 'long', 'real', 'timespan'].includes(type))
    throw unsupported('this top-hitters', node);
  const compare = comparerFor(type);
  return {
    columns,
    // one of the operators that sort (documented)
    serialized: true,
    *chunks() {
      const table = new GroupTable([value]);
      const sums: Int64[] = [];
      for (const chunk of input.chunks()) {
        const groups = table.number(chunk);
        const get = weight?.bind(chunk);
        for (let row = 0; row < chunk.length; row++) {
          const group = groups[row]!;
          const w = (get ? get(row) : 1) as Int64 | null;
          const before = sums[group] ?? 0;
          sums[group] = w === null ? before : type === 'real' ? Number(before) + Number(w) : add(before, w);
        }
        limitRows(table.size, scope);
      }
      const order = sums.map((_, i) => i).sort((a, b) => compare(sums[b], sums[a]) || b - a);
      // the service gives the best ones from the least to the greatest
      const kept = order.slice(0, count).sort((a, b) => compare(sums[a], sums[b]) || b - a);
      if (kept.length === 0) return;
      yield new Chunk(kept.length, [kept.map((g) => table.values[0]![g]), kept.map((g) => sums[g])]);
    },
  };
}
