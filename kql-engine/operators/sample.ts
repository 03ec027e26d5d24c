import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { columnsOf, type Node } from '../language-service.ts';
import { type Rowset, type Scope, withColumns } from '../scope.ts';
import { GroupTable } from './group-table.ts';
import { rowCount } from './order.ts';
import { limitRows } from './row-wise.ts';

/** sample: so many rows by chance, each as likely as the others, in the order they came. */
export function sample(node: Node, input: Rowset, scope: Scope): Rowset {
  const count = rowCount(node.Expression, scope);
  return {
    columns: input.columns,
    *chunks() {
      if (count === 0) return;
      const kept: { chunk: Chunk; row: number; order: number }[] = [];
      let seen = 0;
      for (const chunk of input.chunks()) {
        for (let row = 0; row < chunk.length; row++) {
          const order = seen++;
          if (kept.length < count) kept.push({ chunk, row, order });
          else {
            const at = Math.floor(Math.random() * seen);
            if (at < count) kept[at] = { chunk, row, order };
          }
        }
        limitRows(kept.length, scope);
      }
      kept.sort((a, b) => a.order - b.order);
      if (kept.length === 0) return;
      yield new Chunk(
        kept.length,
        input.columns.map((_, i) => () => kept.map((k) => k.chunk.column(i)[k.row])),
        () => kept.map((k) => k.chunk.ingestionTimes()?.[k.row] ?? null),
      );
    },
  };
}

/** sample-distinct: so many different values of an expression; it stops reading when it has them. */
export function sampleDistinct(node: Node, input: Rowset, scope: Scope): Rowset {
  const count = rowCount(node.Expression, scope);
  const value = compileExpression(node.OfExpression, withColumns(scope, input.columns));
  return {
    columns: columnsOf(node)!,
    *chunks() {
      if (count === 0) return;
      const table = new GroupTable([value]);
      for (const chunk of input.chunks()) {
        table.number(chunk);
        limitRows(table.size, scope);
        if (table.size >= count) break;
      }
      const values = table.values[0]!.slice(0, count);
      if (values.length) yield new Chunk(values.length, [values]);
    },
  };
}
