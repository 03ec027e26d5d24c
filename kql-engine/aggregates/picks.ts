import type { Chunk } from '../chunk.ts';
import { kindOf } from '../language-service.ts';
import type { Expr } from '../scope.ts';
import { comparerFor } from '../values/compare.ts';
import { type Accumulator, type AggregateCall, defineAggregate } from './registry.ts';

/** Expressions of the arguments, with `*` spread out. */
function spread(call: AggregateCall, from: number): Expr[] {
  return call.argNodes
    .slice(from)
    .flatMap((n, i) => (kindOf(n) === 'StarExpression' ? call.star.expressions : [call.args[from + i]!]));
}

const missingOf = (e: Expr) => (e.type === 'string' ? '' : null);

/**
 * arg_max and arg_min keep where the best row stands and read the other columns at the end. A row whose value is null is
 * taken only while there is none with a value.
 */
function argExtreme(call: AggregateCall, sign: number): Accumulator {
  const by = call.args[0]!;
  const compare = comparerFor(by.type);
  const others = spread(call, 1);
  const best: unknown[] = [];
  const chunks: Chunk[] = [];
  const rows: number[] = [];
  /** How the other columns are read, by chunk. */
  const readers = new Map<Chunk, (((row: number) => unknown) | undefined)[]>();
  const take = (chunk: Chunk, group: number, row: number, v: unknown) => {
    if (chunks[group] !== undefined) {
      const current = best[group];
      if (v === null || Number.isNaN(current)) return;
      if (current !== null && !Number.isNaN(v) && compare(v, current) * sign <= 0) return;
    }
    best[group] = v;
    chunks[group] = chunk;
    rows[group] = row;
  };
  const part = (group: number, column: number): unknown => {
    const chunk = chunks[group];
    if (column === 0) return chunk ? best[group] : missingOf(by);
    const other = others[column - 1]!;
    if (!chunk) return missingOf(other);
    let read = readers.get(chunk);
    if (!read) {
      read = new Array(others.length);
      readers.set(chunk, read);
    }
    read[column - 1] ??= other.bind(chunk);
    return read[column - 1]!(rows[group]!);
  };
  return {
    bind(chunk) {
      const value = by.bind(chunk);
      return (group, row) => take(chunk, group, row, value(row));
    },
    add(chunk, groups) {
      const numbers = by.column === undefined || by.type === 'real' ? undefined : chunk.numbers(by.column);
      if (!numbers || numbers.valid) {
        const value = by.bind(chunk);
        for (let row = 0; row < groups.length; row++) take(chunk, groups[row]!, row, value(row));
        return;
      }
      const { values } = numbers;
      for (let row = 0; row < groups.length; row++) {
        const group = groups[row]!;
        const v = values[row]!;
        const current = best[group] as number | null | undefined;
        if (current !== undefined && current !== null && (sign > 0 ? v <= current : v >= current)) continue;
        best[group] = v;
        chunks[group] = chunk;
        rows[group] = row;
      }
    },
    result: (group) => [part(group, 0), ...others.map((_, i) => part(group, i + 1))],
    part,
  };
}
defineAggregate('arg_max argmax', (call) => argExtreme(call, 1));
defineAggregate('arg_min argmin', (call) => argExtreme(call, -1));

/** take_any: a row of the group; a single column prefers a value over none. */
function takeAny(call: AggregateCall, condition?: Expr): Accumulator {
  const values = condition ? [call.args[0]!] : spread(call, 0);
  const chunks: Chunk[] = [];
  const rows: number[] = [];
  const single = values.length === 1 ? values[0] : undefined;
  const found: boolean[] = [];
  return {
    bind(chunk) {
      const holds = condition?.bind(chunk);
      const value = single?.bind(chunk);
      return (group, row) => {
        if (found[group]) return;
        if (holds && holds(row) !== true) return;
        const v = value ? value(row) : undefined;
        const empty = value !== undefined && (v === null || v === '');
        if (empty && chunks[group] !== undefined) return;
        chunks[group] = chunk;
        rows[group] = row;
        found[group] = !empty;
      };
    },
    result(group) {
      const chunk = chunks[group];
      return values.map((e) => (chunk ? e.bind(chunk)(rows[group]!) : missingOf(e)));
    },
  };
}
defineAggregate('take_any any', (call) => takeAny(call));
defineAggregate('take_anyif anyif', (call) => takeAny(call, call.args[1]));
