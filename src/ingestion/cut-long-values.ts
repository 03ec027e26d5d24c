import { maxValueBytes } from './service-limits.ts';

/** A row whose long values were cut. */
export interface CutRow {
  /** JSON text with the cut values; everything else stands as it was. */
  readonly row: string;
  /** Names of the columns that were cut, or that the service will cut because they are no strings. */
  readonly columns: readonly string[];
}

/**
 * Cuts string values of more than 65,536 UTF-8 bytes at a character boundary: the service would cut them
 * silently. Works on the text, so that numbers keep every digit. Objects and arrays of that length are named but
 * left alone, for half an array is worse than the service's own cut. Returns undefined where there is nothing to
 * cut or the text is not a JSON object. Only rows longer than the limit need this.
 */
export function cutLongValues(row: string): CutRow | undefined {
  const columns: string[] = [];
  let output = '';
  let copied = 0;
  for (const member of members(row)) {
    const text = row.slice(member.start, member.end);
    if (Buffer.byteLength(text) <= maxValueBytes) continue;
    if (text[0] === '"') {
      const value = parseString(text);
      if (value === undefined) return undefined;
      const cut = cutText(value, maxValueBytes);
      if (cut === value) continue;
      output += row.slice(copied, member.start) + JSON.stringify(cut);
      copied = member.end;
    }
    columns.push(parseString(member.name) ?? member.name);
  }
  if (columns.length === 0) return undefined;
  return { row: output + row.slice(copied), columns };
}

/** The longest beginning of `text` that has at most `limit` UTF-8 bytes and does not end inside a character. */
export function cutText(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  let end = limit;
  while (end > 0 && (bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}

/** Name and place of the value of each member of the outermost object. Ends early where the text is not JSON. */
function* members(text: string): Generator<{ name: string; start: number; end: number }> {
  let at = skipSpace(text, 0);
  if (text[at] !== '{') return;
  at = skipSpace(text, at + 1);
  while (text[at] === '"') {
    const nameEnd = endOfValue(text, at);
    const name = text.slice(at, nameEnd);
    at = skipSpace(text, nameEnd);
    if (text[at] !== ':') return;
    const start = skipSpace(text, at + 1);
    const end = endOfValue(text, start);
    if (end === start) return;
    yield { name, start, end };
    at = skipSpace(text, end);
    if (text[at] !== ',') return;
    at = skipSpace(text, at + 1);
  }
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return at;
}

/** Index just behind the value that begins at `from`. */
function endOfValue(text: string, from: number): number {
  if (text[from] === '"') return endOfString(text, from);
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const char = text[at];
    if (char === '"') {
      at = endOfString(text, at);
      continue;
    }
    if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') {
      if (depth === 0) return at;
      depth--;
      if (depth === 0) return at + 1;
    } else if (
      depth === 0 &&
      (char === ',' || char === ' ' || char === '\n' || char === '\r' || char === '\t')
    ) {
      return at;
    }
    at++;
  }
  return at;
}

/** Index just behind the closing quote of the string that begins at `from`. */
function endOfString(text: string, from: number): number {
  let quote = from;
  for (;;) {
    quote = text.indexOf('"', quote + 1);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
}

function parseString(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
