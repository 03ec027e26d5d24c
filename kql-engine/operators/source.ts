import { CHUNK_ROWS, Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { tupleOutputs } from '../expressions/tuple.ts';
import { asType } from '../functions/special-forms.ts';
import { columnsOf, elementsOf, type Node } from '../language-service.ts';
import { type Rowset, runtimeError, type Scope, unsupported } from '../scope.ts';
import type { Column } from '../types.ts';
import { conversion } from '../values/convert.ts';
import { inRange } from '../values/datetime.ts';
import { toDynamic } from '../values/dynamic.ts';
import { add, type Int64, multiply } from '../values/int64.ts';

/** One chunk made of rows. */
export function rowsetOf(columns: Column[], chunk: Chunk): Rowset {
  return { columns, chunks: () => [chunk] };
}

/** `print a = 1, …`: one row. */
export function print(node: Node, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const inner: Scope = { ...scope, columns: [] };
  const one = new Chunk(1, []);
  const values = elementsOf(node.Expressions).flatMap((e) => {
    const tuple = tupleOutputs(e, inner);
    return tuple ? tuple.expressions.slice(0, tuple.kept) : [compileExpression(e, inner)];
  });
  if (values.length !== columns.length) throw unsupported('this print', node);
  return {
    columns,
    chunks: () => [
      new Chunk(
        1,
        values.map((v) => () => [v.bind(one)(0)]),
      ),
    ],
  };
}

/** `datatable (a:string, …) [ … ]`: values are converted to the type of their column. */
export function datatable(node: Node, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const values: unknown[][] = columns.map(() => []);
  const one = new Chunk(1, []);
  elementsOf(node.Values).forEach((e, i) => {
    const column = columns[i % columns.length]!;
    const compiled = compileExpression(e, { ...scope, columns: [] });
    const value = compiled.bind(one)(0);
    const empty = column.type === 'string' ? '' : null;
    let made = value;
    if (compiled.type !== column.type) {
      made =
        value === null
          ? empty
          : column.type === 'dynamic'
            ? toDynamic(value, compiled.type)
            : (conversion(compiled.type, column.type)?.(value) ?? empty);
    }
    values[i % columns.length]!.push(made);
  });
  return rowsetOf(columns, new Chunk(values[0]?.length ?? 0, values));
}

/** `range x from a to b step c`: rows are made as they are asked for. */
export function range(node: Node, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const type = columns[0]!.type;
  if (type === 'decimal') throw unsupported('a range of decimals', node);
  const inner: Scope = { ...scope, columns: [] };
  const one = new Chunk(1, []);
  const value = (n: Node) => compileExpression(n, inner);
  const from = asType(value(node.From), type, node).bind(one)(0) as Int64 | null;
  const to = asType(value(node.To), type, node).bind(one)(0) as Int64 | null;
  const stepExpression = value(node.Step);
  const step = (type === 'real' ? asType(stepExpression, 'real', node) : stepExpression).bind(one)(
    0,
  ) as Int64 | null;
  return {
    columns,
    serialized: true,
    *chunks() {
      if (from === null || to === null || step === null) return;
      if (step === 0) throw runtimeError('range', 'the step of range must not be zero', node.Step);
      const up = step > 0;
      let n = 0;
      for (;;) {
        const out: unknown[] = [];
        while (out.length < CHUNK_ROWS) {
          let v: Int64 | null;
          if (type === 'real') v = Number(from) + n * Number(step);
          else v = add(from, multiply(n, step));
          if (type === 'datetime') v = inRange(v);
          if (v === null || (up ? v > to : v < to)) break;
          out.push(v);
          n++;
        }
        if (out.length === 0) return;
        scope.run.made(out.length);
        yield new Chunk(out.length, [out]);
        if (out.length < CHUNK_ROWS) return;
        scope.run.check();
      }
    },
  };
}
