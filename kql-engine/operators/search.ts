import { Chunk } from '../chunk.ts';
import { anyColumn } from '../expressions/any-column.ts';
import { compileExpression, toBool } from '../expressions/compile.ts';
import { hasTerm, textValue } from '../expressions/string-operators.ts';
import { columnsOf, elementsOf, kindOf, type Node } from '../language-service.ts';
import { compileRegex } from '../regex.ts';
import { type Expr, type Rowset, type Scope, unsupported } from '../scope.ts';
import { inputsOf } from './find.ts';
import { matchingRows } from './matching-rows.ts';
import { parameter } from './parameters.ts';
import { type NamedInput, sourceColumn } from './tables.ts';

/** The test of a search term: a term of the text; `x*` a beginning, `*x` an end, `*x*` any part, `x*y` an expression (documented). */
function termTest(term: string, cased: boolean): (text: string) => boolean {
  const front = term.startsWith('*');
  const back = term.length > 1 && term.endsWith('*');
  const bare = term.slice(front ? 1 : 0, back ? -1 : undefined);
  if (bare.includes('*')) {
    const source = bare.split('*').map((part) => part.replace(/[\\.+?()|[\]{}^$]/g, '\\$&'));
    const regex = compileRegex(`${cased ? '' : '(?i)'}\\b${source.join('.*')}\\b`)!;
    return (text) => regex.test(text);
  }
  const needle = cased ? bare : bare.toLowerCase();
  const fold = (text: string) => (cased ? text : text.toLowerCase());
  if (front && back) return (text) => fold(text).includes(needle);
  return (text) => hasTerm(fold(text), needle, !front, !back);
}

/** What a term with wildcards inside and at an end means is not documented. */
function checked(term: string, node: Node): string {
  const inside = term.replace(/^\*|\*$/g, '');
  if (inside.includes('*') && inside !== term)
    throw unsupported('wildcards at an end and inside a term', node);
  return term;
}

/** The condition of search: terms joined by and, or, not, `*` for all rows, and any other condition. */
export function compileSearch(node: Node, scope: Scope, cased: boolean): Expr {
  const kind = kindOf(node);
  if (kind === 'ParenthesizedExpression') return compileSearch(node.Expression, scope, cased);
  if (kind === 'StarExpression') return { type: 'bool', bind: () => () => true };
  if (kind === 'StringLiteralExpression') {
    const term = String(node.LiteralValue);
    return anyColumn(scope, termTest(checked(term, node), cased));
  }
  if (/^(?:Int|Long|Real)Literal/.test(kind)) throw unsupported('a number as a term of search', node);
  if (kind === 'AndExpression' || kind === 'OrExpression') {
    const left = compileSearch(node.Left, scope, cased);
    const right = compileSearch(node.Right, scope, cased);
    const decided = kind === 'OrExpression';
    return {
      type: 'bool',
      bind(chunk) {
        const a = left.bind(chunk);
        const b = right.bind(chunk);
        return (row) => ((a(row) === true) === decided ? decided : b(row) === true);
      },
    };
  }
  if (kind === 'FunctionCallExpression' && node.Name.SimpleName === 'not') {
    const inner = compileSearch(elementsOf(node.ArgumentList.Expressions)[0], scope, cased);
    return {
      type: 'bool',
      bind: (chunk) =>
        (
          (holds) => (row: number) =>
            holds(row) !== true
        )(inner.bind(chunk)),
    };
  }
  if (kind === 'SearchExpression') {
    const every = kindOf(node.Left) === 'StarExpression';
    const left = every ? undefined : compileExpression(node.Left, scope);
    const term = compileExpression(node.Right, scope).constant?.value;
    if (every && typeof term === 'string') return anyColumn(scope, termTest(checked(term, node), cased));
    if (!left) throw unsupported('this search', node);
    const text = textValue(left);
    if (typeof term !== 'string' || (left.type !== 'string' && left.type !== 'dynamic'))
      throw unsupported('this search', node);
    const test = termTest(checked(term, node), cased);
    return {
      type: 'bool',
      bind: (chunk) =>
        (
          (value) => (row: number) =>
            test(text(value(row)))
        )(left.bind(chunk)),
    };
  }
  return toBool(compileExpression(node, scope));
}

/** search over the piped rows or the tables after `in`. */
export function search(node: Node, input: Rowset, scope: Scope): Rowset {
  const columns = columnsOf(node)!;
  const cased = parameter(node, 'kind') === 'case_sensitive';
  const inputs: NamedInput[] = input.columns.length
    ? [{ rowset: input, name: 'search_arg0' }]
    : inputsOf(node, scope, 'search_arg');
  const matches = matchingRows(inputs, node.Condition, scope, cased);
  return {
    columns,
    ingestion: 'unknown',
    *chunks() {
      for (const { input: found, rows } of matches()) {
        yield new Chunk(
          rows.length,
          columns.map((c) => {
            const from = sourceColumn(c, found.rowset.columns);
            if (from >= 0) return rows.lazy(from);
            const value = c.name === '$table' ? found.name : c.type === 'string' ? '' : null;
            return () => new Array(rows.length).fill(value);
          }),
        );
      }
    },
  };
}
