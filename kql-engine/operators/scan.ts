import { Chunk } from '../chunk.ts';
import { compileExpression, toBool } from '../expressions/compile.ts';
import { FOUND, FoundSchema } from '../found-schema.ts';
import { asType } from '../functions/special-forms.ts';
import { KqlError } from '../kql-error.ts';
import {
  calledBody,
  childrenOf,
  columnsOf,
  elementsOf,
  kindOf,
  type Node,
  spanOf,
} from '../language-service.ts';
import { type Expr, indexOfColumn, type Rowset, type Scope, unsupported, withColumns } from '../scope.ts';
import type { Column } from '../types.ts';
import { foundBehind } from './found-behind.ts';
import { GroupTable } from './group-table.ts';
import { parameter } from './parameters.ts';
import { GHOST, limitRows, wholeInput } from './row-wise.ts';

/** A declared column and the value it has where no step assigns it. */
interface Declared extends Column {
  start: unknown;
}

/** A row that matched a step: its number in the input and the values of the declared columns. */
interface Match {
  row: number;
  declared: unknown[];
}

/** A sequence under way: the last match of each step so far, and its number. */
interface Sequence {
  matches: (Match | undefined)[];
  id: number;
  /** The last match of a step with output=last, not yet put out. */
  waiting: Match | undefined;
}

interface Step {
  name: string;
  condition: Expr;
  assignments: { index: number; expression: Expr }[];
  output: 'all' | 'last' | 'none';
}

/** Window functions have no meaning in a step; the service rejects them. */
function rejectWindows(node: Node): void {
  if (kindOf(node) === 'FunctionCallExpression' && /^(?:prev|next|row_\w+)$/.test(node.Name.SimpleName)) {
    const { start, length } = spanOf(node);
    throw new KqlError(
      'scan',
      `${node.Name.SimpleName}() cannot stand in a step of scan`,
      start,
      length,
      'bind',
    );
  }
  // their arguments are computed once a row, but a step looks at a row up to twice
  if (kindOf(node) === 'FunctionCallExpression' && calledBody(node))
    throw unsupported('a user function in a step of scan', node);
  for (const child of childrenOf(node)) rejectWindows(child);
}

function declarations(node: Node, columns: Column[], scope: Scope): Declared[] {
  return elementsOf(node.DeclareClause?.Declarations).map((d: Node) => {
    const name: string = d.NameAndType.Name.SimpleName;
    const type = columns.find((c) => c.name === name)?.type ?? 'dynamic';
    const empty = type === 'string' ? '' : null;
    const value = d.DefaultValue
      ? asType(compileExpression(d.DefaultValue.Value, { ...scope, columns: [] }), type, d).constant?.value
      : empty;
    return { name, type, start: value ?? empty };
  });
}

/**
 * scan: each row, in order, is tried against the steps from the last to the first. It continues the sequence of the step
 * before (which moves to this step), or else it repeats the step (or begins a sequence at the first one). `step.column` is the
 * value of the row that matched the step last in the same sequence, a declared column's default when there is none.
 */
