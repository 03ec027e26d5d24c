import { Chunk } from '../chunk.ts';
import { compileExpression } from '../expressions/compile.ts';
import { textValue } from '../expressions/string-operators.ts';
import { columnsOf, elementsOf, kindOf, type Node, scalarTypeOf } from '../language-service.ts';
import { compileRegex } from '../regex.ts';
import { indexOfColumn, type Rowset, runtimeError, type Scope, unsupported, withColumns } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { conversion } from '../values/convert.ts';
import { parameter } from './parameters.ts';

type Part = { star: true } | { text: string } | { capture: number; type: KqlType };

/** Captured texts in the order of the columns; null when the pattern does not fit. */
type Match = (text: string) => (string | undefined)[] | null;

function parts(node: Node, inner: Scope): { list: Part[]; columns: { name: string; type: KqlType }[] } {
  const list: Part[] = [];
  const columns: { name: string; type: KqlType }[] = [];
  for (const element of elementsOf(node.Patterns)) {
    const kind = kindOf(element);
    if (kind === 'StarExpression') list.push({ star: true });
    else if (kind === 'NameAndTypeDeclaration' || kind === 'NameDeclaration') {
      const declaration = kind === 'NameDeclaration' ? element : element.Name;
      const type = (kind === 'NameDeclaration' ? undefined : scalarTypeOf(declaration)) ?? 'string';
      columns.push({ name: declaration.SimpleName, type });
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
      const digits = mode === 'relaxed' ? undefined : numberPatterns[part.type];
      if (digits) source += digits;
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
  const inner = withColumns(scope, input.columns);
  const subject = compileExpression(node.Expression, inner);
  const text = textValue(subject);
  const mode = parameter(node, 'kind') ?? 'simple';
  const flags = parameter(node, 'flags') ?? '';
  const filter = kindOf(node) === 'ParseWhereOperator';
  const { list, columns: captured } = parts(node, inner);
  const match = mode !== 'regex' && isSimple(list) ? simpleMatch(list) : regexMatch(list, mode, flags, node);
  const columns = columnsOf(node)!;
  const types = captured.map((c) => columns.find((o) => o.name === c.name)?.type ?? c.type);
  const converts = types.map((t) => (t === 'string' ? undefined : conversion('string', t)!));
  const strict = mode !== 'relaxed';
  const read = (source: string): unknown[] | null => {
    const found = match(source);
    if (!found) return null;
    const values = found.map((f, i) => (converts[i] ? (f === undefined ? null : converts[i](f)) : (f ?? '')));
    if (strict && values.some((v, i) => v === null && types[i] !== 'dynamic')) return null;
    return values;
  };
  return {
    columns,
    serialized: input.serialized === true,
    *chunks() {
      for (const chunk of input.chunks()) {
        scope.run.check();
        const value = subject.bind(chunk);
        const values: unknown[][] = captured.map(() => new Array(chunk.length));
        const rows: number[] = [];
        for (let row = 0; row < chunk.length; row++) {
          const made = read(text(value(row)));
          if (made) rows.push(row);
          for (let c = 0; c < captured.length; c++) {
            values[c]![row] = made ? made[c] : types[c] === 'string' ? '' : null;
          }
        }
        const whole = new Chunk(
          chunk.length,
          columns.map((c) => {
            const at = captured.findIndex((p) => p.name === c.name);
            return at >= 0 ? values[at]! : chunk.lazy(indexOfColumn(input.columns, c.name));
          }),
        );
        if (!filter || rows.length === chunk.length) yield whole;
        else if (rows.length) yield whole.take(rows);
      }
    },
  };
}
