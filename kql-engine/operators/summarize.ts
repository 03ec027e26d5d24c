import '../aggregates/all.ts';
import { keepsDecimals } from '../aggregates/decimal.ts';
import { type Accumulator, aggregateNamed } from '../aggregates/registry.ts';
import { CHUNK_ROWS, Chunk, type LazyColumn } from '../chunk.ts';
import { columnAt, compileExpression } from '../expressions/compile.ts';
import { FoundSchema, quoted } from '../found-schema.ts';
import { asType } from '../functions/special-forms.ts';
import {
  childrenOf,
  columnsOf,
  elementsOf,
  kindOf,
  type Node,
  scalarTypeOf,
  spanOf,
  symbolOf,
} from '../language-service.ts';
import { filtersThrough, narrowable, narrowRows } from '../narrowing.ts';
import { type Expr, type Rowset, type Scope, unsupported, withColumns } from '../scope.ts';
import type { Column } from '../types.ts';
import { addRows } from './add-rows.ts';
import { GroupTable } from './group-table.ts';
import { limitRows } from './row-wise.ts';
import { WaitingRows } from './waiting-rows.ts';

/** One aggregate call inside the expressions of summarize: where its results stand among the collected columns. */
interface Collected {
  make: () => Accumulator;
  first: number;
  count: number;
}

/** Finds the aggregate calls of an expression, outermost first. */
function aggregateCalls(node: Node): Node[] {
  if (kindOf(node) === 'FunctionCallExpression' && aggregateNamed(node.Name.SimpleName)) return [node];
  return childrenOf(node).flatMap(aggregateCalls);
}

/** What stands behind a name: `x = …` and `(a, b) = …`. */
function unnamed(node: Node): Node {
  const kind = kindOf(node);
  return kind === 'SimpleNamedExpression' ||
    kind === 'CompoundNamedExpression' ||
    kind === 'ParenthesizedExpression'
    ? unnamed(node.Expression)
    : node;
}

/** Compiles an aggregate call; each run of the query makes a state of its own. */
export function compileAggregate(node: Node, scope: Scope, groupNames: Set<string>): () => Accumulator {
  const name: string = node.Name.SimpleName;
  const make = aggregateNamed(name);
  if (!make) throw unsupported(`the aggregate ${name}()`, node);
  const argNodes = elementsOf(node.ArgumentList.Expressions);
  const args = argNodes.map((a): Expr => {
    if (kindOf(a) === 'StarExpression') return { type: 'dynamic', bind: () => () => null };
    const arg = compileExpression(a, scope);
    return arg.type === 'decimal' && !keepsDecimals(name) ? asType(arg, 'real', node) : arg;
  });
  const firstName = argNodes[0] ? symbolOf(argNodes[0])?.name : undefined;
  const own = /^arg_?(?:max|min)$/.test(name) ? firstName : undefined;
  const columns = scope.columns.filter((c) => !groupNames.has(c.name) && c.name !== own);
  const star = {
    columns,
    expressions: columns.map((c) => columnAt(scope.columns.indexOf(c), c.type)),
  };
  const call = {
    name,
    node,
    args,
    argNodes,
    type: scalarTypeOf(node) ?? args[0]?.type ?? ('long' as const),
    run: scope.run,
    star,
  };
  return () => make(call);
}

/** The service names a covariance after both columns, the binder after the first: the query is bound again with the name. */
function nameCovariance(expression: Node, scope: Scope): void {
  if (kindOf(expression) !== 'FunctionCallExpression') return;
  const name: string = expression.Name.SimpleName;
  if (!/^covariance(?:p|if|pif)?$/.test(name)) return;
  const [x, y] = elementsOf(expression.ArgumentList.Expressions).map((a) =>
    kindOf(a) === 'NameReference' ? symbolOf(a)?.name : undefined,
  );
  if (!x || !y) return;
  throw new FoundSchema(
    scope.place ?? { delta: 0 },
    spanOf(expression).start,
    `${quoted(`${name}_${x}_${y}`)} = `,
  );
}

