import type { Node } from '../language-service.ts';
import { compileRegex } from '../regex.ts';
import { type Expr, runtimeError } from '../scope.ts';
import { type Dynamic, dynamicToString } from '../values/dynamic.ts';

type TextTest = (text: string, needle: string) => boolean;

/** A letter or a digit of any script: what a term of `has` is made of. */
export function isTermChar(code: number): boolean {
  if (code < 128) return (code > 47 && code < 58) || (code > 64 && code < 91) || (code > 96 && code < 123);
  return termChar.test(String.fromCodePoint(code));
}
const termChar = /[\p{L}\p{N}]/u;

/** The code point that ends before a position. */
function codeBefore(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return code >= 0xdc00 && code < 0xe000 && at > 1 ? text.codePointAt(at - 2)! : code;
}

/** Whether the needle stands in the text with term borders at the asked sides. */
export function hasTerm(text: string, needle: string, before: boolean, after: boolean): boolean {
  if (needle === '') return true;
  let at = text.indexOf(needle);
  const startsInTerm = isTermChar(needle.codePointAt(0)!);
  const endsInTerm = isTermChar(codeBefore(needle, needle.length));
  while (at >= 0) {
    const end = at + needle.length;
    const left = !before || at === 0 || !startsInTerm || !isTermChar(codeBefore(text, at));
    const right = !after || end === text.length || !endsInTerm || !isTermChar(text.codePointAt(end)!);
    if (left && right) return true;
    at = text.indexOf(needle, at + 1);
  }
  return false;
}

const has: TextTest = (t, n) => hasTerm(t, n, true, true);
const hasPrefix: TextTest = (t, n) => hasTerm(t, n, true, false);
const hasSuffix: TextTest = (t, n) => hasTerm(t, n, false, true);
const contains: TextTest = (t, n) => t.includes(n);
const startsWith: TextTest = (t, n) => t.startsWith(n);
const endsWith: TextTest = (t, n) => t.endsWith(n);
const equals: TextTest = (t, n) => t === n;

const tests: Record<string, TextTest> = {
  Has: has,
  HasPrefix: hasPrefix,
  HasSuffix: hasSuffix,
  Contains: contains,
  StartsWith: startsWith,
  EndsWith: endsWith,
};

/** The string operators by node kind: the test, and whether letter case counts and the answer is turned round. */
export function stringOperator(
  kind: string,
): { test: TextTest; cased: boolean; negated: boolean } | undefined {
  if (kind === 'EqualTildeExpression') return { test: equals, cased: false, negated: false };
  if (kind === 'BangTildeExpression') return { test: equals, cased: false, negated: true };
  const m = /^(Not)?(Has|HasPrefix|HasSuffix|Contains|StartsWith|EndsWith)(Cs)?Expression$/.exec(kind);
  if (!m) return undefined;
  return { test: tests[m[2]!]!, cased: m[3] === 'Cs', negated: m[1] === 'Not' };
}

/** Text of a value for a string operator. */
export function textValue(expression: Expr): (value: unknown) => string {
  return expression.type === 'dynamic' ? (v) => dynamicToString(v as Dynamic) : (v) => v as string;
}

/** Compiles has, contains, startswith, =~ … */
export function compileStringOperator(kind: string, left: Expr, right: Expr): Expr {
  const { test, cased, negated } = stringOperator(kind)!;
  const leftText = textValue(left);
  const rightText = textValue(right);
  const fixed = right.constant ? rightText(right.constant.value) : undefined;
  const needle = fixed === undefined ? undefined : cased ? fixed : fixed.toLowerCase();
  return {
    type: 'bool',
    bind(chunk) {
      const a = left.bind(chunk);
      const b = right.bind(chunk);
      return (row) => {
        const text = leftText(a(row));
        const n = needle ?? (cased ? rightText(b(row)) : rightText(b(row)).toLowerCase());
        return test(cased ? text : text.toLowerCase(), n) !== negated;
      };
    },
  };
}

/** Compiles `matches regex` (RE2, anywhere in the text). */
export function compileMatchesRegex(node: Node, left: Expr, right: Expr): Expr {
  const text = textValue(left);
  const pattern = textValue(right);
  const make = (source: string) => {
    const regex = compileRegex(source);
    if (!regex) throw runtimeError('regex', `not a valid regular expression: ${source}`, node);
    return regex;
  };
  const fixed = right.constant ? make(pattern(right.constant.value)) : undefined;
  return {
    type: 'bool',
    bind(chunk) {
      const a = left.bind(chunk);
      const b = right.bind(chunk);
      return (row) => (fixed ?? make(pattern(b(row)))).test(text(a(row)));
    },
  };
}

/** Compiles has_any and has_all over a list of needles; a dynamic array gives its elements. */
export function compileHasList(left: Expr, items: Expr[], all: boolean): Expr {
  const text = textValue(left);
  return {
    type: 'bool',
    bind(chunk) {
      const a = left.bind(chunk);
      const lists = items.map((item) => {
        if (item.constant) {
          const needles = needlesOf(item, item.constant.value);
          return () => needles;
        }
        const value = item.bind(chunk);
        return (row: number) => needlesOf(item, value(row));
      });
      return (row) => {
        const haystack = text(a(row)).toLowerCase();
        for (const list of lists) {
          for (const needle of list(row)) if (has(haystack, needle) !== all) return !all;
        }
        return all;
      };
    },
  };
}

function needlesOf(item: Expr, value: unknown): string[] {
  if (item.type === 'dynamic') {
    const list = Array.isArray(value) ? (value as Dynamic[]) : value === null ? [] : [value as Dynamic];
    return list.map((v) => dynamicToString(v).toLowerCase());
  }
  return [String(value).toLowerCase()];
}