export function scan(node: Node, input: Rowset, scope: Scope): Rowset {
  const matchId = parameter(node, 'with_match_id');
  // the binder always adds match_id, the service only what with_match_id names
  const bound = columnsOf(node)!;
  const ghost = matchId !== GHOST && indexOfColumn(input.columns, GHOST) < 0 && bound.at(-1)?.name === GHOST;
  if (ghost && !foundBehind(node, 'ProjectAwayOperator')) {
    const { start, length } = spanOf(node);
    const clause = ` | project-away ${FOUND}\n${GHOST}`;
    throw new FoundSchema(scope.place ?? { delta: 0 }, start + length, clause);
  }
  const columns = ghost ? bound.slice(0, -1) : bound;
  if (node.OrderByClause) throw unsupported('order by in scan', node.OrderByClause);
  const declared = declarations(node, columns, scope);
  const rowColumns: Column[] = [...input.columns, ...declared.map(({ name, type }) => ({ name, type }))];
  let all = new Chunk(0, []);
  // what the conditions and assignments see: the sequence that the row would continue
  let visible: Sequence | undefined;
  const steps: Scope['steps'] = new Map();
  elementsOf(node.Steps).forEach((step: Node, k) => {
    steps.set(step.Name.SimpleName, {
      columns: rowColumns,
      value(name) {
        const match = visible?.matches[k];
        const d = declared.findIndex((x) => x.name === name);
        if (d >= 0) return match ? match.declared[d] : declared[d]!.start;
        const c = indexOfColumn(input.columns, name);
        if (match) return all.column(c)[match.row];
        return input.columns[c]!.type === 'string' ? '' : null;
      },
    });
  });
  const inner: Scope = { ...scope, columns: rowColumns, steps, windows: undefined };
  const compiled = elementsOf(node.Steps).map((step: Node): Step => {
    if (step.OptionalKeyword) throw unsupported('an optional step of scan', step);
    rejectWindows(step);
    const output = String(step.ScanStepOutput?.OutputKind?.Text ?? 'all');
    if (output !== 'all' && output !== 'last' && output !== 'none')
      throw unsupported(`output=${output} of scan`, step);
    const assignments = elementsOf(step.ComputationClause?.Assignments).map((a: Node) => {
      const index = declared.findIndex((d) => d.name === a.Name.SimpleName);
      if (index < 0) throw unsupported(`assigning to '${a.Name.SimpleName}' in scan`, a);
      return { index, expression: asType(compileExpression(a.Expression, inner), declared[index]!.type, a) };
    });
    return {
      name: step.Name.SimpleName,
      condition: toBool(compileExpression(step.Condition, inner)),
      assignments,
      output,
    };
  });
  const keys = elementsOf(node.PartitionByClause?.Expressions).map((e) =>
    compileExpression(e, withColumns(scope, input.columns)),
  );

  return {
    columns,
    serialized: true,
    *chunks() {
      all = wholeInput(input, scope);
      if (all.length === 0) return;
      const extended = new Chunk(all.length, [
        ...input.columns.map((_, i) => all.lazy(i)),
        ...declared.map((d) => () => new Array(all.length).fill(d.start)),
      ]);
      const bound = compiled.map((s) => ({
        holds: s.condition.bind(extended),
        values: s.assignments.map((a) => ({ index: a.index, value: a.expression.bind(extended) })),
        output: s.output,
      }));
      const rows: number[] = [];
      const made: unknown[][] = declared.map(() => []);
      const ids: number[] = [];
      const emit = (match: Match, id: number) => {
        rows.push(match.row);
        ids.push(id);
        match.declared.forEach((v, i) => {
          made[i]!.push(v);
        });
      };
      const flush = (sequence: Sequence | undefined) => {
        if (sequence?.waiting) emit(sequence.waiting, sequence.id);
        if (sequence) sequence.waiting = undefined;
      };
      const run = (members: Iterable<number>) => {
        const states: (Sequence | undefined)[] = bound.map(() => undefined);
        let nextId = 0;
        for (const r of members) {
          if (rows.length % 4096 === 0) limitRows(rows.length, scope);
          for (let k = bound.length - 1; k >= 0; k--) {
            const step = bound[k]!;
            const tryMatch = (sequence: Sequence | undefined): Match | undefined => {
              visible = sequence;
              if (step.holds(r) !== true) return undefined;
              const values = declared.map((d) => d.start);
              for (const { index, value } of step.values) values[index] = value(r);
              return { row: r, declared: values };
            };
            const before = k > 0 ? states[k - 1] : undefined;
            let match = before && tryMatch(before);
            let sequence = states[k];
            if (match && before) {
              flush(sequence);
              flush(before);
              sequence = before;
              states[k] = before;
              states[k - 1] = undefined;
            } else if (sequence || k === 0) {
              match = tryMatch(sequence);
              if (match) sequence ??= { matches: [], id: nextId++, waiting: undefined };
              states[k] = sequence;
            }
            if (!match || !sequence) continue;
            sequence.matches[k] = match;
            if (step.output === 'all') emit(match, sequence.id);
            else if (step.output === 'last') sequence.waiting = match;
          }
        }
        for (const sequence of states) flush(sequence);
      };
      if (keys.length === 0) run(Array(all.length).keys());
      else {
        const table = new GroupTable(keys);
        const groups = table.number(all);
        const members: number[][] = Array.from({ length: table.size }, () => []);
        for (let r = 0; r < all.length; r++) members[groups[r]!]!.push(r);
        for (const list of members) run(list);
      }
      if (rows.length === 0) return;
      const kept = all.take(rows);
      yield new Chunk(
        rows.length,
        columns.map((c) => {
          if (c.name === matchId) return ids;
          const d = declared.findIndex((x) => x.name === c.name);
          return d >= 0 ? made[d]! : kept.lazy(indexOfColumn(input.columns, c.name));
        }),
      );
    },
  };
}
