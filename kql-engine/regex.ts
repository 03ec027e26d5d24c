import { RE2JS } from 're2js';
import { type BacktrackingBound, backtrackingBound } from './regex-safety.ts';

/** A compiled RE2 expression. Positions are UTF-16 units. */
export interface Regex {
  /** Whether the native engine searches this text. */
  isNative(text: string): boolean;
  test(text: string): boolean;
  /** The first match at or after a position: the groups (undefined when a group took no part), its start and end. */
  exec(text: string, from: number): { groups: (string | undefined)[]; start: number; end: number } | null;
}

/** A native expression that is safe on shorter texts only is not worth having two. */
const SHORTEST_USEFUL = 64;
const flagsAtStart = /^\(\?([imsU]+)\)/;

/**
 * A native expression with the same meaning, or undefined when that is not certain. RE2 and JavaScript agree on literals,
 * plain classes, groups, alternation and quantifiers; they differ in flags inside, in what \s, \b and $ mean, in lookaround and
 * back references, in case folding beyond ASCII, and in whole code points.
 */
function toNative(pattern: string): { regex: RegExp; bound: BacktrackingBound } | undefined {
  let source = pattern;
  let flags = '';
  const prefix = flagsAtStart.exec(source);
  if (prefix) {
    if (prefix[1]!.includes('U')) return undefined;
    flags = [...new Set(prefix[1])].join('');
    source = source.slice(prefix[0].length);
  }
  if (/[^\x20-\x7e\t]/.test(source)) return undefined;
  let out = '';
  let inClass = false;
  for (let i = 0; i < source.length; i++) {
    const c = source[i]!;
    if (c === '\\') {
      const next = source[++i];
      if (next === undefined) return undefined;
      const replaced = nativeEscape(source, i, inClass, flags.includes('i'));
      if (!replaced) return undefined;
      out += replaced.text;
      i += replaced.extra;
      continue;
    }
    if (inClass) {
      if (c === ']') inClass = false;
      else if (c === '[') {
        if (source[i + 1] === ':' || source[i + 1] === '.' || source[i + 1] === '=') return undefined;
        out += '\\[';
        continue;
      } else if ((c === '&' || c === '-' || c === '~') && source[i + 1] === c) return undefined;
    } else if (c === '[') {
      inClass = true;
      if (source[i + 1] === '^') {
        out += '[^';
        i++;
        if (source[i + 1] === ']') return undefined;
        continue;
      }
      if (source[i + 1] === ']') return undefined;
    } else if (c === '(' && source[i + 1] === '?') {
      if (source[i + 2] === ':') {
        out += '(?:';
        i += 2;
        continue;
      }
      const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(source.slice(i));
      if (!named) return undefined;
      out += '(';
      i += named[0].length - 1;
      continue;
    } else if (c === '$') {
      // without (?m) RE2's $ is the very end of the text, as in JavaScript
      out += '$';
      continue;
    } else if (c === '.') {
      // RE2's dot takes all but a line feed; JavaScript's leaves out three more characters
      out += flags.includes('s') ? '[^]' : '[^\\n]';
      continue;
    } else if ((c === '*' || c === '+' || c === '?' || c === '}') && source[i + 1] === '+') {
      return undefined;
    } else if (c === '{' && !/^\{\d+(?:,\d*)?\}/.test(source.slice(i))) {
      return undefined;
    } else if (c === '}' && !/\{\d+(?:,\d*)?$/.test(source.slice(0, i))) {
      return undefined;
    }
    out += c;
  }
  // an empty alternative in a repeated group keeps older captures in one engine and not in the other
  if (/\)[*+{]/.test(out) && /\((?!\?:)/.test(out) && repeatsCapture(out)) return undefined;
  // folding joins more letters beyond ASCII than can be judged
  if (flags.includes('i') && /\\u(?!00[0-7])|\\x[89a-f]/i.test(out)) return undefined;
  const bound = backtrackingBound(out, `${flags.replace(/[sm]/g, '')}u`);
  if (!bound || bound.longestText < SHORTEST_USEFUL) return undefined;
  if (flags.includes('m')) {
    if (/\$|\^/.test(source)) return undefined;
    flags = flags.replace('m', '');
  }
  try {
    return { regex: new RegExp(out, `${flags.replace('s', '')}gu`), bound };
  } catch {
    return undefined;
  }
}

/**
 * A capture inside a repeated group: which repetition it reports differs. One that is itself repeated tells the last in both
 * engines.
 */
function repeatsCapture(source: string): boolean {
  const stack: { captures: boolean; inside: boolean }[] = [];
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (c === '\\') i++;
    else if (c === '(') stack.push({ captures: source[i + 1] !== '?', inside: false });
    else if (c === ')') {
      const group = stack.pop();
      const next = source[i + 1];
      if (group?.inside && (next === '*' || next === '+' || next === '{')) return true;
      if (group && (group.captures || group.inside) && stack.length) stack[stack.length - 1]!.inside = true;
    }
  }
  return false;
}

/** The JavaScript form of an escape that starts at `i` (after the backslash), or undefined. */
function nativeEscape(
  source: string,
  i: number,
  inClass: boolean,
  folded: boolean,
): { text: string; extra: number } | undefined {
  const c = source[i]!;
  if (c === 'd' || c === 'D') return { text: `\\${c}`, extra: 0 };
  // under (?iu) JavaScript's \w takes in two letters beyond ASCII
  if (c === 'w' || c === 'W') return folded ? undefined : { text: `\\${c}`, extra: 0 };
  // RE2's \s is ASCII white space without the vertical tab
  if (c === 's') return { text: inClass ? '\\t\\n\\f\\r ' : '[\\t\\n\\f\\r ]', extra: 0 };
  if (c === 'S') return inClass ? undefined : { text: '[^\\t\\n\\f\\r ]', extra: 0 };
  if (c === 'b' || c === 'B') return inClass || folded ? undefined : { text: `\\${c}`, extra: 0 };
  if ('ntrfv'.includes(c)) return { text: `\\${c}`, extra: 0 };
  if (c === 'A') return inClass ? undefined : { text: '^', extra: 0 };
  if (c === 'z') return inClass ? undefined : { text: '$', extra: 0 };
  if (c === 'x') {
    const two = /^x([0-9a-fA-F]{2})/.exec(source.slice(i));
    if (two) return { text: `\\x${two[1]}`, extra: 2 };
    const braced = /^x\{([0-9a-fA-F]{1,4})\}/.exec(source.slice(i));
    return braced ? { text: `\\u${braced[1]!.padStart(4, '0')}`, extra: braced[0].length - 1 } : undefined;
  }
  if (/[\^$\\.*+?()[\]{}|/]/.test(c)) return { text: `\\${c}`, extra: 0 };
  if (c === '-') return { text: inClass ? '\\-' : '-', extra: 0 };
  if (/[^A-Za-z0-9_]/.test(c)) return { text: c, extra: 0 };
  return undefined;
}

class NativeRegex implements Regex {
  readonly #regex: RegExp;
  readonly #bound: BacktrackingBound;
  readonly #exact: Regex;
  /** The last text that was judged: it may be searched many times. */
  #judged = '';
  #quick = true;

  constructor(regex: RegExp, bound: BacktrackingBound, exact: Regex) {
    this.#regex = regex;
    this.#bound = bound;
    this.#exact = exact;
  }

  isNative(text: string) {
    if (text.length <= this.#bound.longestText) return true;
    if (text !== this.#judged) {
      this.#judged = text;
      this.#quick = this.#bound.isQuick(text);
    }
    return this.#quick;
  }

  test(text: string) {
    if (!this.isNative(text)) return this.#exact.test(text);
    this.#regex.lastIndex = 0;
    try {
      return this.#regex.test(text);
    } catch {
      // the stack of a backtracking engine is too small for a text of many megabytes
      return this.#exact.test(text);
    }
  }

  exec(text: string, from: number) {
    if (!this.isNative(text)) return this.#exact.exec(text, from);
    this.#regex.lastIndex = from;
    let m: RegExpExecArray | null;
    try {
      m = this.#regex.exec(text);
    } catch {
      return this.#exact.exec(text, from);
    }
    return m ? { groups: m as (string | undefined)[], start: m.index, end: m.index + m[0].length } : null;
  }
}

class Re2Regex implements Regex {
  readonly #regex: RE2JS;
  constructor(regex: RE2JS) {
    this.#regex = regex;
  }
  isNative() {
    return false;
  }
  test(text: string) {
    return this.#regex.matcher(text).find();
  }
  exec(text: string, from: number) {
    const matcher = this.#regex.matcher(text);
    if (!matcher.find(from)) return null;
    const groups: (string | undefined)[] = [];
    for (let i = 0; i <= matcher.groupCount(); i++) groups.push(matcher.group(i) ?? undefined);
    return { groups, start: matcher.start(), end: matcher.end() };
  }
}

const cache = new Map<string, Regex | null>();

/**
 * Compiles an RE2 expression: natively where that is provably the same and provably about as quick, by RE2JS for longer texts
 * and other expressions (linear time, exact, slower).
 * Null when it is not valid.
 */
export function compileRegex(pattern: string): Regex | null {
  const known = cache.get(pattern);
  if (known !== undefined) return known;
  if (cache.size > 1000) cache.clear();
  let regex: Regex | null = null;
  try {
    // RE2JS decides what is valid, also for what runs natively
    const exact = new Re2Regex(RE2JS.compile(pattern));
    const native = toNative(pattern);
    regex = native ? new NativeRegex(native.regex, native.bound, exact) : exact;
  } catch {
    regex = null;
  }
  cache.set(pattern, regex);
  return regex;
}

/** All matches one after another; an empty match moves on by one character. */
export function* allMatches(regex: Regex, text: string) {
  let from = 0;
  while (from <= text.length) {
    const match = regex.exec(text, from);
    if (!match) return;
    yield match;
    from =
      match.end > match.start ? match.end : match.end + ((text.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1);
  }
}

/** Replaces all matches; `\0` to `\9` in the replacement are the groups. */
export function replaceAll(regex: Regex, text: string, replacement: string): string {
  let out = '';
  let at = 0;
  for (const match of allMatches(regex, text)) {
    out += text.slice(at, match.start);
    out += replacement.replace(/\\(\d|\\)/g, (_, d: string) =>
      d === '\\' ? '\\' : (match.groups[Number(d)] ?? ''),
    );
    at = match.end;
  }
  return out + text.slice(at);
}
