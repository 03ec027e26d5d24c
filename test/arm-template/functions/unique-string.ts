const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * `uniqueString`: a hash of 13 letters and digits. Microsoft Learn gives the shape only. The hash itself is a 64-bit relative
 * of MurmurHash3 over the strings with hyphens between them; its constants were found out by known results.
 */
export function uniqueString(...values: string[]): string {
  let hash = murmurHash64(Buffer.from(values.join('-')));
  let text = '';
  for (let digit = 0; digit < 13; digit++) {
    text += letters[Number(hash >> 59n)];
    hash = BigInt.asUintN(64, hash << 5n);
  }
  return text;
}

const first = 0x239b961b;
const second = 0xab0e9789;

function murmurHash64(data: Buffer): bigint {
  let high = 0;
  let low = 0;
  let at = 0;
  for (; at + 8 <= data.length; at += 8) {
    low = rotate(low ^ mixLow(data.readInt32LE(at)), 19);
    low = (Math.imul((low + high) | 0, 5) + 0x561ccd1b) | 0;
    high = rotate(high ^ mixHigh(data.readInt32LE(at + 4)), 13);
    high = (Math.imul((high + low) | 0, 5) + 0x0bcaa747) | 0;
  }
  const rest = Buffer.alloc(8);
  data.copy(rest, 0, at);
  low ^= mixLow(rest.readInt32LE(0));
  high ^= mixHigh(rest.readInt32LE(4));
  low ^= data.length;
  high ^= data.length;
  low = (low + high) | 0;
  high = (high + low) | 0;
  low = avalanche(low);
  high = avalanche(high);
  low = (low + high) | 0;
  high = (high + low) | 0;
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

function mixLow(word: number): number {
  return Math.imul(rotate(Math.imul(word, first), 15), second);
}

function mixHigh(word: number): number {
  return Math.imul(rotate(Math.imul(word, second), 17), first);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function avalanche(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
