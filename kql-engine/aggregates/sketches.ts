import { KeyNumbers } from '../operators/key-numbers.ts';
import { runtimeError, unsupported } from '../scope.ts';
import type { Dynamic } from '../values/dynamic.ts';
import { PairNumbers } from '../values/pair-numbers.ts';
import { HyperLogLog } from './hyperloglog.ts';
import { type Accumulator, type AggregateCall, defineAggregate, fold } from './registry.ts';
import { TDigest } from './t-digest.ts';
import { valueHash } from './value-hash.ts';

const DEFAULT_ACCURACY = 1;

/** hll() and hll_if(): a sketch of the distinct values of a group; null is not a value. */
function hll(call: AggregateCall, accuracyAt: number, conditionAt?: number): Accumulator {
  const [value] = call.args as [AggregateCall['args'][0]];
  const level = call.args[accuracyAt];
  if (level && !level.constant)
    throw unsupported(`${call.name}() with an accuracy that is no constant`, call.node);
  const accuracy = level ? Number(level.constant!.value) : DEFAULT_ACCURACY;
  if (!HyperLogLog.ofAccuracy(accuracy))
    throw runtimeError('argument', `${call.name}(): the accuracy must be 0 to 4`, call.node);
  const condition = conditionAt === undefined ? undefined : call.args[conditionAt];
  const hashOf = valueHash(value.type);
  const keys = new KeyNumbers(value);
  const hashes: bigint[] = [];
  const pairs = new PairNumbers();
  const sketches: HyperLogLog[] = [];
  return {
    bind(chunk) {
      const get = value.bind(chunk);
      const holds = condition?.bind(chunk);
      return (group, row) => {
        if (holds && holds(row) !== true) return;
        const v = get(row);
        if (v === null) return;
        const key = keys.numberOf(v);
        const before = pairs.size;
        if (pairs.add(group, key) !== before) return;
        hashes[key] ??= hashOf(v);
        sketches[group] ??= HyperLogLog.ofAccuracy(accuracy)!;
        sketches[group].add(hashes[key]);
      };
    },
    result: (group) => [(sketches[group] ?? HyperLogLog.ofAccuracy(accuracy)!).toDynamic()],
  };
}
defineAggregate('hll', (call) => hll(call, 1));
defineAggregate('hll_if', (call) => hll(call, 2, 1));

type Place = Pick<AggregateCall, 'node'>;

/** Adds a sketch to the one before, which it changes. Different accuracy does not merge, as documented; an empty one takes any. */
function joinHll(before: HyperLogLog | undefined, next: HyperLogLog, call: Place): HyperLogLog {
  if (!before || before.isEmpty) return next;
  if (!next.isEmpty && !before.merge(next))
    throw runtimeError('argument', 'values of hll() with different accuracy cannot be merged', call.node);
  return before;
}

/** The union of sketches, as a new value; the empty sketch when there are none. */
export function mergedHll(sketches: Dynamic[], call: Place): Dynamic {
  let out: HyperLogLog | undefined;
  for (const s of sketches) out = joinHll(out, readHll(s, call), call);
  return (out ?? HyperLogLog.ofAccuracy(DEFAULT_ACCURACY)!).toDynamic();
}

/** Reads a value made by hll(); what another value gives is not documented. */
export function readHll(value: Dynamic, call: Place): HyperLogLog {
  const sketch = HyperLogLog.fromDynamic(value);
  if (!sketch) throw unsupported('a value that hll() has not made', call.node);
  return sketch;
}

/** As `readHll`, for tdigest(). */
export function readDigest(value: Dynamic, call: Place): TDigest {
  const digest = TDigest.fromDynamic(value);
  if (!digest) throw unsupported('a value that tdigest() has not made', call.node);
  return digest;
}

defineAggregate('hll_merge', (call) =>
  fold(
    call,
    (): { sketch?: HyperLogLog } => ({}),
    (state: { sketch?: HyperLogLog }, v) => ({
      sketch: joinHll(state.sketch, readHll(v as Dynamic, call), call),
    }),
    ({ sketch }) => (sketch ?? HyperLogLog.ofAccuracy(DEFAULT_ACCURACY)!).toDynamic(),
  ),
);

/** tdigest(): a sketch of the distribution of a group. Null is not a value; a weight counts from 1. */
defineAggregate('tdigest', (call) =>
  fold(
    call,
    () => new TDigest(call.args[0]!.type),
    (digest: TDigest, v, [weight]) => {
      const times = call.args[1] ? Number(weight) : 1;
      if (times > 0) digest.add(v, times);
      return digest;
    },
    (digest) => digest.toDynamic(),
  ),
);

/** Adds a digest to the one before, which it changes. They must be of one type, as documented; an empty one takes any. */
function joinDigest(before: TDigest | undefined, next: TDigest, call: Place): TDigest {
  if (!before || before.isEmpty) return next;
  if (!before.merge(next))
    throw runtimeError('argument', 'values of tdigest() of different types cannot be merged', call.node);
  return before;
}

/** The digest of all values of digests, as a new value. */
export function mergedDigest(digests: Dynamic[], call: Place): Dynamic {
  let out: TDigest | undefined;
  for (const d of digests) out = joinDigest(out, readDigest(d, call), call);
  return (out ?? new TDigest('long')).toDynamic();
}

defineAggregate('tdigest_merge merge_tdigest', (call) =>
  fold(
    call,
    (): { digest?: TDigest } => ({}),
    (state: { digest?: TDigest }, v) => ({
      digest: joinDigest(state.digest, readDigest(v as Dynamic, call), call),
    }),
    ({ digest }) => (digest ?? new TDigest('long')).toDynamic(),
  ),
);
