import { KeyNumbers } from '../operators/key-numbers.ts';
import { PairNumbers } from '../values/pair-numbers.ts';
import { type Accumulator, type AggregateCall, defineAggregate } from './registry.ts';
import { roomFor } from './tally.ts';

/**
 * Exact where the service estimates: an exact answer is within any error bound of the estimate. Values are numbered, and
 * the distinct pairs of group and value counted; null is not a value.
 */
function distinct(call: AggregateCall, conditionAt?: number): Accumulator {
  const value = call.args[0]!;
  const condition = conditionAt === undefined ? undefined : call.args[conditionAt];
  const keys = new KeyNumbers(value);
  const pairs = new PairNumbers();
  let counts = new Float64Array(64);
  const take = (group: number, key: number) => {
    const before = pairs.size;
    if (pairs.add(group, key) !== before) return;
    if (group >= counts.length) counts = roomFor(counts, group);
    counts[group]!++;
  };
  return {
    bind(chunk) {
      const get = value.bind(chunk);
      const holds = condition?.bind(chunk);
      return (group, row) => {
        if (holds && holds(row) !== true) return;
        const v = get(row);
        if (v !== null) take(group, keys.numberOf(v));
      };
    },
    add(chunk, groups) {
      const numbers = keys.add(chunk, value);
      const holds = condition?.bind(chunk);
      const { values } = keys;
      for (let row = 0; row < groups.length; row++) {
        if (holds && holds(row) !== true) continue;
        const key = numbers[row]!;
        if (values[key] !== null) take(groups[row]!, key);
      }
    },
    result: (group) => [counts[group] ?? 0],
  };
}
defineAggregate('dcount', (call) => distinct(call));
defineAggregate('dcountif', (call) => distinct(call, 1));
defineAggregate('count_distinct', (call) => distinct(call));
defineAggregate('count_distinctif', (call) => distinct(call, 1));
