import { unsupported } from '../scope.ts';
import { comparerFor } from '../values/compare.ts';
import { type Dynamic, dynamicNumber, toDynamic } from '../values/dynamic.ts';
import { nearestRank } from './nearest-rank.ts';
import { type Accumulator, type AggregateCall, defineAggregate } from './registry.ts';

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

/** The percentages, which are constants; an array may hold them. */
function percentagesOf(call: AggregateCall, from: number): number[] {
  return call.args.slice(from).flatMap(({ constant, type }) => {
    const value = constant?.value ?? null;
    return (Array.isArray(value) ? (value as Dynamic[]) : [value]).map((p) => {
      const percent = Number(type === 'dynamic' ? dynamicNumber(p as Dynamic) : (p ?? Number.NaN));
      if (percent >= 0 && percent <= 100) return percent;
      throw unsupported('a percentile that is no constant from 0 to 100', call.node);
    });
  });
}

function percentiles(call: AggregateCall, weighted: boolean, asArray: boolean): Accumulator {
  const value = call.args[0]!;
  const weight = weighted ? call.args[1]! : undefined;
  const percents = percentagesOf(call, weighted ? 2 : 1);
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
