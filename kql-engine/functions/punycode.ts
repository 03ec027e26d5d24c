import { define } from './registry.ts';

/** Parameters of RFC 3492. */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

function adapt(delta: number, points: number, first: boolean): number {
  let d = first ? Math.floor(delta / DAMP) : delta >> 1;
  d += Math.floor(d / points);
  let k = 0;
  for (; d > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) d = Math.floor(d / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * d) / (d + SKEW));
}

const threshold = (k: number, bias: number) => Math.min(T_MAX, Math.max(T_MIN, k - bias));

/** Punycode of a text, without a prefix; a text of ASCII alone ends with the delimiter. */
export function encodePunycode(text: string): string {
  const points = [...text].map((c) => c.codePointAt(0)!);
  const basic = points.filter((p) => p < FIRST_CODE);
  let out = String.fromCharCode(...basic);
  if (basic.length) out += '-';
  let handled = basic.length;
  let n = FIRST_CODE;
  let delta = 0;
  let bias = FIRST_BIAS;
  while (handled < points.length) {
    const next = Math.min(...points.filter((p) => p >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const p of points) {
      if (p < n) delta++;
      if (p !== n) continue;
      let q = delta;
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias);
        if (q < t) break;
        out += DIGITS[t + ((q - t) % (BASE - t))];
        q = Math.floor((q - t) / (BASE - t));
      }
      out += DIGITS[q];
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return out;
}

/** The text of a Punycode; null when it is none. */
export function decodePunycode(encoded: string): string | null {
  const cut = encoded.lastIndexOf('-');
  const points = [...encoded.slice(0, Math.max(0, cut))].map((c) => c.codePointAt(0)!);
  if (points.some((p) => p >= FIRST_CODE)) return null;
  let n = FIRST_CODE;
  let i = 0;
  let bias = FIRST_BIAS;
  for (let at = cut + 1; at < encoded.length; ) {
    const before = i;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = DIGITS.indexOf((encoded[at++] ?? ' ').toLowerCase());
      if (digit < 0) return null;
      i += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      weight *= BASE - t;
    }
    const length = points.length + 1;
    bias = adapt(i - before, length, before === 0);
    n += Math.floor(i / length);
    i %= length;
    if (n > 0x10ffff || (n >= 0xd800 && n < 0xe000)) return null;
    points.splice(i++, 0, n);
  }
  return String.fromCodePoint(...points);
}

define('punycode_from_string', ['string'], encodePunycode);
define('punycode_to_string', ['string'], (s: string) => decodePunycode(s) ?? '');

/** The full stops that part the labels of an international domain name (RFC 3490). */
const STOPS = /[.\u3002\uff0e\uff61]/;

/** Other than with whole texts, of a domain `to_string` encodes and `from_string` decodes (documented so). */
define('punycode_domain_to_string', ['string'], (domain: string) =>
  domain
    .split(STOPS)
    .map((label) => (/^[\x00-\x7f]*$/.test(label) ? label : `xn--${encodePunycode(label)}`))
    .join('.'));
define('punycode_domain_from_string', ['string'], (domain: string) => {
  const labels = domain.split('.').map((l) => (/^xn--/i.test(l) ? decodePunycode(l.slice(4)) : l));
  return labels.includes(null) ? '' : labels.join('.');
});
