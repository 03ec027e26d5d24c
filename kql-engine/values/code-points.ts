/** Places in text count code points in KQL, UTF-16 units in JavaScript; they differ beyond U+FFFF only. */
const astral = /[\ud800-\udbff][\udc00-\udfff]/;

/** Length in code points; most text has no surrogates and needs no count. */
export function codePointLength(text: string): number {
  let n = text.length;
  for (let i = 0; i + 1 < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0xd800 && c < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) n--;
  }
  return n;
}

/** The UTF-16 offset of the code point with this number; a number beyond the end stays beyond it. */
function unitOffset(text: string, point: number): number {
  let at = 0;
  for (let n = 0; n < point; n++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

/** The part of a text from one code point up to another. */
export function sliceCodePoints(text: string, from: number, to?: number): string {
  if (!astral.test(text)) return text.slice(from, to);
  const end = to === undefined ? text.length : Math.max(from, Math.min(to, text.length));
  return text.slice(unitOffset(text, Math.min(from, text.length)), unitOffset(text, end));
}

/**
 * A search that counts UTF-16 units made to count code points. A negative start counts from the end; the search gets a
 * start and an end within the text and gives a place, or -1.
 */
export function searchCodePoints(
  text: string,
  start: number,
  length: number,
  search: (from: number, end: number) => number,
): number {
  const wide = astral.test(text);
  const size = wide ? codePointLength(text) : text.length;
  const from = start < 0 ? Math.max(0, size + start) : start;
  const end = length < 0 ? size : Math.min(size, from + length);
  if (!wide) return search(from, end);
  if (from > size) return -1;
  const found = search(unitOffset(text, from), unitOffset(text, end));
  return found < 0 ? found : codePointLength(text.slice(0, found));
}
