import { xxhash64 } from '../functions/xxhash64.ts';
import type { KqlType } from '../types.ts';
import { type DateTicks, toAbsoluteTicks } from '../values/datetime.ts';
import { type Dynamic, dynamicKey } from '../values/dynamic.ts';
import type { Int64 } from '../values/int64.ts';

const eight = new DataView(new ArrayBuffer(8));
const eightBytes = new Uint8Array(eight.buffer);

function ofNumber(value: Int64): bigint {
  eight.setBigInt64(0, BigInt(value), true);
  return xxhash64(eightBytes);
}

const ofText = (text: string) => xxhash64(Buffer.from(text, 'utf8'));

/**
 * The 64-bit hash by which sketches tell the values of a type apart: XXH64 as hash() has it, of the text of a value where that
 * is not a number of 64 bits.
 */
export function valueHash(type: KqlType): (value: unknown) => bigint {
  switch (type) {
    case 'int':
    case 'long':
    case 'timespan':
      return (v) => ofNumber(v as Int64);
    case 'datetime':
      return (v) => ofNumber(toAbsoluteTicks(v as DateTicks));
    case 'dynamic':
      return (v) => ofText(dynamicKey(v as Dynamic));
    default:
      return (v) => ofText(String(v));
  }
}
