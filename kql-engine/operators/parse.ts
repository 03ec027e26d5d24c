import { compileExpression } from '../expressions/compile.ts';
import { columnsOf, elementsOf, kindOf, type Node, scalarTypeOf } from '../language-service.ts';
import { compileRegex } from '../regex.ts';
import { type Rowset, runtimeError, type Scope, unsupported, withColumns } from '../scope.ts';
import type { Column, KqlType } from '../types.ts';
import { conversion } from '../values/convert.ts';
import { extractedColumns } from './extracted-columns.ts';
import { parameter } from './parameters.ts';

type Part = { star: true } | { text: string } | { capture: number; type: KqlType };

/** Captured texts in the order of the columns; null when the pattern does not fit. */
type Match = (text: string) => (string | undefined)[] | null;

function parts(node: Node, inner: Scope): { list: Part[]; columns: Column[] } {
  const list: Part[] = [];
  const columns: Column[] = [];
  for (const element of elementsOf(node.Patterns)) {
    const kind = kindOf(element);
    if (kind === 'StarExpression') list.push({ star: true });
    else if (kind === 'NameAndTypeDeclaration' || kind === 'NameDeclaration') {
      const declaration = kind === 'NameDeclaration' ? element : element.Name;
      const name: string = declaration.SimpleName;
      // behind the columns of the input, which may have the name too
      const bound = columnsOf(node)!.findLast((c) => c.name === name)?.type ?? scalarTypeOf(declaration);
      const type = (kind === 'NameDeclaration' ? undefined : bound) ?? 'string';
      columns.push({ name, type });
      list.push({ capture: columns.length - 1, type });
    } else {
      const value = compileExpression(element, inner).constant?.value;
      if (typeof value !== 'string') throw unsupported('this pattern of parse', element);
      list.push({ text: value });
    }
  }
  return { list, columns };
}

const numberPatterns: Partial<Record<KqlType, string>> = {
  int: '\\s*([+-]?\\d+)',
  long: '\\s*([+-]?\\d+)',
  real: '\\s*([+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)',
};

const quoted = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * The pattern as one regular expression: `*` is anything, a text column the shortest that fits (in kind=regex the longest), a number its digits. The
 * pattern begins at the start of the text; it ends at the end unless the last part is `*`.
 */
function regexMatch(list: Part[], mode: string, flags: string, node: Node): Match {
  const regexMode = mode === 'regex';
  let source = regexMode ? '^' : '(?s)^';
  const groups: number[] = [];
  let group = 0;
  list.forEach((part, i) => {
    const last = i === list.length - 1;
    if ('star' in part) source += last ? '' : '.*?';
    else if ('text' in part) {
      source += regexMode ? `(?:${part.text})` : quoted(part.text);
      if (regexMode) group += countGroups(part.text);
    } else {
      groups[part.capture] = ++group;
      const digits = numberPatterns[part.type];
      const next = list[i + 1];
      if (!digits && next && 'star' in next)
        throw unsupported(`'*' behind a column of type ${part.type}`, node);
      // relaxed: anything else is null
      if (digits) source += mode === 'relaxed' ? `(?:${digits}|${last ? '.*' : '.*?'})` : digits;
      else source += last || regexMode ? '(.*)' : '(.*?)';
    }
  });
  const tail = list[list.length - 1];
  if (tail && !('star' in tail)) source += regexMode ? '' : '$';
  const letters = [...new Set(flags.replace('U', ''))].join('');
  const swap = flags.includes('U') ? 'U' : '';
  const regex = compileRegex(letters || swap ? `(?${letters}${swap})${source}` : source);
  if (!regex) throw runtimeError('regex', 'the pattern of parse is not a valid regular expression', node);
  return (text) => {
    const found = regex.exec(text, 0);
    return found ? groups.map((g) => found.groups[g]) : null;
  };
}

/** The capturing groups of an expression: an alternative that is empty always matches and shows them. */
function countGroups(pattern: string): number {
  const match = compileRegex(`(?:${pattern})|`)?.exec('', 0);
  return match ? match.groups.length - 1 : 0;
}

/** Plain texts are looked for one after another: the same as the expression, and fast. */
function simpleMatch(list: Part[]): Match {
  return (text) => {
    const out: (string | undefined)[] = [];
    let at = 0;
    let open: Part | undefined;
    for (let i = 0; i < list.length; i++) {
      const part = list[i]!;
      if (!('text' in part)) {
        if (open && 'capture' in open) out[open.capture] = '';
        open = part;
        continue;
      }
      const found = open ? text.indexOf(part.text, at) : text.startsWith(part.text, at) ? at : -1;
      if (found < 0) return null;
      if (open && 'capture' in open) out[open.capture] = text.slice(at, found);
      at = found + part.text.length;
      open = undefined;
    }
    if (open && 'capture' in open) out[open.capture] = text.slice(at);
    else if (!open && at !== text.length) return null;
    return out;
  };
}

/** Each captured column stands before a plain text or at the end, so searching for the texts is enough. */
function isSimple(list: Part[]): boolean {
  return list.every((part, i) => {
    if ('text' in part) return part.text !== '';
    const next = list[i + 1];
    return next === undefined || 'text' in next;
  });
}

/** parse and parse-where. In the strict modes one value that does not convert empties the whole row. */
export function parse(node: Node, input: Rowset, scope: Scope): Rowset {
  const mode = parameter(node, 'kind') ?? 'simple';
  const flags = parameter(node, 'flags') ?? '';
  const { list, columns: made } = parts(node, withColumns(scope, input.columns));
  const match = mode !== 'regex' && isSimple(list) ? simpleMatch(list) : regexMatch(list, mode, flags, node);
  const converts = made.map(({ type }) => (type === 'string' ? undefined : conversion('string', type)!));
  const strict = mode !== 'relaxed';
  return extractedColumns(node, input, scope, {
    columns: made,
    onlyFitting: kindOf(node) === 'ParseWhereOperator',
    read(text) {
      const found = match(text);
      if (!found) return null;
      const values = found.map((f, i) =>
        converts[i] ? (f === undefined ? null : converts[i](f)) : (f ?? ''),
      );
      if (strict && values.some((v, i) => v === null && made[i]!.type !== 'dynamic')) return null;
      return values;
    },
  });
}
