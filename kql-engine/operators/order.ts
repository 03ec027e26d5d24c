import { Chunk } from '../chunk.ts';
import { columnAt, compileExpression } from '../expressions/compile.ts';
import { columnsOf, elementsOf, kindOf, type Node } from '../language-service.ts';
import { narrowable, narrowRows } from '../narrowing.ts';
import { type Expr, type Rowset, runtimeError, type Scope, withColumns } from '../scope.ts';
import { type Comparer, comparerFor } from '../values/compare.ts';
import { bestRows } from './best-rows.ts';
import { limitRows, wholeInput } from './row-wise.ts';

interface SortKey {
  expression: Expr;
  compare: Comparer;
  ascending: boolean;
}

/** A key of sort: descending by default; nulls first when ascending, last when descending, unless told. */
function sortKey(node: Node, scope: Scope): SortKey {
  const ordered = kindOf(node) === 'OrderedExpression';
  const expression = compileExpression(ordered ? node.Expression : node, scope);
  const words = ordered ? String(node.Ordering?.ToString() ?? '').toLowerCase() : '';
  const ascending = /\basc\b|^asc|granny-asc/.test(words);
  const nullsFirst = words.includes('first') ? true : words.includes('last') ? false : ascending;
  const order = comparerFor(expression.type);
  const missing = expression.type === 'string' ? undefined : null;
  const real = expression.type === 'real';
  const compare: Comparer = (a, b) => {
    if (a === b) return 0;
    if (a === missing) return nullsFirst ? -1 : 1;
    if (b === missing) return nullsFirst ? 1 : -1;
    // NaN stands beside the nulls, in either direction (documented)
    if (real && (Number.isNaN(a) || Number.isNaN(b))) {
      if (Number.isNaN(a) && Number.isNaN(b)) return 0;
      return Number.isNaN(a) === nullsFirst ? -1 : 1;
    }
    return ascending ? order(a, b) : order(b, a);
  };
  return { expression, compare, ascending };
}

/** sort by: stable. */
export function sort(node: Node, input: Rowset, scope: Scope): Rowset {
  const keys = elementsOf(node.Expressions).map((e) => sortKey(e, withColumns(scope, input.columns)));
  const sorted = (from: Rowset): Rowset => {
    const rowset: Rowset = { columns: from.columns, serialized: true, chunks: () => sortedChunks(from) };
    return narrowable(rowset, (filters) => sorted(narrowRows(from, filters)));
  };
  function* sortedChunks(from: Rowset): Iterable<Chunk> {
    const all = wholeInput(from, scope);
    if (all.length === 0) return;
    const columns = keys.map(({ expression }) => {
      const value = expression.bind(all);
      const out: unknown[] = new Array(all.length);
      for (let row = 0; row < all.length; row++) {
        if ((row & 4095) === 0) scope.run.check();
        out[row] = value(row);
      }
      return out;
    });
    const rows = new Uint32Array(all.length);
    for (let row = 0; row < all.length; row++) rows[row] = row;
    rows.sort((a, b) => {
      for (let k = 0; k < keys.length; k++) {
        const order = keys[k]!.compare(columns[k]![a], columns[k]![b]);
        if (order !== 0) return order;
      }
      return a - b;
    });
    yield all.take(rows);
  }
  return sorted(input);
}

/** The number of rows that take and top are given. */
export function rowCount(node: Node, scope: Scope): number {
  const value = compileExpression(node, { ...scope, columns: [] }).constant?.value;
  if (typeof value !== 'number' || value < 0)
    throw runtimeError('count', 'the number of rows must be a whole number', node);
  return value;
}

/** top n by …: keeps the n best rows in a heap, so the whole input is never held. */
export function top(node: Node, input: Rowset, scope: Scope): Rowset {
  const count = rowCount(node.Expression, scope);
  const { expression, compare, ascending } = sortKey(node.ByExpression, withColumns(scope, input.columns));
  const { column, type } = expression;
  /** The rows of a chunk that may be among the best, when its column is of plain numbers without nulls. */
  const quickly = (chunk: Chunk, bar: unknown): number[] | undefined => {
    if (column === undefined || type === 'real' || (bar !== undefined && typeof bar !== 'number'))
      return undefined;
    const numbers = chunk.numbers(column);
    return numbers && bestRows(numbers, chunk.length, count, !ascending, bar);
  };
  return {
    columns: input.columns,
    serialized: true,
    *chunks() {
      if (count === 0) return;
      type Entry = { value: unknown; order: number; chunk: Chunk; row: number };
      const worse = (a: Entry, b: Entry) => compare(a.value, b.value) || a.order - b.order;
      const heap: Entry[] = [];
      let order = 0;
      for (const chunk of input.chunks()) {
        const best = quickly(chunk, heap.length < count ? undefined : heap[0]!.value);
        const value = expression.bind(chunk);
        const length = best ? best.length : chunk.length;
        for (let i = 0; i < length; i++) {
          const row = best ? best[i]! : i;
          const v = value(row);
          if (heap.length >= count && compare(v, heap[0]!.value) >= 0) {
            order++;
            continue;
          }
          const entry = { value: v, order: order++, chunk, row };
          if (heap.length < count) push(heap, entry, worse);
          else replaceTop(heap, entry, worse);
        }
        limitRows(heap.length, scope);
      }
      heap.sort(worse);
      const columns = input.columns.map((c, i) => () => {
        const read = readerOf(columnAt(i, c.type));
        return heap.map((e) => read(e.chunk, e.row));
      });
      const times = heap.some((e) => e.chunk.ingested)
        ? () => heap.map((e) => e.chunk.ingestionTimes()?.[e.row] ?? null)
        : undefined;
      if (heap.length) yield new Chunk(heap.length, columns, times);
    },
  };
}

/** Reads an expression at rows of many chunks; each chunk is bound once. */
function readerOf(expression: Expr): (chunk: Chunk, row: number) => unknown {
  const bound = new Map<Chunk, (row: number) => unknown>();
  return (chunk, row) => {
    let value = bound.get(chunk);
    if (!value) {
      value = expression.bind(chunk);
      bound.set(chunk, value);
    }
    return value(row);
  };
}

/** A heap with the worst entry on top. */
function push<T>(heap: T[], entry: T, order: (a: T, b: T) => number): void {
  let i = heap.length;
  heap.push(entry);
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (order(heap[parent]!, entry) >= 0) break;
    heap[i] = heap[parent]!;
    i = parent;
  }
  heap[i] = entry;
}

function replaceTop<T>(heap: T[], entry: T, order: (a: T, b: T) => number): void {
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && order(heap[child + 1]!, heap[child]!) > 0) child++;
    if (order(heap[child]!, entry) <= 0) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = entry;
}

/** take: stops the scan when it has enough. */
export function take(node: Node, input: Rowset, scope: Scope): Rowset {
  const count = rowCount(node.Expression, scope);
  return {
    columns: input.columns,
    serialized: input.serialized === true,
    *chunks() {
      let left = count;
      if (left === 0) return;
      for (const chunk of input.chunks()) {
        if (chunk.length >= left) {
          yield chunk.slice(0, left);
          return;
        }
        left -= chunk.length;
        yield chunk;
      }
    },
  };
}

/** count: one row with the number of rows. */
export function count(node: Node, input: Rowset, scope: Scope): Rowset {
  return {
    columns: columnsOf(node)!,
    *chunks() {
      let n = 0;
      for (const chunk of input.chunks()) {
        n += chunk.length;
        scope.run.check();
      }
      yield new Chunk(1, [[n]]);
    },
  };
}
