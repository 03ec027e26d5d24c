import { hash } from 'node:crypto';
import { hasTerm } from '../expressions/string-operators.ts';
import { codePointLength, searchCodePoints, sliceCodePoints } from '../values/code-points.ts';
import { compareStrings } from '../values/compare.ts';
import { conversion } from '../values/convert.ts';
import { type Dynamic, dynamicToString } from '../values/dynamic.ts';
import { type Call, define, defineCall } from './registry.ts';

define('strlen', ['string'], codePointLength);
define('string_size', ['string'], (s: string) => Buffer.byteLength(s, 'utf8'));
define('tolower', ['string'], (s: string) => s.toLowerCase());
define('toupper', ['string'], (s: string) => s.toUpperCase());
define('reverse', ['string'], (s: string) => [...s].reverse().join(''));
define('strrep', ['string', 'long', 'string'], (s: string, n: number, delimiter = '') =>
  Array.from({ length: Math.max(0, Math.min(n, 1024)) }, () => s).join(delimiter));
define('strcmp', ['string', 'string'], (a: string, b: string) => Math.sign(compareStrings(a, b)));

/** Text of a value of any type, as strcat and strcat_delim join it. */
function texts(call: Call): ((v: unknown) => string)[] {
  return call.args.map((a) => {
    if (a.type === 'string') return (v) => v as string;
    const convert = conversion(a.type, 'string')!;
    return (v) => (v === null ? '' : (convert(v) as string));
  });
}

defineCall(
  'strcat',
  ['any'],
  (call) => {
    const to = texts(call);
    return (...values) => {
      let out = '';
      for (let i = 0; i < values.length; i++) out += to[i]!(values[i]);
      return out;
    };
  },
  { nulls: true },
);

defineCall(
  'strcat_delim',
  ['any'],
  (call) => {
    const to = texts(call);
    return (...values) =>
      values
        .slice(1)
        .map((v, i) => to[i + 1]!(v))
        .join(to[0]!(values[0]));
  },
  { nulls: true },
);

define('substring', ['string', 'long', 'long'], (s: string, start: number, length?: number) => {
  const from = start < 0 ? start + codePointLength(s) : start;
  if (from < 0 || (length !== undefined && length < 0)) return '';
  return sliceCodePoints(s, from, length === undefined ? undefined : from + length);
});

/** Where a text stands; start and length cut a window, the occurrence counts from 1. */
define('indexof', ['string', 'string', 'long', 'long', 'long'], (
  s: string,
  needle: string,
  start = 0,
  length = -1,
  occurrence = 1,
) => {
  if (needle === '' || occurrence < 1) return null;
  return searchCodePoints(s, start, length, (from, end) => {
    let at = from - 1;
    for (let n = 0; n < occurrence; n++) {
      at = s.indexOf(needle, at + 1);
      if (at < 0 || at > end || (at === end && length >= 0)) return -1;
    }
    return at;
  });
});

define('split', ['string', 'string', 'long'], (s: string, delimiter: string, index?: number) => {
  const parts = delimiter === '' ? [s] : s.split(delimiter);
  if (index === undefined) return parts;
  return index >= 0 && index < parts.length ? [parts[index]!] : null;
});

define('strcat_array array_strcat', ['dynamic', 'string'], (list: Dynamic, delimiter: string) =>
  Array.isArray(list) ? list.map(dynamicToString).join(delimiter) : null);

define('replace_string', ['string', 'string', 'string'], (s: string, from: string, to: string) =>
  from === '' ? s : s.replaceAll(from, () => to));

/** Looks for all texts at once, the first of the list that fits at a place wins; a replacement that is no text keeps it. */
define('replace_strings', ['string', 'dynamic', 'dynamic'], (s: string, from: Dynamic, to: Dynamic) => {
  if (!Array.isArray(from)) return s;
  const lookups = from.filter((f): f is string => typeof f === 'string' && f !== '');
  // an earlier text takes all its places before the next one, and what was put in is not looked at again
  let parts: { text: string; done: boolean }[] = [{ text: s, done: false }];
  for (const lookup of lookups) {
    const target = Array.isArray(to) ? to[from.indexOf(lookup)] : to;
    const put = { text: typeof target === 'string' ? target : lookup, done: true };
    parts = parts.flatMap((part) =>
      part.done
        ? [part]
        : part.text
            .split(lookup)
            .flatMap((text, i) => (i ? [put, { text, done: false }] : [{ text, done: false }])),
    );
  }
  return parts.map((part) => part.text).join('');
});

define('translate', ['string', 'string', 'string'], (from: string, to: string, text: string) => {
  if (to === '') return [...text].filter((c) => !from.includes(c)).join('');
  return [...text]
    .map((c) => (from.includes(c) ? to[Math.min(from.indexOf(c), to.length - 1)]! : c))
    .join('');
});

define('isascii', ['string'], (s: string) => /^[\x00-\x7f]*$/.test(s));
define('isutf8', ['string'], (s: string) => s.isWellFormed());
define('has_any_index', ['string', 'dynamic'], (s: string, list: Dynamic) => {
  if (!Array.isArray(list)) return -1;
  const text = s.toLowerCase();
  return list.findIndex((v) => hasTerm(text, dynamicToString(v).toLowerCase(), true, true));
});

define('unicode_codepoints_from_string to_utf8', ['string'], (s: string) =>
  [...s].map((c) => c.codePointAt(0)!));
defineCall('unicode_codepoints_to_string make_string', ['any'], () => (...values) => {
  const points = values.flat().map(Number);
  // one that is no code point makes the result empty (documented)
  const valid = (p: number) => Number.isInteger(p) && p >= 0 && p <= 0x10ffff && (p < 0xd800 || p > 0xdfff);
  return points.every(valid) ? points.map((p) => String.fromCodePoint(p)).join('') : '';
});

/** The bytes that the hash functions see. */
function hashText(call: Call): (v: unknown) => string {
  return texts(call)[0]!;
}
for (const [name, algorithm] of [
  ['hash_md5', 'md5'],
  ['hash_sha1', 'sha1'],
  ['hash_sha256', 'sha256'],
] as const) {
  defineCall(
    name,
    ['any'],
    (call) => {
      const text = hashText(call);
      return (v) => hash(algorithm, text(v), 'hex');
    },
    { nulls: true },
  );
}

define('parse_csv', ['string'], (line: string) => {
  const out: string[] = [];
  let at = 0;
  for (;;) {
    let field = '';
    if (line[at] === '"') {
      at++;
      for (;;) {
        const close = line.indexOf('"', at);
        if (close < 0) {
          field += line.slice(at);
          at = line.length;
          break;
        }
        field += line.slice(at, close);
        at = close + 1;
        if (line[at] !== '"') break;
        field += '"';
        at++;
      }
    }
    const rest = /[^,\r\n]*/y;
    rest.lastIndex = at;
    field += rest.exec(line)![0];
    at = rest.lastIndex;
    out.push(field);
    if (line[at] !== ',') return out;
    at++;
  }
});
