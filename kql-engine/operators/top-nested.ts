import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { asType } from '../functions/special-forms.ts';
import { columnsOf, elementsOf, kindOf, type Node } from '../language-service.ts';
import { type Expr, type Rowset, type Scope, unsupported, withColumns } from '../scope.ts';
import { comparerFor, keyOf } from '../values/compare.ts';
import { rowCount } from './order.ts';
import { limitRows, wholeInput } from './row-wise.ts';
import { compileAggregate } from './summarize.ts';

interface Level {
  value: Expr;
  count: number;
  others: { value: unknown } | undefined;
  make: ReturnType<typeof compileAggregate>;
  ascending: boolean;
  compare: (a: unknown, b: unknown) => number;
}

/** What stands behind a name. */
function bare(node: Node): Node {
  const kind = kindOf(node);
  return kind === 'SimpleNamedExpression' || kind === 'ParenthesizedExpression'
    ? bare(node.Expression)
    : node;
}

/**
 * top-nested: of each level the best values by an aggregate (descending unless told), within each value of the level above.
 * `with others` adds one row for all rows that did not make it; levels without it are empty in that row.
 */
export function topNested(node: Node, input: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const inner = withColumns(scope, input.columns);
  const levels = elementsOf(node.Clauses).map((clause: Node, i): Level => {
    const by = clause.ByExpression;
    const ordered = kindOf(by) === 'OrderedExpression';
    const aggregate = bare(ordered ? by.Expression : by);
    if (kindOf(aggregate) !== 'FunctionCallExpression') throw unsupported('this aggregate of top-nested', by);
    const valueColumn = columns[2 * i];
    const resultColumn = columns[2 * i + 1];
    if (!valueColumn || !resultColumn) throw unsupported('this top-nested', node);
    const others = clause.WithOthersClause
      ? asType(compileExpression(clause.WithOthersClause.Expression, inner), valueColumn.type, clause)
          .constant
      : undefined;
    if (clause.WithOthersClause && !others) throw unsupported('these others of top-nested', clause);
    return {
      value: compileExpression(clause.OfExpression, inner),
      count: clause.Expression ? rowCount(clause.Expression, scope) : Number.POSITIVE_INFINITY,
      others,
      make: compileAggregate(aggregate, inner, new Set()),
      ascending: ordered && /\basc\b/.test(String(by.Ordering?.ToString(0) ?? '')),
      compare: comparerFor(resultColumn.type),
    };
  });
  if (columns.length !== 2 * levels.length) throw unsupported('this top-nested', node);
  const blank = columns.map((c) => (c.type === 'string' ? '' : null));
  return {
    columns,
    *chunks() {
      const all = wholeInput(input, scope);
      const out: unknown[][] = columns.map(() => []);
      const values = levels.map((l) => l.value.bind(all));
      const keys = levels.map((l) => keyOf(l.value.type));
      const aggregated = (level: Level, groups: number[][]): unknown[] => {
        const state = level.make();
        const take = state.bind(all);
        groups.forEach((rows, group) => {
          for (const row of rows) take(group, row);
        });
        return groups.map((_, group) => state.result(group)[0]);
      };
      const emit = (row: unknown[]) => {
        row.forEach((v, i) => {
          out[i]!.push(v ?? blank[i]);
        });
        limitRows(out[0]!.length, scope);
      };
      const visit = (at: number, rows: number[], prefix: unknown[]) => {
        const level = levels[at];
        if (!level) {
          emit(prefix);
          return;
        }
        const groups = new Map<unknown, number[]>();
        for (const row of rows) {
          const key = keys[at]!(values[at]!(row));
          const group = groups.get(key);
          if (group) group.push(row);
          else groups.set(key, [row]);
        }
        const lists = [...groups.values()];
        const results = aggregated(level, lists);
        const order = lists.map((_, i) => i);
        const sign = level.ascending ? 1 : -1;
        order.sort((a, b) => sign * level.compare(results[a], results[b]) || b - a);
        for (const i of order.slice(0, level.count))
          visit(at + 1, lists[i]!, [...prefix, values[at]!(lists[i]![0]!), results[i]]);
        const rest = order.slice(level.count).flatMap((i) => lists[i]!);
        const deeper = levels.slice(at);
        if (rest.length === 0 || !deeper.some((l) => l.others)) return;
        const others = deeper.flatMap((l) =>
          l.others ? [l.others.value, aggregated(l, [rest])[0]] : [null, null],
        );
        emit([...prefix, ...others]);
      };
      if (all.length)
        visit(
          0,
          Array.from({ length: all.length }, (_, i) => i),
          [],
        );
      if (out[0]!.length) yield new Chunk(out[0]!.length, out);
    },
  };
}
