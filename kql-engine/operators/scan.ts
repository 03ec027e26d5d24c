import { Chunk } from '../chunk.ts';
import { compileExpression, toBool } from '../expressions/compile.ts';
import { asType } from '../functions/special-forms.ts';
import { columnsOf, elementsOf, kindOf, type Node } from '../language-service.ts';
import { indexOfColumn, type Rowset, type Scope, unsupported } from '../scope.ts';
import { parameter } from './parameters.ts';
import { GHOST, wholeInput } from './row-wise.ts';

/**
 * scan with one step: rows that meet its condition come out, with the declared columns; `step.column` is the value of the row
 * that matched before (the default at first). More steps are refused.
 */
export function scan(node: Node, input: Rowset, scope: Scope): Rowset {
  // the binder always adds match_id, the service only with with_match_id
  const columns = columnsOf(node)!.filter((c) => c.name !== GHOST);
  const steps = elementsOf(node.Steps);
  const [step] = steps;
  if (steps.length !== 1 || step.ScanStepOutput || parameter(node, 'with_match_id'))
    throw unsupported('scan with more than one step', node);
  if (node.OrderByClause || node.PartitionByClause) throw unsupported('order or partition of scan', node);
  const outside: Scope = { ...scope, columns: [] };
  const declared = elementsOf(node.DeclareClause?.Declarations).map((d: Node) => {
    const name: string = d.NameAndType.Name.SimpleName;
    const type = columns.find((c) => c.name === name)?.type ?? 'dynamic';
    const empty = type === 'string' ? '' : null;
    const start = d.DefaultValue
      ? asType(compileExpression(d.DefaultValue.Value, outside), type, d).constant?.value
      : empty;
    return { name, type, start: start ?? empty };
  });
  const row: Scope['steps'] = new Map();
  // inside the step a bare declared name is its default
  const rowColumns = [...input.columns, ...declared.map(({ name, type }) => ({ name, type }))];
  const state = new Map<string, unknown>();
  row.set(step.Name.SimpleName, { columns: rowColumns, value: (name) => state.get(name) });
  const inner: Scope = { ...scope, columns: rowColumns, steps: row, windows: undefined };
  const condition = toBool(compileExpression(step.Condition, inner));
  const assignments = elementsOf(step.ComputationClause?.Assignments).map((a: Node) => {
    const name: string = a.Name.SimpleName;
    const target = declared.find((d) => d.name === name);
    if (!target) throw unsupported(`assigning to '${name}' in scan`, a);
    return { name, expression: asType(compileExpression(a.Expression, inner), target.type, a) };
  });
  if (kindOf(step) !== 'ScanStep') throw unsupported('this scan', node);
  return {
    columns,
    serialized: true,
    *chunks() {
      const all = wholeInput(input, scope);
      if (all.length === 0) return;
      const extended = new Chunk(all.length, [
        ...input.columns.map((_, i) => all.lazy(i)),
        ...declared.map((d) => () => new Array(all.length).fill(d.start)),
      ]);
      state.clear();
      for (const c of input.columns) state.set(c.name, c.type === 'string' ? '' : null);
      for (const d of declared) state.set(d.name, d.start);
      const holds = condition.bind(extended);
      const values = assignments.map((a) => a.expression.bind(extended));
      const rows: number[] = [];
      const made: unknown[][] = declared.map(() => []);
      for (let r = 0; r < all.length; r++) {
        if (holds(r) !== true) continue;
        const next = new Map<string, unknown>(declared.map((d) => [d.name, d.start]));
        assignments.forEach((a, i) => {
          next.set(a.name, values[i]!(r));
        });
        input.columns.forEach((c, i) => {
          state.set(c.name, all.column(i)[r]);
        });
        declared.forEach((d, i) => {
          state.set(d.name, next.get(d.name));
          made[i]!.push(next.get(d.name));
        });
        rows.push(r);
      }
      scope.run.check();
      if (rows.length === 0) return;
      const kept = all.take(rows);
      yield new Chunk(
        rows.length,
        columns.map((c) => {
          const d = declared.findIndex((x) => x.name === c.name);
          return d >= 0 ? made[d]! : kept.lazy(indexOfColumn(input.columns, c.name));
        }),
      );
    },
  };
}
