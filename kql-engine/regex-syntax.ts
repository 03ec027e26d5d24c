/**
 * A regular expression as a tree. What matches without a character ($, word borders) is an empty sequence, but for the start of
 * the text.
 */
export type RegexNode =
  | { kind: 'character'; source: string }
  | { kind: 'start' }
  | { kind: 'sequence'; items: RegexNode[] }
  | { kind: 'choice'; items: RegexNode[] }
  | { kind: 'repeat'; item: RegexNode; min: number; max: number };

const quantifier = /(?:[*+?]|\{(\d+)(,(\d*))?\})\??/y;
const escaped = /\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])/y;
const characterClass = /\[(?:\\[\s\S]|[^\]\\])*\]/y;

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

/**
 * Reads the source of a JavaScript expression with the flag u that has only characters, classes, groups, alternatives,
 * quantifiers, ^, $, \b and \B. Undefined for anything else.
 */
export function parseRegex(source: string): RegexNode | undefined {
  let at = 0;
  let broken = false;

  function choice(): RegexNode {
    const items = [sequence()];
    while (source[at] === '|') {
      at++;
      items.push(sequence());
    }
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  function sequence(): RegexNode {
    const items: RegexNode[] = [];
    while (!broken && at < source.length && source[at] !== '|' && source[at] !== ')') {
      const item = atom();
      const found = matchAt(quantifier, source, at);
      if (!found) {
        items.push(item);
        continue;
      }
      at += found[0].length;
      items.push({ kind: 'repeat', item, ...countsOf(found) });
    }
    return { kind: 'sequence', items };
  }

  function atom(): RegexNode {
    const c = source[at]!;
    if (c === '(') {
      at += source.startsWith('(?:', at) ? 3 : 1;
      const inner = choice();
      if (source[at] === ')') at++;
      else broken = true;
      return inner;
    }
    if (c === '^' || c === '$') {
      at++;
      return c === '^' ? { kind: 'start' } : { kind: 'sequence', items: [] };
    }
    const found =
      c === '\\' ? matchAt(escaped, source, at) : c === '[' ? matchAt(characterClass, source, at) : [c];
    if (!found) {
      broken = true;
      return { kind: 'sequence', items: [] };
    }
    at += found[0].length;
    if (/^\\[bB]$/.test(found[0])) return { kind: 'sequence', items: [] };
    return { kind: 'character', source: found[0] };
  }

  const node = choice();
  return broken || at < source.length ? undefined : node;
}

function countsOf([text, min, comma, max]: RegExpExecArray): { min: number; max: number } {
  if (text.startsWith('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (text.startsWith('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
  if (text.startsWith('?')) return { min: 0, max: 1 };
  if (comma === undefined) return { min: Number(min), max: Number(min) };
  return { min: Number(min), max: max ? Number(max) : Number.POSITIVE_INFINITY };
}
