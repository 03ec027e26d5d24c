import { Chunk } from '../../chunk.ts';
import type { Rowset } from '../../scope.ts';
import { limitRows } from '../row-wise.ts';
import type { PatternInput } from './pattern-input.ts';
import type { PluginCall } from './plugin.ts';

/** A value in a column, as their numbers. */
export interface Item {
  dimension: number;
  value: number;
}

/** Values that rows have in common, as many as there are, and the rows that have them. */
export interface Pattern {
  /** By dimension the number of the value, or -1 where the rows differ. */
  items: Int32Array;
  count: number;
}

/** The number of columns a pattern says something of. */
export function size(pattern: Pattern): number {
  return pattern.items.reduce((n, item) => n + Number(item >= 0), 0);
}

function weightOf(rows: Uint32Array, { weights }: PatternInput): number {
  let sum = 0;
  for (const row of rows) sum += weights[row]!;
  return sum;
}

/** All that the rows have in common: the longest pattern that just these rows have. */
export function closure(rows: Uint32Array, input: PatternInput): Pattern {
  const first = rows[0]!;
  const items = Int32Array.from(input.cells, (cells) =>
    rows.every((row) => cells[row] === cells[first]) ? cells[first]! : -1,
  );
  return { items, count: weightOf(rows, input) };
}

/** The rows among these that have the value. */
export function having(rows: Uint32Array, { dimension, value }: Item, { cells }: PatternInput): Uint32Array {
  const column = cells[dimension]!;
  return rows.filter((row) => column[row] === value);
}

/** The numbers of all different rows. */
export function allRows({ weights }: PatternInput): Uint32Array {
  return Uint32Array.from(weights, (_, row) => row);
}

/** The values that rows of at least this weight have. */
function frequentItems(input: PatternInput, least: number): Item[] {
  return input.cells.flatMap((cells, dimension) => {
    const sums = new Float64Array(input.values[dimension]!.length);
    cells.forEach((value, row) => {
      sums[value]! += input.weights[row]!;
    });
    return [...sums.keys()].filter((v) => sums[v]! >= least).map((value) => ({ dimension, value }));
  });
}

/**
 * The patterns that rows of at least a given weight have, each once and with all that its rows have in common. A pattern
 * follows from at most `most` of its values; the others come with them.
 */
export function frequentPatterns(
  input: PatternInput,
  least: number,
  most: number,
  call: PluginCall,
): Pattern[] {
  const items = frequentItems(input, least);
  const found = new Map<string, Pattern>();
  const extend = (rows: Uint32Array, known: Int32Array, from: number, depth: number) => {
    call.scope.run.check();
    for (let i = from; i < items.length; i++) {
      const item = items[i]!;
      if (known[item.dimension]! >= 0) continue;
      const fewer = having(rows, item, input);
      if (fewer.length === 0 || weightOf(fewer, input) < least) continue;
      const pattern = closure(fewer, input);
      const key = pattern.items.join();
      if (!found.has(key)) found.set(key, pattern);
      limitRows(found.size, call.scope);
      if (depth < most) extend(fewer, pattern.items, i + 1, depth + 1);
    }
  };
  extend(allRows(input), new Int32Array(input.cells.length).fill(-1), 0, 1);
  return [...found.values()];
}

/** The table of patterns: number, count, percentage to one digit, and the values or what stands for none. */
export function patternRows(
  call: PluginCall,
  find: () => { input: PatternInput; patterns: Pattern[] },
  wildcard: (type: Rowset['columns'][number]['type']) => unknown,
): Rowset {
  const { columns } = call;
  return {
    columns,
    *chunks() {
      const { input, patterns } = find();
      if (patterns.length === 0) return;
      const ranked = patterns
        .map((pattern) => ({ pattern, rank: pattern.count * size(pattern) }))
        .sort((a, b) => b.rank - a.rank)
        .map(({ pattern }) => pattern);
      yield new Chunk(ranked.length, [
        ranked.map((_, i) => i),
        ranked.map((p) => p.count),
        ranked.map((p) => Math.round((1000 * p.count) / input.total) / 10),
        ...columns.slice(3).map(({ type }, column) => {
          const dimension = input.dimensions.indexOf(column);
          return ranked.map(({ items }) => {
            const item = dimension < 0 ? -1 : items[dimension]!;
            return item < 0 ? wildcard(type) : input.values[dimension]![item];
          });
        }),
      ]);
    },
  };
}
