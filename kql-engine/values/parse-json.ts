import { type Dynamic, realToDynamic } from './dynamic.ts';
import { parseInt64 } from './int64.ts';

class Malformed extends Error {}

/**
 * Reads JSON into a dynamic value, keeping what JSON.parse loses: 64-bit integers, the difference of 1 and 1.0, the order
 * of keys. Undefined when the text is not JSON.
 */
export function parseJson(text: string): Dynamic | undefined {
  let at = 0;

  function space() {
    for (;;) {
      const c = text.charCodeAt(at);
      if (c === 32 || c === 10 || c === 13 || c === 9) at++;
      else return;
    }
  }

  function value(depth: number): Dynamic {
    if (depth > 512) throw new Malformed();
    space();
    switch (text[at]) {
      case '{':
        return bag(depth);
      case '[':
        return array(depth);
      case '"':
        return string();
      case 't':
        return word('true', true);
      case 'f':
        return word('false', false);
      case 'n':
        return word('null', null);
      default:
        return number();
    }
  }

  function word<T>(expected: string, result: T): T {
    if (!text.startsWith(expected, at)) throw new Malformed();
    at += expected.length;
    return result;
  }

  function number(): Dynamic {
    numberPattern.lastIndex = at;
    const found = numberPattern.exec(text);
    if (!found) throw new Malformed();
    at += found[0].length;
    if (found[1] === undefined && found[2] === undefined) {
      const whole = parseInt64(found[0]);
      if (whole !== null) return whole;
    }
    return realToDynamic(Number(found[0]));
  }

  function string(): string {
    const start = ++at;
    const end = text.indexOf('"', start);
    if (end < 0) throw new Malformed();
    const backslash = text.indexOf('\\', start);
    if (backslash < 0 || backslash > end) {
      at = end + 1;
      return text.slice(start, end);
    }
    let close = backslash;
    while (text[close] !== '"') {
      if (close >= text.length) throw new Malformed();
      close += text[close] === '\\' ? 2 : 1;
    }
    at = close + 1;
    return unescaped(text.slice(start, close));
  }

  function unescaped(raw: string): string {
    return raw.replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_, code: string) => {
      if (code.length === 5) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
      const plain = escapes[code];
      if (plain === undefined) throw new Malformed();
      return plain;
    });
  }

  function array(depth: number): Dynamic[] {
    const out: Dynamic[] = [];
    at++;
    space();
    if (text[at] === ']') {
      at++;
      return out;
    }
    for (;;) {
      out.push(value(depth + 1));
      space();
      const c = text[at++];
      if (c === ']') return out;
      if (c !== ',') throw new Malformed();
    }
  }

  function bag(depth: number): Dynamic {
    const out = new Map<string, Dynamic>();
    at++;
    space();
    if (text[at] === '}') {
      at++;
      return out;
    }
    for (;;) {
      space();
      if (text[at] !== '"') throw new Malformed();
      const key = string();
      space();
      if (text[at++] !== ':') throw new Malformed();
      out.set(key, value(depth + 1));
      space();
      const c = text[at++];
      if (c === '}') return out;
      if (c !== ',') throw new Malformed();
    }
  }

  try {
    const result = value(0);
    space();
    return at === text.length ? result : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

const numberPattern = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const escapes: Record<string, string> = {
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
