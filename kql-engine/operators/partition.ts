import type { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { FoundSchema } from '../found-schema.ts';
import { columnsOf, kindOf, type Node, symbolOf } from '../language-service.ts';
import {
  constantOf,
  Env,
  type Expr,
  indexOfColumn,
  type Rowset,
  runtimeError,
  type Scope,
  SubqueryRows,
  unsupported,
  withColumns,
} from '../scope.ts';
import type { Column } from '../types.ts';
import { GroupTable } from './group-table.ts';
import { parameter } from './parameters.ts';
import { GHOST, wholeInput } from './row-wise.ts';

/** The most values of the key with the strategy legacy, which is the default: more is an error of the service. */
const LEGACY_PARTITIONS = 64;

/** partition by: the sub-query runs for each key value in turn; the results stand one after another. */
export function partition(node: Node, input: Rowset, scope: Scope): Rowset {
  const kind = kindOf(node.Operand);
  if (kind !== 'PartitionSubquery' && kind !== 'PartitionQuery')
    throw unsupported('this form of partition', node);
  const key = compileExpression(node.ByExpression, withColumns(scope, input.columns));
  return kind === 'PartitionQuery' ? withSource(node, key, input, scope) : overRows(node, key, input, scope);
}

/** `by x (…)`: over the rows of each value. */
function overRows(node: Node, key: Expr, input: Rowset, scope: Scope): Rowset {
  const bound = columnsOf(node)!;
  const rows = new SubqueryRows({
    columns: input.columns,
    serialized: input.serialized === true,
    ingestion: input.ingestion,
  });
  const result = scope.subquery(node.Operand.Subquery, {
    ...scope,
    env: new Env(scope.env, true),
    implicit: rows.rowset,
  });
  // the binder adds a column behind scan that is not there
  const columns = bound.filter((c) => c.name !== GHOST || indexOfColumn(result.columns, GHOST) >= 0);
  return {
    columns,
    ingestion: result.ingestion,
    *chunks() {
      for (const { chunk } of groups(node, key, input, scope)) {
        rows.current = chunk;
        yield* ordered(result, columns, node);
      }
    },
  };
}

/** `by x {…}`: over a table of its own, where `x` is the value. */
function withSource(node: Node, key: Expr, input: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const name: string | undefined = symbolOf(node.ByExpression)?.name;
  if (!name) throw unsupported('a key of partition that is no column', node.ByExpression);
  const at = (value: unknown): Rowset => {
    const env = new Env(scope.env);
    env.set(name, { kind: 'scalar', expression: constantOf(key.type, value) });
    try {
      return scope.tabular(node.Operand.Query, env);
    } catch (thrown) {
      if (!(thrown instanceof FoundSchema)) throw thrown;
      throw unsupported('a plug-in without an output schema in a sub-query', node);
    }
  };
  // says at once what cannot be done
  at(key.type === 'string' ? '' : null);
  return {
    columns,
    *chunks() {
      for (const { value } of groups(node, key, input, scope)) yield* ordered(at(value), columns, node);
    },
  };
}

/** The rows of each value of the key. */
function* groups(
  node: Node,
  key: Expr,
  input: Rowset,
  scope: Scope,
): Iterable<{ value: unknown; chunk: Chunk }> {
  const all = wholeInput(input, scope);
  if (all.length === 0) return;
  const table = new GroupTable([key]);
  const numbers = table.number(all);
  const strategy = parameter(node, 'hint.strategy')?.toLowerCase() ?? 'legacy';
  if (strategy === 'legacy' && table.size > LEGACY_PARTITIONS)
    throw runtimeError(
      'partition',
      `partition found ${table.size} values, at most ${LEGACY_PARTITIONS} without hint.strategy=native or shuffle`,
      node,
    );
  const rows: number[][] = Array.from({ length: table.size }, () => []);
  for (let row = 0; row < all.length; row++) rows[numbers[row]!]!.push(row);
  for (let group = 0; group < rows.length; group++) {
    scope.run.check();
    yield { value: table.values[0]![group], chunk: all.take(rows[group]!) };
  }
}

/** The rows of a result with the columns in the order of the operator's. */
function* ordered(result: Rowset, columns: Column[], node: Node): Iterable<Chunk> {
  const from = columns.map((c) => indexOfColumn(result.columns, c.name));
  if (from.includes(-1)) throw unsupported('the columns of this partition', node);
  for (const chunk of result.chunks()) yield chunk.select(from);
}
