import { mergedDigest, mergedHll, readDigest, readHll } from '../aggregates/sketches.ts';
import { type Expr, unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { comparerFor } from '../values/compare.ts';
import { conversion } from '../values/convert.ts';
import { type Dynamic, dynamicNumber, toDynamic } from '../values/dynamic.ts';
import { type Call, defineCall } from './registry.ts';

/** How many different values a sketch of hll() has seen. */
defineCall('dcount_hll', ['dynamic'], (call) => (sketch: Dynamic) => readHll(sketch, call).count());

/** As for other functions, one null makes the result null. */
defineCall('hll_merge', ['dynamic'], (call) => {
  return (...sketches: Dynamic[]) => mergedHll(sketches, call);
});

defineCall('tdigest_merge merge_tdigest', ['dynamic'], (call) => {
  return (...digests: Dynamic[]) => mergedDigest(digests, call);
});

/** The type that a literal in an argument names, as `typeof(long)`. */
function typeNamed(argument: Expr | undefined): KqlType | undefined {
  return argument?.type === 'string' ? (argument.constant?.value as KqlType) : undefined;
}

/** Values of a digest in a type; as the digest has them without one. */
function inType(from: KqlType, to: KqlType | undefined, call: Call): (value: unknown) => unknown {
  if (to === undefined || to === from) return (v) => v;
  const convert = conversion(from, to);
  if (!convert) throw unsupported(`a percentile of ${from} as ${to}`, call.node);
  return (v) => (v === null ? null : convert(v));
}

defineCall('percentile_tdigest', ['dynamic', 'real', 'any'], (call) => {
  const type = typeNamed(call.args[2]);
  return (value: Dynamic, percent: number) => {
    const digest = readDigest(value, call);
    const found = digest.percentile(checked(percent, call));
    return type ? inType(digest.type, type, call)(found) : toDynamic(found, digest.type);
  };
});

/** Percentages as arguments or as one array; a type literal may follow. */
defineCall('percentiles_array_tdigest', ['dynamic', 'any'], (call) => {
  const last = call.args.at(-1);
  const type = typeNamed(last);
  const count = call.args.length - (type ? 2 : 1);
  return (value: Dynamic, ...rest: Dynamic[]) => {
    const digest = readDigest(value, call);
    const percents = rest
      .slice(0, count)
      .flat()
      .map((p) => checked(Number(dynamicNumber(p)), call));
    const convert = inType(digest.type, type, call);
    return percents.map((p) => toDynamic(convert(digest.percentile(p)), type ?? digest.type));
  };
});

function checked(percent: number, call: Call): number {
  if (percent >= 0 && percent <= 100) return percent;
  throw unsupported('a percentile outside of 0 to 100', call.node);
}

const numbers: KqlType[] = ['int', 'long', 'real', 'decimal'];

/** How many values of the digest are not larger than a value; and how many there are. */
function ranked(value: Dynamic, bound: unknown, call: Call): { rank: number; total: number } {
  const digest = readDigest(value, call);
  const type = call.args[1]!.type;
  const same = type === digest.type || (type === 'int' && digest.type === 'long');
  if (!same && !(numbers.includes(type) && numbers.includes(digest.type)))
    throw unsupported(`the rank of a value of type ${type} among values of type ${digest.type}`, call.node);
  // numbers of different types are compared as reals
  const common = same ? digest.type : 'real';
  const compare = comparerFor(common);
  const [ofMember, ofBound] = [conversion(digest.type, common)!, conversion(same ? common : type, common)!];
  const limit = ofBound(bound);
  return { rank: digest.rank((m) => compare(ofMember(m), limit)), total: digest.total };
}

defineCall('rank_tdigest', ['dynamic', 'any'], (call) => {
  return (value: Dynamic, bound) => ranked(value, bound, call).rank;
});

/** A percentage of the size; null for a digest of nothing. */
defineCall('percentrank_tdigest', ['dynamic', 'any'], (call) => (value: Dynamic, bound) => {
  const { rank, total } = ranked(value, bound, call);
  return total === 0 ? null : (rank * 100) / total;
});
