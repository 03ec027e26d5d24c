import { CHUNK_ROWS, Chunk, concatChunks } from '../chunk.ts';
import { columnAt } from '../expressions/compile.ts';
import { asType } from '../functions/special-forms.ts';
import { columnsOf, elementsOf, kindOf, type Node, textOf } from '../language-service.ts';
import { narrowable, narrowRows } from '../narrowing.ts';
import { type Expr, type Rowset, type Scope, unsupported } from '../scope.ts';
import type { Column, KqlType } from '../types.ts';
import { GroupTable } from './group-table.ts';
import { joinFilters } from './join-filters.ts';
import { parameter } from './parameters.ts';
import { limitRows } from './row-wise.ts';
import { rowsToChooseFrom } from './unique-left.ts';

interface KeyPair {
  left: Expr;
  right: Expr;
  leftName: string;
  rightName: string;
}

/** The equalities of `on`: a name both sides have, or `$left.a == $right.b`. */
function keyPairs(expressions: Node[], left: Rowset, right: Rowset): KeyPair[] {
  const side = (name: string, rowset: Rowset, node: Node): Expr => {
    const index = rowset.columns.findIndex((c) => c.name === name);
    if (index < 0) throw unsupported(`the join key '${name}'`, node);
    const type = rowset.columns[index]!.type;
    return columnAt(index, type);
  };
  const pair = (leftName: string, rightName: string, node: Node): KeyPair => {
    let l = side(leftName, left, node);
    let r = side(rightName, right, node);
    if (l.type !== r.type) {
      const type = commonKeyType(l.type, r.type);
      if (!type) throw unsupported(`a join of ${l.type} with ${r.type}`, node);
      l = asType(l, type, node);
      r = asType(r, type, node);
    }
    return { left: l, right: r, leftName, rightName };
  };
  const read = (node: Node): KeyPair[] => {
    const kind = kindOf(node);
    if (kind === 'ParenthesizedExpression') return read(node.Expression);
    if (kind === 'AndExpression') return [...read(node.Left), ...read(node.Right)];
    if (kind === 'NameReference') return [pair(node.SimpleName, node.SimpleName, node)];
    if (kind === 'EqualExpression') {
      const a = sidePath(node.Left);
      const b = sidePath(node.Right);
      if (a && b && a.side !== b.side) {
        return [a.side === '$left' ? pair(a.name, b.name, node) : pair(b.name, a.name, node)];
      }
    }
    throw unsupported('this condition of join', node);
  };
  return expressions.flatMap(read);
}

function commonKeyType(a: KqlType, b: KqlType): KqlType | undefined {
  const numeric = ['int', 'long', 'real'];
  if (numeric.includes(a) && numeric.includes(b)) return a === 'real' || b === 'real' ? 'real' : 'long';
  if (a === 'dynamic') return b;
  if (b === 'dynamic') return a;
  return undefined;
}

function sidePath(node: Node): { side: string; name: string } | undefined {
  if (kindOf(node) === 'ParenthesizedExpression') return sidePath(node.Expression);
  if (kindOf(node) !== 'PathExpression') return undefined;
  const side = textOf(node.Expression).trim();
  return side === '$left' || side === '$right' ? { side, name: node.Selector.SimpleName } : undefined;
}

/** The right side, its rows listed by key. */
function index(right: Rowset, keys: Expr[], scope: Scope) {
  const table = new GroupTable(keys);
  const chunks: Chunk[] = [];
  const groups: Int32Array[] = [];
  let length = 0;
  for (const chunk of right.chunks()) {
    chunks.push(chunk);
    groups.push(table.number(chunk));
    length += chunk.length;
    limitRows(length, scope);
  }
  const all = concatChunks(chunks, right.columns.length);
  // the rows of group g are rows[starts[g]] up to rows[starts[g + 1]]
  const starts = new Uint32Array(table.size + 1);
  for (const part of groups) for (const group of part) starts[group + 1]!++;
  for (let g = 0; g < table.size; g++) starts[g + 1]! += starts[g]!;
  const next = starts.slice();
  const rows = new Uint32Array(length);
  let row = 0;
  for (const part of groups) for (const group of part) rows[next[group]!++] = row++;
  return { all, table, rows, starts };
}

const missing = (type: KqlType) => (type === 'string' ? '' : null);

/** Pairs of row numbers as a chunk; -1 is the missing row of an outer join. */
function joined(
  left: Chunk,
  right: Chunk,
  pairs: { left: number[]; right: number[] },
  outs: Output[],
): Chunk {
  const whole = pairs.left.includes(-1) ? undefined : left.take(pairs.left);
  return new Chunk(
    pairs.left.length,
    outs.map(({ side, index: i, type }) => {
      if (side === 'left' && whole) return whole.lazy(i);
      return () => {
        const rows = side === 'left' ? pairs.left : pairs.right;
        const values = (side === 'left' ? left : right).column(i);
        const empty = missing(type);
        return rows.map((row) => (row < 0 ? empty : values[row]));
      };
    }),
  );
}

interface Output {
  side: 'left' | 'right';
  index: number;
  type: KqlType;
}

const leftOnly = new Set(['leftanti', 'anti', 'leftantisemi', 'leftsemi']);
const rightOnly = new Set(['rightanti', 'rightantisemi', 'rightsemi']);

