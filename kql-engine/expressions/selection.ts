import type { Chunk } from '../chunk.ts';
import type { Expr } from '../scope.ts';
import { coded } from './lift.ts';

/** Numbers of rows of a chunk, ascending. */
export type Rows = Uint32Array;

/** The rows where a condition is true: among the given rows, or among all. */
export function rowsWhere(condition: Expr, chunk: Chunk, among?: Rows): Rows {
  const form = coded(condition, chunk);
  if (form) return byCode(form.codes, form.size, form.value, chunk.length, among);
  const kept = condition.keep?.(chunk, among);
  if (kept) return kept;
  const holds = condition.bind(chunk);
  const length = among ? among.length : chunk.length;
  const out = new Uint32Array(length);
  let n = 0;
  for (let i = 0; i < length; i++) {
    const row = among ? among[i]! : i;
    if (holds(row) === true) out[n++] = row;
  }
  return out.subarray(0, n);
}

/** The condition is tested once for each code that occurs. */
function byCode(
  codes: ArrayLike<number>,
  size: number,
  holds: (code: number) => unknown,
  rows: number,
  among?: Rows,
): Rows {
  const UNKNOWN = 2;
  const known = new Uint8Array(size).fill(UNKNOWN);
  const length = among ? among.length : rows;
  const out = new Uint32Array(length);
  let n = 0;
  for (let i = 0; i < length; i++) {
    const row = among ? among[i]! : i;
    const code = codes[row]!;
    let hit = known[code]!;
    if (hit === UNKNOWN) {
      hit = holds(code) === true ? 1 : 0;
      known[code] = hit;
    }
    out[n] = row;
    n += hit;
  }
  return out.subarray(0, n);
}

/** Rows where both conditions are true. */
export function rowsWhereBoth(left: Expr, right: Expr, chunk: Chunk, among?: Rows): Rows {
  const first = rowsWhere(left, chunk, among);
  return first.length === 0 ? first : rowsWhere(right, chunk, first);
}

/** Rows where one condition is true: the second is tested only where the first is not. */
export function rowsWhereEither(left: Expr, right: Expr, chunk: Chunk, among?: Rows): Rows {
  const first = rowsWhere(left, chunk, among);
  const length = among ? among.length : chunk.length;
  if (first.length === length) return first;
  const rest = new Uint32Array(length - first.length);
  for (let i = 0, f = 0, r = 0; i < length; i++) {
    const row = among ? among[i]! : i;
    if (first[f] === row) f++;
    else rest[r++] = row;
  }
  const second = rowsWhere(right, chunk, rest);
  if (second.length === 0) return first;
  if (first.length === 0) return second;
  const out = new Uint32Array(first.length + second.length);
  for (let i = 0, f = 0, s = 0; i < out.length; i++) {
    if (s >= second.length || (f < first.length && first[f]! < second[s]!)) out[i] = first[f++]!;
    else out[i] = second[s++]!;
  }
  return out;
}

/** The bounds of a comparison with a constant; an open end does not belong to it. */
export interface Bounds {
  low: number;
  high: number;
  openLow: boolean;
  openHigh: boolean;
}

/** The numbers for which a comparison with a constant is true, or undefined when they are no range. */
export function boundsOf(kind: string, constant: unknown): Bounds | undefined {
  if (typeof constant !== 'number') return undefined;
  const low = Number.NEGATIVE_INFINITY;
  const high = Number.POSITIVE_INFINITY;
  switch (kind) {
    case 'EqualExpression':
      return { low: constant, high: constant, openLow: false, openHigh: false };
    case 'LessThanExpression':
      return { low, high: constant, openLow: false, openHigh: true };
    case 'LessThanOrEqualExpression':
      return { low, high: constant, openLow: false, openHigh: false };
    case 'GreaterThanExpression':
      return { low: constant, high, openLow: true, openHigh: false };
    case 'GreaterThanOrEqualExpression':
      return { low: constant, high, openLow: false, openHigh: false };
    default:
      return undefined;
  }
}

/** Rows whose number lies within bounds; undefined when the column does not come as plain numbers. Null is outside. */
export function rowsWithin(chunk: Chunk, column: number, bounds: Bounds, among?: Rows): Rows | undefined {
  const numbers = chunk.numbers(column);
  if (!numbers) return undefined;
  const { values, valid } = numbers;
  const { low, high, openLow, openHigh } = bounds;
  const length = among ? among.length : chunk.length;
  const out = new Uint32Array(length);
  let n = 0;
  for (let i = 0; i < length; i++) {
    const row = among ? among[i]! : i;
    const x = values[row]!;
    if (openLow ? x > low : x >= low) {
      if (openHigh ? x < high : x <= high) {
        if (valid === undefined || valid[row] === 1) out[n++] = row;
      }
    }
  }
  return out.subarray(0, n);
}
