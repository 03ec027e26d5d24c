import { compileFunctionCall, compileFunctionName } from '../functions/call.ts';
import { elementsOf, kindOf, type Node, scalarTypeOf, symbolOf } from '../language-service.ts';
import { constantOf, type Expr, indexOfColumn, runtimeError, type Scope, unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import type { Dynamic } from '../values/dynamic.ts';
import { anyColumn } from './any-column.ts';
import { type ArithmeticKind, compileArithmetic, compileMinus } from './arithmetic.ts';
import { type ComparisonKind, compileBetween, compileComparison } from './comparison.ts';
import { compileIn } from './in.ts';
import { lifted, onlyColumn } from './lift.ts';
import { compileLiteral, isLiteral } from './literal.ts';
import { rowsWhereBoth, rowsWhereEither } from './selection.ts';
import { compileSplitPart } from './split-part.ts';
import {
  compileHasList,
  compileMatchesRegex,
  compileStringOperator,
  stringOperator,
} from './string-operators.ts';
import { compileListItem, compileToScalar } from './subquery-values.ts';

const arithmetic = new Set([
  'AddExpression',
  'SubtractExpression',
  'MultiplyExpression',
  'DivideExpression',
  'ModuloExpression',
]);
const comparisons = new Set([
  'EqualExpression',
  'NotEqualExpression',
  'LessThanExpression',
  'LessThanOrEqualExpression',
  'GreaterThanExpression',
  'GreaterThanOrEqualExpression',
]);

/** Compiles a bound scalar expression in a scope; what has only constant parts is computed now. */
export function compileExpression(node: Node, scope: Scope): Expr {
  const kind = kindOf(node);
  if (isLiteral(kind)) return compileLiteral(node, kind);
  switch (kind) {
    case 'ParenthesizedExpression':
    case 'SimpleNamedExpression':
      return compileExpression(node.Expression, scope);
    case 'NameReference':
      return compileName(node, scope);
    case 'PathExpression':
      return compilePath(node, scope);
    case 'ElementExpression':
      return compileElement(node, scope);
    case 'UnaryMinusExpression': {
      const operand = compileExpression(node.Expression, scope);
      return folded(compileMinus(operand, node), operand);
    }
    case 'UnaryPlusExpression':
      return compileExpression(node.Expression, scope);
    case 'AndExpression':
    case 'OrExpression':
      return compileLogic(node, scope, kind === 'AndExpression');
    case 'BetweenExpression':
    case 'NotBetweenExpression': {
      const value = compileExpression(node.Left, scope);
      const from = compileExpression(node.Right.First, scope);
      let to = compileExpression(node.Right.Second, scope);
      if (value.type === 'datetime' && to.type === 'timespan') {
        to = folded(compileArithmetic('AddExpression', node, from, to, 'datetime'), from, to);
      }
      return folded(compileBetween(node, value, from, to, kind === 'NotBetweenExpression'), value, from, to);
    }
    case 'InExpression':
    case 'NotInExpression':
    case 'InCsExpression':
    case 'NotInCsExpression':
      return compileIn(node, kind, scope);
    case 'HasAnyExpression':
    case 'HasAllExpression': {
      const left = compileExpression(node.Left, scope);
      const items = elementsOf(node.Right.Expressions).map((e) => compileListItem(e, scope));
      return folded(compileHasList(left, items, kind === 'HasAllExpression'), left, ...items);
    }
    case 'MatchesRegexExpression': {
      const left = compileExpression(node.Left, scope);
      const right = compileExpression(node.Right, scope);
      return folded(compileMatchesRegex(node, left, right), left, right);
    }
    case 'FunctionCallExpression':
      return compileFunctionCall(node, scope);
    case 'TypeOfLiteralExpression':
      return constantOf('string', String(node.ToString()).replace(/^typeof\(|\)$/g, ''));
    case 'ToScalarExpression':
      return compileToScalar(node, scope);
  }
  if (arithmetic.has(kind) || comparisons.has(kind) || stringOperator(kind)) {
    if (kindOf(node.Left) === 'StarExpression') return compileStarTest(node, kind, scope);
    const left = compileExpression(node.Left, scope);
    const right = compileExpression(node.Right, scope);
    const made = arithmetic.has(kind)
      ? compileArithmetic(kind as ArithmeticKind, node, left, right, scalarTypeOf(node) ?? 'dynamic')
      : comparisons.has(kind)
        ? compileComparison(kind as ComparisonKind, node, left, right)
        : compileStringOperator(kind, left, right);
    return folded(made, left, right);
  }
  throw unsupported(kind.replace(/Expression$/, ''), node);
}

/** `* has "x"`: the test holds for any column of the row. */
function compileStarTest(node: Node, kind: string, scope: Scope): Expr {
  const operator = stringOperator(kind);
  const needle = compileExpression(node.Right, scope).constant?.value;
  if (!operator || typeof needle !== 'string') throw unsupported('this test of all columns', node);
  const { test, cased, negated } = operator;
  const folded = cased ? needle : needle.toLowerCase();
  const any = anyColumn(scope, (text) => test(cased ? text : text.toLowerCase(), folded));
  if (!negated) return any;
  // the negative holds when no column meets the test
  return {
    type: 'bool',
    bind(chunk) {
      const holds = any.bind(chunk);
      return (row) => holds(row) !== true;
    },
  };
}

/** Computes an expression once when all its parts are constant, once for each distinct value when they are over one column. */
export function folded(expression: Expr, ...parts: Expr[]): Expr {
  if (!parts.every((p) => p.constant)) {
    const column = onlyColumn(parts);
    return column === undefined ? expression : lifted(expression, column);
  }
  return constantOf(expression.type, expression.bind(emptyChunk)(0));
}

const emptyChunk = {
  length: 1,
  width: 0,
  column() {
    throw new Error('a constant expression has no columns');
  },
} as never;

function compileName(node: Node, scope: Scope): Expr {
  const symbol = symbolOf(node);
  const name: string = symbol?.name ?? node.SimpleName;
  if (symbol?.kind === 'Column' || !symbol) {
    const index = indexOfColumn(scope.columns, name);
    // the key of a partition is a column to the binder and a value in the sub-query
    const key = index < 0 ? scope.env.get(name) : undefined;
    if (key?.kind === 'scalar') return key.expression;
    if (index < 0) throw runtimeError('column', `column '${name}' is not there`, node);
    return columnAt(index, scope.columns[index]!.type);
  }
  const binding = scope.env.get(name);
  if (binding?.kind === 'scalar') return binding.expression;
  if (symbol.kind === 'Function') return compileFunctionName(node, scope);
  const index = indexOfColumn(scope.columns, name);
  if (index >= 0) return columnAt(index, scope.columns[index]!.type);
  throw unsupported(`the name '${name}' (${symbol.kind})`, node);
}

/** The expression that reads a column. */
export function columnAt(index: number, type: KqlType): Expr {
  return {
    type,
    over: index,
    column: index,
    bind(chunk) {
      const dictionary = chunk.dictionary(index);
      if (dictionary) {
        const { codes, values } = dictionary;
        return (row) => values[codes[row]!];
      }
      const numbers = chunk.numbers(index);
      if (numbers) {
        const { values, valid } = numbers;
        return valid ? (row) => (valid[row] === 1 ? values[row] : null) : (row) => values[row];
      }
      const values = chunk.column(index);
      return (row) => values[row];
    },
  };
}

function compilePath(node: Node, scope: Scope): Expr {
  const selector = node.Selector;
  const name = kindOf(selector) === 'NameReference' ? String(selector.SimpleName) : undefined;
  const step = scope.steps?.get(node.Expression.SimpleName ?? '');
  if (step && name !== undefined) {
    const column = step.columns.find((c) => c.name === name);
    if (!column) throw unsupported('this path', node);
    return { type: column.type, bind: () => () => step.value(name) };
  }
  const symbol = symbolOf(node.Expression);
  if (kindOf(selector) === 'BracketedExpression' && symbol?.kind !== 'Tuple' && !step)
    return compileElement(node, scope);
  if (symbol?.kind === 'Tuple' || name === undefined) throw unsupported('this path', node);
  const left = compileExpression(node.Expression, scope);
  return folded(member(left, constantOf('string', name)), left);
}

function compileElement(node: Node, scope: Scope): Expr {
  const selector = compileExpression(node.Selector.Expression, scope);
  const part = compileSplitPart(node.Expression, selector, scope);
  if (part) return part;
  const left = compileExpression(node.Expression, scope);
  return folded(member(left, selector), left, selector);
}

/** `bag.key`, `bag['key']`, `array[n]` (negative counts from the end); null when it is not there. */
export function memberOf(value: Dynamic, key: unknown): Dynamic {
  if (Array.isArray(value)) {
    if (typeof key !== 'number') return null;
    return value[key < 0 ? value.length + key : key] ?? null;
  }
  if (value instanceof Map) return typeof key === 'string' ? (value.get(key) ?? null) : null;
  return null;
}

function member(left: Expr, selector: Expr): Expr {
  return {
    type: 'dynamic',
    bind(chunk) {
      const value = left.bind(chunk);
      if (selector.constant) {
        const key = selector.constant.value;
        return (row) => memberOf(value(row) as Dynamic, key);
      }
      const key = selector.bind(chunk);
      return (row) => memberOf(value(row) as Dynamic, key(row));
    },
  };
}

/** Three-valued and/or: false decides `and`, true decides `or`, whatever the other side. */
function compileLogic(node: Node, scope: Scope, all: boolean): Expr {
  const left = toBool(compileExpression(node.Left, scope));
  const right = toBool(compileExpression(node.Right, scope));
  return folded(
    {
      type: 'bool',
      bind(chunk) {
        const a = left.bind(chunk);
        const b = right.bind(chunk);
        return (row) => {
          const x = a(row);
          if (x === !all) return x;
          const y = b(row);
          if (y === !all) return y;
          return x === null || y === null ? null : all;
        };
      },
      keep: (chunk, among) => (all ? rowsWhereBoth : rowsWhereEither)(left, right, chunk, among),
    },
    left,
    right,
  );
}

/** A condition as a bool: dynamic values and numbers are converted. */
export function toBool(expression: Expr): Expr {
  if (expression.type === 'bool') return expression;
  return folded(
    {
      type: 'bool',
      bind(chunk) {
        const value = expression.bind(chunk);
        return (row) => {
          const v = value(row);
          if (v === null || typeof v === 'boolean') return v;
          return typeof v === 'number' || typeof v === 'bigint' ? v !== 0 : null;
        };
      },
    },
    expression,
  );
}
