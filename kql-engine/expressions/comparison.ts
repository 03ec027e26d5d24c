import type { Node } from '../language-service.ts';
import { type Expr, unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { compareStrings } from '../values/compare.ts';
import { conversion } from '../values/convert.ts';
import { compareDecimals } from '../values/decimal.ts';
import { type Dynamic, dynamicKey } from '../values/dynamic.ts';
import { boundsOf, rowsWhereBoth, rowsWithin } from './selection.ts';
import { compileTextEquality } from './text-equality.ts';

export type ComparisonKind =
  | 'EqualExpression'
  | 'NotEqualExpression'
  | 'LessThanExpression'
  | 'LessThanOrEqualExpression'
  | 'GreaterThanExpression'
  | 'GreaterThanOrEqualExpression';

const numeric = new Set<KqlType>(['int', 'long', 'real']);

/** The type both sides are compared in. */
function commonType(left: KqlType, right: KqlType): KqlType | undefined {
  if (left === right) return left;
  if (numeric.has(left) && numeric.has(right)) return left === 'real' || right === 'real' ? 'real' : 'long';
  if ((left === 'decimal' && numeric.has(right)) || (right === 'decimal' && numeric.has(left)))
    return 'decimal';
  if (left === 'dynamic') return right;
  if (right === 'dynamic') return left;
  if ((left === 'bool' && numeric.has(right)) || (right === 'bool' && numeric.has(left))) return 'long';
  return undefined;
}

/** The side as a value of the common type; a dynamic of another kind becomes undefined, which equals nothing. */
function side(expression: Expr, type: KqlType): (value: unknown) => unknown {
  if (expression.type === type) return (v) => v;
  if (type === 'real' && numeric.has(expression.type)) return (v) => (v === null ? null : Number(v));
  if (type === 'long' && numeric.has(expression.type)) return (v) => v;
  const convert = conversion(expression.type, type)!;
  if (expression.type !== 'dynamic') return (v) => (v === null ? null : convert(v));
  if (type === 'string') {
    return (v) => (v === null ? null : typeof v === 'string' ? v : convert(v));
  }
  if (numeric.has(type)) {
    const toReal = conversion('dynamic', 'real')!;
    return (v) => {
      if (v === null || typeof v === 'string') return v === null ? null : (convert(v) ?? undefined);
      const n = type === 'long' && (typeof v === 'number' || typeof v === 'bigint') ? v : toReal(v);
      return n ?? undefined;
    };
  }
  return (v) => (v === null ? null : (convert(v) ?? undefined));
}

function orderOf(kind: ComparisonKind): (order: number) => boolean {
  switch (kind) {
    case 'LessThanExpression':
      return (o) => o < 0;
    case 'LessThanOrEqualExpression':
      return (o) => o <= 0;
    case 'GreaterThanExpression':
      return (o) => o > 0;
    default:
      return (o) => o >= 0;
  }
}

/** The comparison of two present values of one type. */
function test(kind: ComparisonKind, type: KqlType): (a: never, b: never) => boolean {
  const text = type === 'string' || type === 'guid';
  switch (kind) {
    case 'EqualExpression':
      return type === 'dynamic'
        ? (a: Dynamic, b: Dynamic) => dynamicKey(a) === dynamicKey(b)
        : (a, b) => a === b;
    case 'NotEqualExpression':
      return type === 'dynamic'
        ? (a: Dynamic, b: Dynamic) => dynamicKey(a) !== dynamicKey(b)
        : (a, b) => a !== b;
    default: {
      if (text) {
        const holds = orderOf(kind);
        return (a: string, b: string) => holds(compareStrings(a, b));
      }
      if (type === 'decimal') {
        const holds = orderOf(kind);
        return (a: string, b: string) => holds(compareDecimals(a, b));
      }
      if (kind === 'LessThanExpression') return (a, b) => a < b;
      if (kind === 'LessThanOrEqualExpression') return (a, b) => a <= b;
      if (kind === 'GreaterThanExpression') return (a, b) => a > b;
      return (a, b) => a >= b;
    }
  }
}

/**
 * Compiles a comparison. Null against a value: `==` is false, `!=` is true, an order is null; null against null is null.
 */
export function compileComparison(kind: ComparisonKind, node: Node, left: Expr, right: Expr): Expr {
  const type = commonType(left.type, right.type);
  if (!type && (kind === 'EqualExpression' || kind === 'NotEqualExpression')) {
    const mixed = compileTextEquality(kind === 'EqualExpression', node, left, right);
    if (mixed) return mixed;
  }
  if (!type) throw unsupported(`comparing ${left.type} with ${right.type}`, node);
  const toLeft = side(left, type);
  const toRight = side(right, type);
  const holds = test(kind, type) as (a: unknown, b: unknown) => boolean;
  const oneNull = kind === 'EqualExpression' ? false : kind === 'NotEqualExpression' ? true : null;
  const plain = left.type === type && right.type === type;
  const bounds = right.constant && boundsOf(kind, toRight(right.constant.value));
  const { column } = left;
  return {
    type: 'bool',
    keep: (chunk, among) =>
      bounds && column !== undefined ? rowsWithin(chunk, column, bounds, among) : undefined,
    bind(chunk) {
      const a = left.bind(chunk);
      const b = right.bind(chunk);
      return (row) => {
        const x = plain ? a(row) : toLeft(a(row));
        const y = plain ? b(row) : toRight(b(row));
        if (x === null || y === null) return x === y ? null : oneNull;
        if (x === undefined || y === undefined) return oneNull;
        return holds(x, y);
      };
    },
  };
}

/** `between` with both ends included; null when a part is null. */
export function compileBetween(node: Node, value: Expr, from: Expr, to: Expr, negated: boolean): Expr {
  const above = compileComparison('GreaterThanOrEqualExpression', node, value, from);
  const below = compileComparison('LessThanOrEqualExpression', node, value, to);
  return {
    type: 'bool',
    keep: (chunk, among) => (negated ? undefined : rowsWhereBoth(above, below, chunk, among)),
    bind(chunk) {
      const a = above.bind(chunk);
      const b = below.bind(chunk);
      return (row) => {
        const x = a(row);
        const y = b(row);
        if (x === null || y === null) return x === false || y === false ? negated : null;
        return (x === true && y === true) !== negated;
      };
    },
  };
}