export function join(node: Node, left: Rowset, scope: Scope): Rowset {
  const kind = (parameter(node, 'kind') ?? 'innerunique').toLowerCase();
  if (node.ConditionClause && kindOf(node.ConditionClause) !== 'JoinOnClause') {
    throw unsupported('join where', node.ConditionClause);
  }
  const right = scope.tabular(node.Expression, scope.env);
  const pairs = keyPairs(elementsOf(node.ConditionClause?.Expressions), left, right);
  const columns = columnsOf(node)!;
  const outs: Output[] = [];
  if (!rightOnly.has(kind)) {
    outs.push(...left.columns.map((c, i): Output => ({ side: 'left', index: i, type: c.type })));
  }
  if (!leftOnly.has(kind)) {
    outs.push(...right.columns.map((c, i): Output => ({ side: 'right', index: i, type: c.type })));
  }
  if (outs.length !== columns.length) throw unsupported('the columns of this join', node);
  const from = kind === 'innerunique' ? rowsToChooseFrom(node, left, scope) : left;
  return joinedRows(kind, from, right, pairs, outs, columns, scope, node);
}

/** lookup: the right columns without the keys; leftouter by default. */
export function lookup(node: Node, left: Rowset, scope: Scope): Rowset {
  const kind = (parameter(node, 'kind') ?? 'leftouter').toLowerCase();
  const right = scope.tabular(node.Expression, scope.env);
  const pairs = keyPairs(elementsOf(node.LookupClause?.Expressions), left, right);
  const columns: Column[] = columnsOf(node)!;
  const keys = new Set(pairs.map((p) => p.rightName));
  const outs: Output[] = left.columns.map((c, i) => ({ side: 'left', index: i, type: c.type }));
  right.columns.forEach((c, i) => {
    if (!keys.has(c.name)) outs.push({ side: 'right', index: i, type: c.type });
  });
  if (outs.length !== columns.length || !['leftouter', 'inner'].includes(kind))
    throw unsupported('this lookup', node);
  return joinedRows(kind, left, right, pairs, outs, columns, scope, node);
}

function joinedRows(
  kind: string,
  left: Rowset,
  right: Rowset,
  pairs: KeyPair[],
  outs: Output[],
  columns: Column[],
  scope: Scope,
  node: Node,
): Rowset {
  const rowset: Rowset = {
    columns,
    chunks: () => joinChunks(kind, left, right, pairs, outs, scope, node),
  };
  return narrowable(rowset, (filters) => {
    const inside = joinFilters(kind, filters, columns, outs, left.columns, right.columns, pairs);
    return joinedRows(
      kind,
      narrowRows(left, inside.left),
      narrowRows(right, inside.right),
      pairs,
      outs,
      columns,
      scope,
      node,
    );
  });
}

function* joinChunks(
  kind: string,
  left: Rowset,
  right: Rowset,
  pairs: KeyPair[],
  outs: Output[],
  scope: Scope,
  node: Node,
): Iterable<Chunk> {
  const { all, table, rows, starts } = index(
    right,
    pairs.map((p) => p.right),
    scope,
  );
  const leftKeys = pairs.map((p) => p.left);
  const known = ['inner', 'innerunique', 'leftouter', 'rightouter', 'fullouter', ...leftOnly, ...rightOnly];
  if (!known.includes(kind)) throw unsupported(`join kind=${kind}`, node);
  const keepLeft = kind === 'leftouter' || kind === 'fullouter';
  const keepRight = kind === 'rightouter' || kind === 'fullouter';
  const anti = kind.includes('anti');
  const matched = new Uint8Array(table.size);
  const seen = kind === 'innerunique' ? new GroupTable(leftKeys) : undefined;
  for (const chunk of left.chunks()) {
    scope.run.check();
    const groups = table.find(chunk, leftKeys);
    if (rightOnly.has(kind)) {
      for (const group of groups) if (group >= 0) matched[group] = 1;
      continue;
    }
    if (leftOnly.has(kind)) {
      const kept: number[] = [];
      for (let row = 0; row < chunk.length; row++) if (groups[row]! < 0 === anti) kept.push(row);
      if (kept.length) yield chunk.take(kept);
      continue;
    }
    let size = seen?.size ?? 0;
    const numbers = seen?.number(chunk);
    let out = { left: [] as number[], right: [] as number[] };
    for (let row = 0; row < chunk.length; row++) {
      if (numbers) {
        if (numbers[row]! < size) continue;
        size = numbers[row]! + 1;
      }
      const group = groups[row]!;
      if (group < 0) {
        if (keepLeft) {
          out.left.push(row);
          out.right.push(-1);
        }
        continue;
      }
      matched[group] = 1;
      const end = starts[group + 1]!;
      for (let k = starts[group]!; k < end; k++) {
        out.left.push(row);
        out.right.push(rows[k]!);
        if (out.left.length >= CHUNK_ROWS * 4) {
          scope.run.made(out.left.length);
          yield joined(chunk, all, out, outs);
          scope.run.check();
          out = { left: [], right: [] };
        }
      }
    }
    scope.run.made(out.left.length);
    if (out.left.length) yield joined(chunk, all, out, outs);
  }
  if (rightOnly.has(kind) || keepRight) {
    const wanted = kind === 'rightsemi' ? 1 : 0;
    const rest: number[] = [];
    for (let group = 0; group < table.size; group++) {
      if (matched[group] !== wanted) continue;
      for (let k = starts[group]!; k < starts[group + 1]!; k++) rest.push(rows[k]!);
    }
    limitRows(rest.length, scope);
    if (rest.length === 0) return;
    const none = { left: new Array<number>(rest.length).fill(-1), right: rest };
    const empty = new Chunk(
      0,
      left.columns.map(() => []),
    );
    yield joined(empty, all, none, outs);
  }
}
