/**
 * Whether a backtracking engine stays fast on an expression. A repeated group is allowed only when it has no repetition
 * inside and its alternatives begin with different characters: then there is one way to match a text.
 * Works on the source of a JavaScript expression with the flag u.
 */
export function backtracksSafely(source: string, flags: string): boolean {
  interface Group {
    start: number;
    repeats: boolean;
    optional: boolean;
    firsts: string[];
    atFirst: boolean;
  }
  const fresh = (start: number): Group => ({
    start,
    repeats: false,
    optional: false,
    firsts: [],
    atFirst: true,
  });
  const stack: Group[] = [fresh(0)];
  let i = 0;
  while (i < source.length) {
    const group = stack[stack.length - 1]!;
    const c = source[i]!;
    if (c === '(') {
      // an alternative that begins with a group has no first character that is plain to see
      if (group.atFirst) group.firsts.push('');
      group.atFirst = false;
      i += source.startsWith('(?:', i) ? 3 : 1;
      stack.push(fresh(i));
      continue;
    }
    if (c === '|') {
      if (group.atFirst) group.firsts.push('');
      group.atFirst = true;
      i++;
      continue;
    }
    if (c === ')') {
      if (group.atFirst) group.firsts.push('');
      stack.pop();
      i++;
      const parent = stack[stack.length - 1];
      if (!parent) return false;
      const quantifier = readQuantifier(source, i);
      if (quantifier) {
        if (quantifier.many && (group.repeats || group.optional || overlap(group.firsts, flags)))
          return false;
        i += quantifier.length;
        parent.repeats ||= quantifier.many;
        parent.optional ||= !quantifier.many;
      }
      parent.repeats ||= group.repeats;
      parent.optional ||= group.optional || group.firsts.length > 1;
      continue;
    }
    const atom = readAtom(source, i);
    if (group.atFirst) group.firsts.push(atom);
    group.atFirst = false;
    i += atom.length;
    const quantifier = readQuantifier(source, i);
    if (quantifier) {
      i += quantifier.length;
      group.repeats ||= quantifier.many;
      group.optional ||= !quantifier.many;
    }
  }
  return stack.length === 1;
}

function readAtom(source: string, i: number): string {
  if (source[i] === '\\') {
    const unicode = /^\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2})/.exec(source.slice(i));
    return unicode ? unicode[0] : source.slice(i, i + 2);
  }
  if (source[i] !== '[') return source[i]!;
  let end = i + 1;
  while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1;
  return source.slice(i, end + 1);
}

/** `many` is set when a quantifier allows more than one repetition. */
function readQuantifier(source: string, i: number): { length: number; many: boolean } | undefined {
  const m = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(source.slice(i, i + 24));
  if (!m) return undefined;
  return { length: m[0].length, many: m[0][0] !== '?' };
}

/** Whether two alternatives can begin with the same character. One alternative alone cannot. */
function overlap(firsts: string[], flags: string): boolean {
  if (firsts.length < 2) return false;
  const tests = firsts.map((f) =>
    f === '' || f === '^' || f === '$' || f === '\\b' || f === '\\B' ? undefined : atomTest(f, flags),
  );
  if (tests.includes(undefined)) return true;
  for (const sample of samples) {
    if (tests.filter((t) => t!.test(sample)).length > 1) return true;
  }
  return false;
}

function atomTest(atom: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${atom})$`, flags.replace('g', ''));
  } catch {
    return undefined;
  }
}

/** All of ASCII, and some characters for the rest. */
const samples = [
  ...Array.from({ length: 128 }, (_, i) => String.fromCharCode(i)),
  'é',
  '\u00a0',
  '\u2028',
  'ſ',
  '\u212a',
  '漢',
  '😀',
];
