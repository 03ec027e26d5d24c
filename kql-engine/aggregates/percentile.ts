import { comparerFor } from '../values/compare.ts';
import { type Dynamic, toDynamic } from '../values/dynamic.ts';
import { type Accumulator, type AggregateCall, defineAggregate } from './registry.ts';

/** The value at a percentile by nearest rank: always one of the data. */
export function nearestRank(
  sorted: ArrayLike<unknown>,
  weights: number[] | undefined,
  percent: number,
): unknown {
  if (sorted.length === 0) return null;
  if (!weights) {
    const rank = Math.ceil((percent / 100) * sorted.length);
    return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
  }
  const total = weights.reduce((a, b) => a + b, 0);
  const target = Math.max(1, Math.ceil((percent / 100) * total));
  let seen = 0;
  for (let i = 0; i < sorted.length; i++) {
    seen += weights[i]!;
    if (seen >= target) return sorted[i];
  }
  return sorted[sorted.length - 1];
}

/** Plain numbers in order; undefined when a value is something else or no number. */
function sortedNumbers(list: unknown[]): Float64Array | undefined {
  const numbers = new Float64Array(list.length);
  for (let i = 0; i < list.length; i++) {
    const v = list[i];
    if (typeof v !== 'number' || Number.isNaN(v)) return undefined;
    numbers[i] = v;
  }
  return numbers.sort();
}

function percentiles(call: AggregateCall, weighted: boolean, asArray: boolean): Accumulator {
  const value = call.args[0]!;
  const weight = weighted ? call.args[1]! : undefined;
  const percents = call.args
    .slice(weighted ? 2 : 1)
    .flatMap((a) =>
      Array.isArray(a.constant?.value) ? (a.constant.value as Dynamic[]) : [a.constant?.value],
    )
    .map((p) => Number(typeof p === 'object' && p !== null ? (p as { value: number }).value : p));
  const values: unknown[][] = [];
  const weights: number[][] = [];
  const compare = comparerFor(value.type);
  return {
    bind(chunk) {
      const get = value.bind(chunk);
      const getWeight = weight?.bind(chunk);
      return (group, row) => {
        const v = get(row);
        if (v === null) return;
        let list = values[group];
        if (!list) {
          list = [];
          values[group] = list;
          weights[group] = [];
        }
        const w = getWeight ? Number(getWeight(row)) : 1;
        if (!(w > 0)) return;
        list.push(v);
        if (weight) weights[group]!.push(w);
      };
    },
    result(group) {
      const list = values[group] ?? [];
      if (!weight && !asArray && list.length > 64) {
        const numbers = sortedNumbers(list);
        if (numbers) return percents.map((p) => nearestRank(numbers, undefined, p));
      }
      const order = list.map((_, i) => i).sort((a, b) => compare(list[a], list[b]));
      const sorted = order.map((i) => list[i]);
      const w = weight ? order.map((i) => weights[group]![i]!) : undefined;
      const found = percents.map((p) => nearestRank(sorted, w, p));
      return asArray ? [found.map((v) => toDynamic(v, value.type))] : found;
    },
  };
}

defineAggregate('percentile percentiles', (call) => percentiles(call, false, false));
defineAggregate('percentilew percentilesw', (call) => percentiles(call, true, false));
defineAggregate('percentiles_array', (call) => percentiles(call, false, true));
defineAggregate('percentilesw_array', (call) => percentiles(call, true, true));
