import type { NumberColumn, Values } from '../chunk.ts';
import { fromBigInt, type Int64 } from '../values/int64.ts';

/**
 * 64-bit numbers byte by byte: first the lowest byte of all of them, then the next one … Neighbours are alike in the high
 * bytes, so this packs far better than number after number.
 */
export function toPlanes(bytes: Uint8Array): Buffer {
  const count = bytes.length / 8;
  const out = Buffer.allocUnsafe(bytes.length);
  for (let row = 0, at = 0; row < count; row++) {
    for (let plane = 0; plane < 8; plane++) out[plane * count + row] = bytes[at++]!;
  }
  return out;
}

/** Undoes `toPlanes`; gives memory of its own, aligned. */
export function fromPlanes(bytes: Uint8Array): ArrayBuffer {
  const count = bytes.length / 8;
  const out = new Uint8Array(bytes.length);
  for (let row = 0, at = 0; row < count; row++) {
    for (let plane = 0; plane < 8; plane++) out[at++] = bytes[plane * count + row]!;
  }
  return out.buffer;
}

/** The bytes of a typed array. */
export function bytesUnder(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Memory of its own for bytes that may lie in a shared pool. */
export function ownMemory(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** 64-bit integers of a list, and which rows have one. */
export function writeInt64(list: Values): { values: BigInt64Array; valid: Uint8Array } {
  const values = new BigInt64Array(list.length);
  const valid = new Uint8Array(list.length);
  for (let row = 0; row < list.length; row++) {
    const value = list[row] as Int64 | null;
    if (value === null) continue;
    values[row] = BigInt(value);
    valid[row] = 1;
  }
  return { values, valid };
}

export function readInt64(values: BigInt64Array, valid: Uint8Array | undefined): Values {
  return Array.from(values, (value, row) => (valid && !valid[row] ? null : fromBigInt(value)));
}

/** The numbers of a column as bytes to be packed. */
export function numberBytes({ values }: NumberColumn): Uint8Array {
  return values instanceof Float64Array ? toPlanes(bytesUnder(values)) : bytesUnder(values);
}
