import { isIPv6 } from 'node:net';
import { type Dynamic, dynamicToString } from '../values/dynamic.ts';
import { parseIpv4 } from './ipv4.ts';
import { define } from './registry.ts';

interface Address {
  bits: bigint;
  /** Length of the prefix, 0 to 128. */
  prefix: number;
  /** Written as IPv4: held as ::ffff:a.b.c.d. */
  isIpv4: boolean;
}

const IPV4_MAPPED = 0xffff00000000n;

/** An IPv6 or IPv4 address, with or without a prefix; null when it is neither. */
export function parseIp(text: string): Address | null {
  const trimmed = text.trim();
  const v4 = parseIpv4(trimmed);
  if (v4) return { bits: IPV4_MAPPED + BigInt(v4.address), prefix: v4.prefix + 96, isIpv4: true };
  // the prefix of an IPv4 address counts its 32 bits, behind two colons too (documented)
  if (/^::\d+\.\d+\.\d+\.\d+\/([0-2]?\d|3[0-2])$/.test(trimmed)) return parseIp(trimmed.slice(2));
  const m = /^([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i.exec(trimmed);
  if (!m || !isIPv6(m[1]!)) return null;
  const prefix = m[2] === undefined ? 128 : Number(m[2]);
  return prefix > 128 ? null : { bits: bitsOf(m[1]!), prefix, isIpv4: false };
}

function bitsOf(text: string): bigint {
  const dotted = /(?<=:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  let plain = text;
  if (dotted) {
    const n = parseIpv4(dotted[1]!)!.address;
    plain = `${text.slice(0, dotted.index)}${Math.floor(n / 65536).toString(16)}:${(n % 65536).toString(16)}`;
  }
  const [head = '', tail] = plain.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...new Array<string>(zeros).fill('0'), ...right];
  return groups.reduce((n, g) => (n << 16n) | BigInt(`0x${g}`), 0n);
}

function masked(bits: bigint, prefix: number): bigint {
  const drop = BigInt(128 - prefix);
  return (bits >> drop) << drop;
}

/** A prefix given beside two IPv4 addresses counts the 32 bits of IPv4. */
function compare(a: string, b: string, asked = 128): number | null {
  const x = parseIp(a);
  const y = parseIp(b);
  if (!x || !y || asked < 0 || asked > 128) return null;
  const limit = x.isIpv4 && y.isIpv4 ? Math.min(128, asked + 96) : asked;
  const prefix = Math.min(x.prefix, y.prefix, limit);
  const m = masked(x.bits, prefix);
  const n = masked(y.bits, prefix);
  return m < n ? -1 : m > n ? 1 : 0;
}

define('ipv6_compare', ['string', 'string', 'long'], compare);
define('ipv6_is_match', ['string', 'string', 'long'], (a: string, b: string, prefix = 128) => {
  const order = compare(a, b, prefix);
  return order === null ? null : order === 0;
});

function inRange(ip: string, range: string): boolean | null {
  const x = parseIp(ip);
  const r = parseIp(range);
  return x && r ? masked(x.bits, r.prefix) === masked(r.bits, r.prefix) : null;
}
define('ipv6_is_in_range', ['string', 'string'], inRange);
define('ipv6_is_in_any_range', ['string', 'any'], (ip: string, ...ranges: unknown[]) =>
  parseIp(ip) ? ranges.flat().some((r) => inRange(ip, dynamicToString(r as Dynamic)) === true) : null);

/** All eight groups with four digits each. */
function fullText(bits: bigint): string {
  return bits.toString(16).padStart(32, '0').match(/.{4}/g)!.join(':');
}
define('parse_ipv6', ['string'], (ip: string) => {
  const x = parseIp(ip);
  return x ? fullText(masked(x.bits, x.prefix)) : '';
});
define('parse_ipv6_mask', ['string', 'long'], (ip: string, prefix: number) => {
  const x = parseIp(ip);
  return x && prefix >= 0 && prefix <= 128 ? fullText(masked(x.bits, Math.min(x.prefix, prefix))) : '';
});
