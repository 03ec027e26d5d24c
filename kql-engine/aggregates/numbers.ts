import { comparerFor } from '../values/compare.ts';
import { asNumber } from '../values/convert.ts';
import { fromBigInt, type Int64 } from '../values/int64.ts';
import { decimalTotal } from './decimal.ts';
import { type AggregateCall, defineAggregate, fold } from './registry.ts';
import { sumOfWhole } from './tally.ts';

function sum(call: AggregateCall, condition?: number) {
  if (call.type === 'decimal') return decimalTotal(call, false, condition);
  const source = call.args[0]!.type;
  const options = condition === undefined ? {} : { condition };
  if (call.type === 'real' || source === 'dynamic') {
    return fold(
      call,
      () => 0,
      (s: number, v) => s + Number(asNumber(v) ?? 0),
      (s) => s,
      options,
    );
  }
  return sumOfWhole(call, condition === undefined ? undefined : call.args[condition]);
}
defineAggregate('sum', (call) => sum(call));
defineAggregate('sumif', (call) => sum(call, 1));

/** The average of times is exact to the tick, of numbers a real. */
function average(call: AggregateCall, condition?: number) {
  if (call.type === 'decimal') return decimalTotal(call, true, condition);
  const options = condition === undefined ? {} : { condition };
  if (call.type !== 'real') {
    type Times = { n: number; sum: bigint };
    return fold(
      call,
      (): Times => ({ n: 0, sum: 0n }),
      (s: Times, v) => {
        s.n++;
        s.sum += BigInt(v as Int64);
        return s;
      },
      (s) => (s.n ? fromBigInt(s.sum / BigInt(s.n)) : null),
      options,
    );
  }
  type State = { n: number; sum: number };
  return fold(
    call,
    (): State => ({ n: 0, sum: 0 }),
    (s: State, v) => {
      const x = asNumber(v);
      if (x === null) return s;
      s.n++;
      s.sum += Number(x);
      return s;
    },
    (s) => (s.n ? s.sum / s.n : Number.NaN),
    options,
  );
}
defineAggregate('avg', (call) => average(call));
defineAggregate('avgif', (call) => average(call, 1));

/** min and max: a NaN among the values is the answer of both. */
function extreme(call: AggregateCall, sign: number, condition?: number) {
  const compare = comparerFor(call.args[0]!.type);
  const missing = call.type === 'string' ? '' : null;
  return fold(
    call,
    () => null as unknown,
    (best, v) => {
      if (best === null || Number.isNaN(v)) return v;
      if (Number.isNaN(best)) return best;
      return compare(v, best) * sign > 0 ? v : best;
    },
    (best) => best ?? missing,
    condition === undefined ? {} : { condition },
  );
}
defineAggregate('max', (call) => extreme(call, 1));
defineAggregate('min', (call) => extreme(call, -1));
defineAggregate('maxif', (call) => extreme(call, 1, 1));
defineAggregate('minif', (call) => extreme(call, -1, 1));

/** Welford's running variance: exact enough for large sums. */
function spread(population: boolean, root: boolean, condition?: number) {
  type State = { n: number; mean: number; m2: number };
  return (call: AggregateCall) =>
    fold(
      call,
      (): State => ({ n: 0, mean: 0, m2: 0 }),
      (s: State, v) => {
        const x = Number(asNumber(v) ?? Number.NaN);
        if (Number.isNaN(x)) return s;
        s.n++;
        const delta = x - s.mean;
        s.mean += delta / s.n;
        s.m2 += delta * (x - s.mean);
        return s;
      },
      (s) => {
        const variance = s.n <= 1 ? 0 : s.m2 / (population ? s.n : s.n - 1);
        return root ? Math.sqrt(variance) : variance;
      },
      condition === undefined ? {} : { condition },
    );
}
defineAggregate('stdev', spread(false, true));
defineAggregate('stdevp', spread(true, true));
defineAggregate('stdevif', spread(false, true, 1));
defineAggregate('variance', spread(false, false));
defineAggregate('variancep', spread(true, false));
defineAggregate('varianceif', spread(false, false, 1));
defineAggregate('variancepif', spread(true, false, 1));

function covariance(population: boolean, condition?: number) {
  type State = { n: number; x: number; y: number; c: number };
  return (call: AggregateCall) =>
    fold(
      call,
      (): State => ({ n: 0, x: 0, y: 0, c: 0 }),
      (s: State, v, [w]) => {
        if (w === null || w === undefined) return s;
        s.n++;
        const dx = Number(v) - s.x;
        s.x += dx / s.n;
        s.y += (Number(w) - s.y) / s.n;
        s.c += dx * (Number(w) - s.y);
        return s;
      },
      (s) => (s.n === 0 ? Number.NaN : s.n === 1 ? 0 : s.c / (population ? s.n : s.n - 1)),
      condition === undefined ? {} : { condition },
    );
}
defineAggregate('covariance', covariance(false));
defineAggregate('covariancep', covariance(true));
defineAggregate('covarianceif', covariance(false, 2));
defineAggregate('covariancepif', covariance(true, 2));

const bitwise = (start: bigint, f: (a: bigint, b: bigint) => bigint) => (call: AggregateCall) =>
  fold(
    call,
    () => null as bigint | null,
    (s: bigint | null, v) => f(s ?? start, BigInt(v as Int64)),
    (s) => {
      if (s === null) return null;
      const wrapped = BigInt.asIntN(64, s);
      return Number.isSafeInteger(Number(wrapped)) ? Number(wrapped) : wrapped;
    },
  );
defineAggregate(
  'binary_all_and',
  bitwise(-1n, (a, b) => a & b),
);
defineAggregate(
  'binary_all_or',
  bitwise(0n, (a, b) => a | b),
);
defineAggregate(
  'binary_all_xor',
  bitwise(0n, (a, b) => a ^ b),
);
