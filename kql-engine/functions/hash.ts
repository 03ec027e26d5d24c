import { unsupported } from '../scope.ts';
import type { DateTicks } from '../values/datetime.ts';
import { toAbsoluteTicks } from '../values/datetime.ts';
import { fromBigInt, type Int64 } from '../values/int64.ts';
import { type Call, defineCall, type Evaluate } from './registry.ts';
import { xxhash64 } from './xxhash64.ts';

/** The bytes of a value that the service hashes: text as UTF-8, long, datetime and timespan as 64-bit little-endian numbers. */
function bytesOf(call: Call, index: number): (value: unknown) => Uint8Array {
  const type = call.args[index]!.type;
  const eight = (value: Int64) => {
    const out = new DataView(new ArrayBuffer(8));
    out.setBigInt64(0, BigInt(value), true);
    return new Uint8Array(out.buffer);
  };
  switch (type) {
    case 'string':
      return (v) => Buffer.from(v as string, 'utf8');
    case 'long':
    case 'timespan':
      return (v) => eight(v as Int64);
    case 'datetime':
      return (v) => eight(toAbsoluteTicks(v as DateTicks));
    default:
      throw unsupported(`a hash of ${type}`, call.node);
  }
}

function hashOf(call: Call): Evaluate {
  const bytes = bytesOf(call, 0);
  return (value, mod?: Int64) => {
    const h = BigInt.asIntN(64, xxhash64(bytes(value)));
    if (mod === undefined) return fromBigInt(h);
    if (mod <= 0) return null;
    const rest = h % BigInt(mod);
    return fromBigInt(rest < 0n ? rest + BigInt(mod) : rest);
  };
}
defineCall('hash hash_xxhash64', ['any', 'long'], hashOf);
