import { unsupported } from '../scope.ts';
import { define, defineCall } from './registry.ts';

/** An address as a number, and the length of its prefix (32 without one); null when it is no IPv4 text. */
export function parseIpv4(text: string): { address: number; prefix: number } | null {
  const m = /^\s*(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?\s*$/.exec(text);
  if (!m) return null;
  const parts = m.slice(1, 5).map(Number);
  const prefix = m[5] === undefined ? 32 : Number(m[5]);
  if (parts.some((p) => p > 255) || prefix > 32) return null;
  return { address: parts.reduce((n, p) => n * 256 + p, 0), prefix };
}

function network(address: number, prefix: number): number {
  const size = 2 ** (32 - prefix);
  return Math.floor(address / size) * size;
}

function compare(a: string, b: string, prefix = 32): number | null {
  const x = parseIpv4(a);
  const y = parseIpv4(b);
  if (!x || !y) return null;
  const bits = Math.min(x.prefix, y.prefix, prefix);
  return Math.sign(network(x.address, bits) - network(y.address, bits));
}

defineCall('ipv4_compare ipv4_is_match', ['string', 'string', 'long'], ({ node }) => {
  const match = node.Name.SimpleName === 'ipv4_is_match';
  return (a: string, b: string, prefix = 32) => {
    if (prefix < 0 || prefix > 32) throw unsupported(`a prefix of ${prefix} bits`, node);
    const order = compare(a, b, prefix);
    return order === null || !match ? order : order === 0;
  };
});

function inRange(ip: string, range: string): boolean | null {
  const x = parseIpv4(ip);
  const r = parseIpv4(range);
  if (!x || !r) return null;
  return network(x.address, r.prefix) === network(r.address, r.prefix);
}
define('ipv4_is_in_range', ['string', 'string'], inRange);
define('ipv4_is_in_any_range', ['string', 'any'], (ip: string, ...ranges: unknown[]) => {
  if (!parseIpv4(ip)) return null;
  return ranges.flat().some((r) => inRange(ip, String(r)) === true);
});

/** The private networks of RFC 1918. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];
define('ipv4_is_private', ['string'], (ip: string) => {
  const x = parseIpv4(ip);
  if (!x) return null;
  return PRIVATE.some((p) => {
    const r = parseIpv4(p)!;
    return x.prefix >= r.prefix && network(x.address, r.prefix) === r.address;
  });
});
define('ipv4_netmask_suffix', ['string'], (ip: string) => parseIpv4(ip)?.prefix ?? null);
define('parse_ipv4', ['string'], (ip: string) => {
  const x = parseIpv4(ip);
  return x ? network(x.address, x.prefix) : null;
});
define('parse_ipv4_mask', ['string', 'long'], (ip: string, prefix: number) => {
  const x = parseIpv4(ip);
  return x && prefix >= 0 && prefix <= 32 ? network(x.address, Math.min(x.prefix, prefix)) : null;
});
