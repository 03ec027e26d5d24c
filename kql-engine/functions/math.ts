import { randomUUID } from 'node:crypto';
import { unsupported } from '../scope.ts';
import { comparerFor } from '../values/compare.ts';
import { conversion } from '../values/convert.ts';
import {
  compareDecimals,
  decimalFromBigInt,
  negateDecimal,
  roundDecimal,
  wholePart,
} from '../values/decimal.ts';
import { type Int64, negate } from '../values/int64.ts';
import { define, defineCall } from './registry.ts';

/** A real function of reals; a result that is no number where mathematics has none is what Kusto gives. */
function real(names: string, count: number, f: (...x: number[]) => number | null): void {
  define(names, new Array(count).fill('real'), f);
}

real('sqrt', 1, Math.sqrt);
real('exp', 1, Math.exp);
real('exp2', 1, (x) => 2 ** x);
real('exp10', 1, (x) => 10 ** x);
// the engine gives null for the logarithm of a negative number and -infinity for zero
real('log', 1, (x) => (x < 0 ? null : Math.log(x)));
real('log2', 1, (x) => (x < 0 ? null : Math.log2(x)));
real('log10', 1, (x) => (x < 0 ? null : Math.log10(x)));
real('pow', 2, (x, y) => x ** y);
real('sin', 1, Math.sin);
real('cos', 1, Math.cos);
real('tan', 1, Math.tan);
real('asin', 1, (x) => (Math.abs(x) > 1 ? null : Math.asin(x)));
real('acos', 1, (x) => (Math.abs(x) > 1 ? null : Math.acos(x)));
real('atan', 1, Math.atan);
real('atan2', 2, Math.atan2);
real('cot', 1, (x) => 1 / Math.tan(x));
real('radians', 1, (x) => (x * Math.PI) / 180);
real('degrees', 1, (x) => (x * 180) / Math.PI);
define('pi', [], () => Math.PI);
define('isnan', ['real'], (x: number) => Number.isNaN(x));
define('isinf', ['real'], (x: number) => Math.abs(x) === Number.POSITIVE_INFINITY);
define('isfinite', ['real'], (x: number) => Number.isFinite(x));
defineCall('sign', ['any'], ({ args }) =>
  args[0]!.type === 'decimal'
    ? (x: string) => Math.sign(compareDecimals(x, '0'))
    : (x: number | bigint) => (x > 0 ? 1 : x < 0 ? -1 : 0),
);
defineCall('abs', ['any'], ({ args }) =>
  args[0]!.type === 'decimal'
    ? (x: string) => (x.startsWith('-') ? negateDecimal(x) : x)
    : (x: Int64) => (x < 0 ? (typeof x === 'number' ? -x : negate(x)) : x),
);
defineCall('ceiling', ['any'], ({ args }) => {
  if (args[0]!.type === 'decimal')
    return (x: string) => decimalFromBigInt(-wholePart(negateDecimal(x), true));
  return args[0]!.type === 'real' ? (x: number) => Math.ceil(x) : (x) => x;
});

/** Rounds half away from zero on the decimal digits asked for. */
defineCall('round', ['any', 'long'], ({ args, node }) => {
  const from = args[0]!.type;
  if (from === 'decimal') return (x: string, digits = 0) => roundDecimal(x, Number(digits));
  const toReal = conversion(from, 'real');
  if (!toReal) throw unsupported(`round() of ${from}`, node);
  return (x, digits = 0) => {
    const value = toReal(x);
    return value === null ? null : roundReal(value as number, Number(digits));
  };
});

function roundReal(x: number, digits: number): number {
  if (!Number.isFinite(x)) return x;
  const scale = 10 ** Math.abs(digits);
  const scaled = digits >= 0 ? x * scale : x / scale;
  if (!Number.isFinite(scaled)) return x;
  const whole = Math.sign(scaled) * Math.floor(Math.abs(scaled) + 0.5);
  return digits >= 0 ? whole / scale : whole * scale;
}

for (const [name, sign] of [
  ['max_of', 1],
  ['min_of', -1],
] as const) {
  defineCall(
    name,
    ['any'],
    ({ args, type }) => {
      const compare = comparerFor(type);
      const convert = args.map((a) => (a.type === type ? undefined : conversion(a.type, type)));
      return (...values) => {
        let best: unknown = null;
        values.forEach((v, i) => {
          if (v === null) return;
          const value = convert[i] ? convert[i]!(v) : v;
          if (best === null || compare(value, best) * sign > 0) best = value;
        });
        return best;
      };
    },
    { nulls: true },
  );
}

const bits = (f: (a: bigint, b: bigint) => bigint) => (a: Int64, b: Int64) => wrap(f(BigInt(a), BigInt(b)));
function wrap(value: bigint): Int64 {
  const v = BigInt.asIntN(64, value);
  return v >= -9007199254740991n && v <= 9007199254740991n ? Number(v) : v;
}

define('binary_and', ['long', 'long'], bits((a, b) => a & b));
define('binary_or', ['long', 'long'], bits((a, b) => a | b));
define('binary_xor', ['long', 'long'], bits((a, b) => a ^ b));
// the count is taken modulo 64; a negative one has no answer
for (const [name, shift] of [
  ['binary_shift_left', bits((a, b) => a << (b & 63n))],
  ['binary_shift_right', bits((a, b) => a >> (b & 63n))],
] as const) {
  define(name, ['long', 'long'], (a: Int64, b: Int64) => (b < 0 ? null : shift(a, b)));
}
define('binary_not', ['long'], (a: Int64) => wrap(~BigInt(a)));
define('bitset_count_ones', ['long'], (a: Int64) => {
  let n = 0;
  for (let v = BigInt.asUintN(64, BigInt(a)); v > 0n; v >>= 1n) n += Number(v & 1n);
  return n;
});
defineCall('tohex', ['any', 'long'], ({ args, node }) => {
  const type = args[0]!.type;
  const convert = type === 'int' ? (v: unknown) => v : conversion(type, 'long');
  if (!convert) throw unsupported(`tohex() of ${type}`, node);
  const bits = type === 'int' ? 32 : 64;
  return (a: unknown, width = 0) => {
    const value = convert(a) as Int64 | null;
    if (value === null) return null;
    return BigInt.asUintN(bits, BigInt(value))
      .toString(16)
      .padStart(Math.min(Number(width), 16), '0');
  };
});

define('rand', ['long'], (n?: number) => (n && n >= 2 ? Math.floor(Math.random() * n) : Math.random()), {
  volatile: true,
});
define('new_guid', [], () => randomUUID(), { volatile: true });

defineCall('estimate_data_size', ['any'], ({ args, node }) => {
  const sizes: Record<string, number> = {
    int: 4,
    long: 8,
    real: 8,
    bool: 1,
    datetime: 8,
    timespan: 8,
    guid: 16,
  };
  for (const { type } of args)
    if (type !== 'string' && !sizes[type]) throw unsupported(`estimate_data_size() of ${type}`, node);
  return (...values) =>
    values.reduce(
      (sum: number, v, i) => sum + (sizes[args[i]!.type] ?? Buffer.byteLength(v as string, 'utf8')),
      0,
    );
});
