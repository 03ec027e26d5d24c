import { conversion } from '../values/convert.ts';
import { type Dynamic, dynamicToString } from '../values/dynamic.ts';
import { parseIpv4 } from './ipv4.ts';
import { define, defineCall } from './registry.ts';

/** Dotted text of an address given as a number. */
export function ipv4Text(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** Addresses in a text that stand between characters that are neither letters nor digits. */
function* addressesIn(text: string): Iterable<string> {
  for (const m of text.matchAll(/(?<![\p{L}\p{N}])\d{1,3}(?:\.\d{1,3}){3}(?![\p{L}\p{N}])/gu)) {
    if (parseIpv4(m[0])) yield m[0];
  }
}

function hasAddress(text: string, wanted: string): boolean {
  const ip = parseIpv4(wanted);
  if (!ip || wanted.includes('/')) return false;
  for (const found of addressesIn(text)) if (parseIpv4(found)!.address === ip.address) return true;
  return false;
}

/** A prefix is a whole address or its beginning up to a dot. */
function hasPrefix(text: string, prefix: string): boolean {
  if (parseIpv4(prefix) && !prefix.includes('/')) return hasAddress(text, prefix);
  if (!/^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){1,3}$/.test(prefix)) return false;
  for (const found of addressesIn(text)) if (found.startsWith(prefix)) return true;
  return false;
}

/** The wanted texts: a dynamic array or a list of arguments. */
function wantedOf(values: unknown[]): string[] {
  return values.flat().map((v) => dynamicToString(v as Dynamic));
}

define('has_ipv4', ['string', 'string'], hasAddress);
define('has_ipv4_prefix', ['string', 'string'], hasPrefix);
define('has_any_ipv4', ['string', 'any'], (text: string, ...ips: unknown[]) =>
  wantedOf(ips).some((ip) => hasAddress(text, ip)));
define('has_any_ipv4_prefix', ['string', 'any'], (text: string, ...prefixes: unknown[]) =>
  wantedOf(prefixes).some((p) => hasPrefix(text, p)));

/** The address cut to the shorter of its own prefix and the one asked for. */
for (const [name, withMask] of [
  ['format_ipv4', false],
  ['format_ipv4_mask', true],
] as const) {
  defineCall(name, ['any', 'long'], ({ args }) => {
    const from = args[0]!.type;
    const toNumber = from === 'string' ? undefined : conversion(from, 'long');
    return (ip: unknown, asked: number | bigint = 32) => {
      const address = toNumber ? numeric(toNumber(ip)) : parseIpv4(String(ip));
      if (!address || asked < 0 || asked > 32) return '';
      const prefix = Math.min(address.prefix, Number(asked));
      const size = 2 ** (32 - prefix);
      const text = ipv4Text(Math.floor(address.address / size) * size);
      return withMask ? `${text}/${prefix}` : text;
    };
  });
}

function numeric(value: unknown): { address: number; prefix: number } | null {
  return typeof value === 'number' && value >= 0 && value <= 0xffffffff
    ? { address: value, prefix: 32 }
    : null;
}

/** The fewest networks that cover a range of addresses, both ends included. */
define('ipv4_range_to_cidr_list', ['string', 'string'], (start: string, end: string) => {
  const first = parseIpv4(start);
  const last = parseIpv4(end);
  if (!first || !last || first.address > last.address) return null;
  const out: string[] = [];
  for (let at = first.address; at <= last.address; ) {
    let prefix = 32;
    while (prefix > 0) {
      const size = 2 ** (33 - prefix);
      if (at % size !== 0 || at + size - 1 > last.address) break;
      prefix--;
    }
    out.push(`${ipv4Text(at)}/${prefix}`);
    at += 2 ** (32 - prefix);
  }
  return out;
});
