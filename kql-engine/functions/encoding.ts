import { gunzipSync, inflateSync } from 'node:zlib';
import { define } from './registry.ts';

/** Bytes of base64 text, or null when it is not base64. */
function base64Bytes(text: string): Buffer | null {
  const clean = text.replace(/\s/g, '');
  if (clean.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(clean)) return null;
  return Buffer.from(clean, 'base64');
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

define('base64_encode_tostring base64_encodestring', ['string'], (s: string) =>
  Buffer.from(s, 'utf8').toString('base64'));
define('base64_decode_tostring base64_decodestring', ['string'], (s: string) => {
  const bytes = base64Bytes(s);
  return bytes ? utf8(bytes) : null;
});
define('base64_decode_toarray', ['string'], (s: string) => {
  const bytes = base64Bytes(s);
  return bytes ? [...bytes] : null;
});
define('base64_encode_fromarray', ['dynamic'], (list: unknown) =>
  Array.isArray(list) ? Buffer.from(list.map(Number)).toString('base64') : null);
define('base64_decode_toguid', ['string'], (s: string) => {
  const bytes = base64Bytes(s);
  if (bytes?.length !== 16) return null;
  return guidText(bytes);
});
define('base64_encode_fromguid', ['guid'], (g: string) => guidBytes(g).toString('base64'));

/** The first three parts of a GUID are little-endian in its bytes. */
function guidText(bytes: Buffer): string {
  const part = (from: number, to: number, little: boolean) => {
    const piece = Buffer.from(bytes.subarray(from, to));
    return (little ? piece.reverse() : piece).toString('hex');
  };
  return [part(0, 4, true), part(4, 6, true), part(6, 8, true), part(8, 10, false), part(10, 16, false)].join(
    '-',
  );
}

function guidBytes(guid: string): Buffer {
  const [a, b, c, d, e] = guid.split('-').map((p) => Buffer.from(p, 'hex')) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  return Buffer.concat([a.reverse(), b.reverse(), c.reverse(), d, e]);
}

define('url_decode', ['string'], (s: string) => {
  const text = s.replaceAll('+', ' ');
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
    return bytes.toString('utf8');
  });
});
define('url_encode_component', ['string'], (s: string) =>
  encodeURIComponent(s.toWellFormed())
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)
    .replace(/%[0-9A-F]{2}/g, (c) => c.toLowerCase()));
define('url_encode', ['string'], (s: string) =>
  encodeURIComponent(s.toWellFormed())
    .replace(/['~]/g, (c) => `%${c.charCodeAt(0).toString(16).toLowerCase()}`)
    .replace(/%[0-9A-F]{2}/g, (c) => c.toLowerCase())
    .replaceAll('%20', '+'));

const MAX_INFLATED = 16 * 1024 * 1024;
for (const [name, inflate] of [
  ['gzip', gunzipSync],
  ['zlib', inflateSync],
] as const) {
  define(`${name}_decompress_from_base64_string`, ['string'], (s: string) => {
    const bytes = base64Bytes(s);
    if (!bytes) return null;
    try {
      return utf8(inflate(bytes, { maxOutputLength: MAX_INFLATED }));
    } catch {
      return null;
    }
  });
}
