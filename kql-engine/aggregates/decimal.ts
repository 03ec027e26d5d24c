import { conversion } from '../values/convert.ts';
import { addDecimals, type Decimal, decimalFromBigInt, divideDecimals } from '../values/decimal.ts';
import { type Accumulator, type AggregateCall, fold } from './registry.ts';

/** Aggregates that keep decimals as they are; the others see them as reals. */
const exact = new Set(
  (
    'count countif cnt count_distinct count_distinctif dcount dcountif sum sumif avg avgif min minif max maxif ' +
    'make_list makelist make_list_if make_list_with_nulls make_set makeset make_set_if take_any any ' +
    'take_anyif anyif arg_max argmax arg_min argmin percentile percentiles percentilew percentilesw ' +
    'percentiles_array percentilesw_array hll hll_if tdigest'
  ).split(' '),
);

/** Whether an aggregate may be given decimals as decimals. */
export function keepsDecimals(name: string): boolean {
  return exact.has(name);
}

/** sum() and avg() of decimals: exact to 34 digits; the average of nothing is null. */
export function decimalTotal(call: AggregateCall, average: boolean, condition?: number): Accumulator {
  const convert = conversion(call.args[0]!.type, 'decimal')!;
  return fold(
    call,
    () => ({ n: 0, sum: '0' as Decimal | null }),
    (s: { n: number; sum: Decimal | null }, v) => {
      const x = convert(v) as Decimal | null;
      if (x === null || s.sum === null) return s;
      s.n++;
      s.sum = addDecimals(s.sum, x);
      return s;
    },
    (s) => {
      if (!average || s.sum === null) return s.sum;
      return s.n === 0 ? null : divideDecimals(s.sum, decimalFromBigInt(BigInt(s.n)));
    },
    condition === undefined ? {} : { condition },
  );
}
