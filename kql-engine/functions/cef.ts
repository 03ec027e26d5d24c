import type { Bag, Dynamic } from '../values/dynamic.ts';
import { define } from './registry.ts';

/** `CEF:Version|Vendor|Product|DeviceVersion|EventClassId|Name|Severity|`, perhaps behind a syslog header; `\|` is escaped. */
const HEADER = /CEF:\s*\d+(?:\.\d+)?(?:\|(?:[^|\\]|\\.)*){6}\|/s;

/** The beginning of a pair in the extension: a key and `=`; `\=` belongs to a value. */
const KEY = /(?:^|\s)([A-Za-z0-9_][A-Za-z0-9_.,[\]-]*)=/g;

const escapes: Record<string, string> = { n: '\n', r: '\r' };

/**
 * The pairs of the extension of a message in the Common Event Format: a value goes on to the space before the next key. A key
 * that comes twice keeps its last value. Undefined for text that has no CEF header.
 */
export function cefExtension(message: string): Bag | undefined {
  const header = HEADER.exec(message);
  if (!header) return undefined;
  const text = message.slice(header.index + header[0].length);
  const found = [...text.matchAll(KEY)];
  const out: Bag = new Map();
  found.forEach((match, i) => {
    const value = text.slice(match.index + match[0].length, found[i + 1]?.index ?? text.length);
    out.set(
      match[1]!,
      value.trimEnd().replace(/\\([\\=|nr])/g, (_, c: string) => escapes[c] ?? c),
    );
  });
  return out;
}

define('parse_cef_dictionary', ['string'], (message: string): Dynamic => {
  const extension = cefExtension(message);
  return extension ? new Map<string, Dynamic>([['Extension', extension]]) : null;
});