export function summarize(node: Node, input: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node);
  if (!columns?.length) throw unsupported('this summarize', node);
  const inner = withColumns(scope, input.columns);
  const byNodes = node.ByClause ? elementsOf(node.ByClause.Expressions) : [];
  if (node.ByClause?.BinClause) throw unsupported('bin= of summarize', node.ByClause.BinClause);
  const keys = byNodes.map((n) => compileExpression(n, inner));
  const groupNames = new Set<string>(
    byNodes
      .map((n) => (symbolOf(unnamed(n))?.kind === 'Column' ? symbolOf(unnamed(n))!.name : ''))
      .concat(columns.slice(0, keys.length).map((c) => c.name)),
  );
  const collected: Collected[] = [];
  const positions = new Map<Node, number>();
  let width = keys.length;
  const collect = (call: Node): Collected => {
    const make = compileAggregate(call, inner, groupNames);
    const count = make().result(-1).length;
    const made = { make, first: width, count };
    collected.push(made);
    positions.set(call, width);
    width += count;
    return made;
  };
  const outs: Expr[] = keys.map((k, i) => asType(columnAt(i, k.type), columns[i]!.type, node));
  for (const expression of elementsOf(node.Aggregates)) {
    nameCovariance(expression, scope);
    const bare = unnamed(expression);
    const calls = aggregateCalls(bare);
    if (calls[0] === bare) {
      const made = collect(bare);
      for (let i = 0; i < made.count; i++) {
        const column = columns[outs.length];
        if (!column) throw unsupported('this summarize', expression);
        outs.push(columnAt(made.first + i, column.type));
      }
      continue;
    }
    for (const call of calls) collect(call);
    const outer = withColumns({ ...scope, aggregates: positions }, placeholderColumns(width));
    outs.push(compileExpression(bare, outer));
  }
  if (outs.length !== columns.length) throw unsupported('this summarize', node);
  // a group is there whole or not at all: only filters on its keys get through
  const from = keys.map((k) => k.column ?? -1);
  const grouped = (rows: Rowset): Rowset =>
    narrowable({ columns, chunks: () => groups(rows, scope, keys, collected, width, outs) }, (filters) =>
      grouped(narrowRows(rows, filtersThrough(filters, columns, input.columns, from))),
    );
  return grouped(input);
}

/** Column types of the collected results are known by the expressions that read them. */
function placeholderColumns(width: number): Column[] {
  return Array.from({ length: width }, (_, i) => ({ name: `\u0000${i}`, type: 'dynamic' as const }));
}

function* groups(
  input: Rowset,
  scope: Scope,
  keys: Expr[],
  collected: Collected[],
  width: number,
  outs: Expr[],
): Iterable<Chunk> {
  const states = collected.map((c) => ({ ...c, accumulator: c.make() }));
  const table = new GroupTable(keys);
  const waiting = states.some(({ accumulator, count }) => accumulator.part && count > 1)
    ? new WaitingRows(
        states.map(({ accumulator }) => accumulator),
        scope,
      )
    : undefined;
  for (const chunk of input.chunks()) {
    const numbers = table.number(chunk);
    limitRows(table.size, scope);
    if (waiting) waiting.add(chunk, numbers, table.size);
    else for (const { accumulator } of states) addRows(accumulator, chunk, numbers);
  }
  const total = keys.length === 0 ? 1 : table.size;
  // where rows wait, columns do as well: functions give many of which a query reads few
  const made = (length: number, columns: LazyColumn[]): Chunk =>
    new Chunk(length, waiting ? columns : columns.map((make) => make()));
  for (let start = 0; start < total; start += CHUNK_ROWS) {
    const length = Math.min(CHUNK_ROWS, total - start);
    const columns: LazyColumn[] = new Array(width);
    table.values.forEach((values, k) => {
      columns[k] = () => values.slice(start, start + length);
    });
    states.forEach(({ accumulator, first, count }, s) => {
      let results: unknown[][] | undefined;
      for (let r = 0; r < count; r++) {
        columns[first + r] = () => {
          waiting?.run(s);
          if (accumulator.part) return column(length, (i) => accumulator.part!(start + i, r));
          results ??= column(length, (i) => accumulator.result(start + i));
          return column(length, (i) => results![i]![r]);
        };
      }
    });
    const collectedRows = made(length, columns);
    yield made(
      length,
      outs.map((e) => {
        const at = e.column;
        if (at !== undefined) return () => collectedRows.column(at);
        return () => column(length, e.bind(collectedRows));
      }),
    );
  }
}

/** The values of a column, row by row. */
function column<T>(length: number, value: (row: number) => T): T[] {
  const out: T[] = new Array(length);
  for (let row = 0; row < length; row++) out[row] = value(row);
  return out;
}

export function distinct(node: Node, input: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const nodes = elementsOf(node.Expressions);
  const star = nodes.some((n) => kindOf(n) === 'StarExpression');
  const inner = withColumns(scope, input.columns);
  const keys = star
    ? input.columns.map((c, i) => columnAt(i, c.type))
    : nodes.map((n) => compileExpression(n, inner));
  const from = keys.map((k) => k.column ?? -1);
  const reduced = (rows: Rowset): Rowset =>
    narrowable({ columns, chunks: () => distinctRows(rows, keys, scope) }, (filters) =>
      reduced(narrowRows(rows, filtersThrough(filters, columns, input.columns, from))),
    );
  return reduced(input);
}

function* distinctRows(input: Rowset, keys: Expr[], scope: Scope): Iterable<Chunk> {
  const table = new GroupTable(keys);
  for (const chunk of input.chunks()) {
    const before = table.size;
    table.number(chunk);
    limitRows(table.size, scope);
    if (table.size === before) continue;
    yield new Chunk(
      table.size - before,
      table.values.map((v) => v.slice(before)),
    );
  }
}
