import type { Expr } from '../scope.ts';
import { fromBigInt, type Int64 } from '../values/int64.ts';
import { type Accumulator, type AggregateCall, defineAggregate } from './registry.ts';

/** Room for a group in an array of numbers by group. */
export function roomFor(numbers: Float64Array<ArrayBuffer>, group: number): Float64Array<ArrayBuffer> {
  if (group < numbers.length) return numbers;
  const larger = new Float64Array(Math.max(64, 2 ** Math.ceil(Math.log2(group + 1)) * 2));
  larger.set(numbers);
  return larger;
}

function countWhere(condition: Expr | undefined): Accumulator {
  let counts = new Float64Array(64);
  return {
    bind(chunk) {
      const holds = condition?.bind(chunk);
      return (group, row) => {
        if (holds && holds(row) !== true) return;
        counts = roomFor(counts, group);
        counts[group]!++;
      };
    },
    add(chunk, groups) {
      const holds = condition?.bind(chunk);
      for (let row = 0; row < groups.length; row++) {
        if (holds && holds(row) !== true) continue;
        const group = groups[row]!;
        if (group >= counts.length) counts = roomFor(counts, group);
        counts[group]!++;
      }
    },
    result: (group) => [counts[group] ?? 0],
  };
}
defineAggregate('count cnt', () => countWhere(undefined));
defineAggregate('countif', (call) => countWhere(call.args[0]));

const MAX = Number.MAX_SAFE_INTEGER;

/** The sum of whole numbers, exact to 64 bits and wrapping as they do: a plain number for each group, a bigint when it must. */
export function sumOfWhole(call: AggregateCall, condition: Expr | undefined): Accumulator {
  const value = call.args[0]!;
  let sums = new Float64Array(64);
  const beyond = new Map<number, bigint>();
  const spill = (group: number, v: Int64) => {
    beyond.set(group, (beyond.get(group) ?? 0n) + BigInt(sums[group]!) + BigInt(v));
    sums[group] = 0;
  };
  const take = (group: number, v: Int64) => {
    if (group >= sums.length) sums = roomFor(sums, group);
    if (typeof v === 'number') {
      const sum = sums[group]! + v;
      if (sum <= MAX && sum >= -MAX) sums[group] = sum;
      else spill(group, v);
    } else spill(group, v);
  };
  return {
    bind(chunk) {
      const get = value.bind(chunk);
      const holds = condition?.bind(chunk);
      return (group, row) => {
        if (holds && holds(row) !== true) return;
        const v = get(row) as Int64 | null;
        if (v !== null) take(group, v);
      };
    },
    add(chunk, groups) {
      const get = value.bind(chunk);
      const holds = condition?.bind(chunk);
      for (let row = 0; row < groups.length; row++) {
        if (holds && holds(row) !== true) continue;
        const v = get(row) as Int64 | null;
        if (v !== null) take(groups[row]!, v);
      }
    },
    result(group) {
      const sum = sums[group] ?? 0;
      const more = beyond.get(group);
      return [more === undefined ? sum : fromBigInt(more + BigInt(sum))];
    },
  };
}
