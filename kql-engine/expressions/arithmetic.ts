import type { Node } from '../language-service.ts';
import { type Expr, rejected, unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { conversion } from '../values/convert.ts';
import { inRange } from '../values/datetime.ts';
import {
  addDecimals,
  divideDecimals,
  moduloDecimals,
  multiplyDecimals,
  negateDecimal,
  subtractDecimals,
} from '../values/decimal.ts';
import { type Dynamic, dynamicNumber, realToDynamic } from '../values/dynamic.ts';
import { add, divide, fromReal, type Int64, modulo, multiply, negate, subtract } from '../values/int64.ts';

export type ArithmeticKind =
  | 'AddExpression'
  | 'SubtractExpression'
  | 'MultiplyExpression'
  | 'DivideExpression'
  | 'ModuloExpression';

type Operation = (a: never, b: never) => unknown;

/** Kusto's real remainder has the sign of nothing: it is never negative. */
function realModulo(a: number, b: number): number {
  const rest = a % b;
  return rest < 0 ? rest + Math.abs(b) : rest;
}

const whole: Record<ArithmeticKind, (a: Int64, b: Int64) => Int64 | null> = {
  AddExpression: add,
  SubtractExpression: subtract,
  MultiplyExpression: multiply,
  DivideExpression: divide,
  ModuloExpression: modulo,
};

const real: Record<ArithmeticKind, (a: number, b: number) => number> = {
  AddExpression: (a, b) => Number(a) + Number(b),
  SubtractExpression: (a, b) => Number(a) - Number(b),
  MultiplyExpression: (a, b) => Number(a) * Number(b),
  DivideExpression: (a, b) => Number(a) / Number(b),
  ModuloExpression: (a, b) => realModulo(Number(a), Number(b)),
};

const decimal: Record<ArithmeticKind, (a: string, b: string) => string | null> = {
  AddExpression: addDecimals,
  SubtractExpression: subtractDecimals,
  MultiplyExpression: multiplyDecimals,
  DivideExpression: divideDecimals,
  ModuloExpression: moduloDecimals,
};

function datetimeOperation(kind: ArithmeticKind): Operation | undefined {
  if (kind === 'AddExpression') return (a: Int64, b: Int64) => inRange(add(a, b));
  if (kind === 'SubtractExpression') return (a: Int64, b: Int64) => inRange(subtract(a, b));
  return undefined;
}

/** A timespan times or divided by a number; whole numbers stay exact. */
function scaleTimespan(kind: ArithmeticKind, a: Int64, b: Int64): Int64 | null {
  if (kind === 'MultiplyExpression') {
    if (Number.isInteger(a) || typeof a === 'bigint') {
      if (Number.isInteger(b) || typeof b === 'bigint') return multiply(a, b);
    }
    return fromReal(Number(a) * Number(b));
  }
  if (typeof b === 'bigint' || Number.isInteger(b)) return divide(a, b);
  return fromReal(Number(a) / Number(b));
}

/** Arithmetic on values out of dynamics: whole with whole stays whole. */
function dynamicOperation(kind: ArithmeticKind): Operation {
  return (a: Dynamic, b: Dynamic) => {
    const x = dynamicNumber(a);
    const y = dynamicNumber(b);
    if (x === undefined || y === undefined) return null;
    const isWhole = (v: Dynamic, n: number | bigint) =>
      v === n && (typeof n === 'bigint' || Number.isInteger(n));
    if (isWhole(a, x) && isWhole(b, y)) return whole[kind](x, y);
    return realToDynamic(real[kind](Number(x), Number(y)));
  };
}

function operationFor(
  kind: ArithmeticKind,
  left: KqlType,
  right: KqlType,
  result: KqlType,
): Operation | undefined {
  if (result === 'decimal') return left === right && left === result ? decimal[kind] : undefined;
  if (left === 'decimal' || right === 'decimal') return result === 'real' ? real[kind] : undefined;
  const numeric = (t: KqlType) => t === 'int' || t === 'long';
  switch (result) {
    case 'long':
    case 'int':
      return numeric(left) && numeric(right) ? whole[kind] : undefined;
    case 'real':
      if (kind === 'DivideExpression' && left === 'timespan' && right === 'timespan')
        return real.DivideExpression;
      return real[kind];
    case 'datetime':
      return datetimeOperation(kind);
    case 'timespan':
      if (left === 'datetime' && right === 'datetime')
        return kind === 'SubtractExpression' ? subtract : undefined;
      if (left === 'timespan' && right === 'timespan') return whole[kind];
      if (left === 'datetime') return undefined;
      return left === 'timespan'
        ? (a: Int64, b: Int64) => scaleTimespan(kind, a, b)
        : kind === 'MultiplyExpression'
          ? (a: Int64, b: Int64) => scaleTimespan(kind, b, a)
          : undefined;
    case 'dynamic':
      return dynamicOperation(kind);
    default:
      return undefined;
  }
}

/** Compiles `+ - * / %` with the types and the result type that the binder found. Null in, null out. */
export function compileArithmetic(
  kind: ArithmeticKind,
  node: Node,
  left: Expr,
  right: Expr,
  result: KqlType,
): Expr {
  // the service has no arithmetic of two dynamic values either
  if (left.type === 'dynamic' && right.type === 'dynamic')
    throw rejected('arithmetic of two dynamic values: convert one to a number first', node);
  let l = left;
  let r = right;
  if (result !== 'dynamic') {
    // a dynamic operand takes the type that the other side asks for
    if (l.type === 'dynamic' && r.type !== 'dynamic') l = converted(l, operandType(r.type, result));
    if (r.type === 'dynamic' && l.type !== 'dynamic') r = converted(r, operandType(l.type, result));
  }
  if (result === 'decimal') {
    if (decimalOperands.has(l.type)) l = converted(l, 'decimal');
    if (decimalOperands.has(r.type)) r = converted(r, 'decimal');
  }
  const operation = operationFor(kind, l.type, r.type, result) as
    | ((a: unknown, b: unknown) => unknown)
    | undefined;
  if (!operation)
    throw unsupported(`${kind.replace('Expression', '')} of ${left.type} and ${right.type}`, node);
  return {
    type: result,
    bind(chunk) {
      const a = l.bind(chunk);
      const b = r.bind(chunk);
      return (row) => {
        const x = a(row);
        if (x === null) return null;
        const y = b(row);
        return y === null ? null : operation(x, y);
      };
    },
  };
}

/** What becomes a decimal beside a decimal. */
const decimalOperands = new Set<KqlType>(['int', 'long', 'real', 'dynamic']);

function operandType(other: KqlType, result: KqlType): KqlType {
  return result === 'long' || result === 'int'
    ? 'long'
    : result === 'real' && other !== 'timespan'
      ? 'real'
      : other;
}

function converted(expression: Expr, type: KqlType): Expr {
  const convert = conversion(expression.type, type)!;
  return {
    type,
    bind(chunk) {
      const value = expression.bind(chunk);
      return (row) => {
        const v = value(row);
        return v === null ? null : convert(v);
      };
    },
  };
}

/** Compiles a leading minus. */
export function compileMinus(operand: Expr, node: Node): Expr {
  const type = operand.type;
  if (type === 'string' || type === 'bool') throw unsupported(`minus of ${type}`, node);
  const flip = (v: unknown): unknown => {
    if (v === null) return null;
    if (type === 'real') return -(v as number);
    if (type === 'decimal') return negateDecimal(v as string);
    if (type !== 'dynamic') return negate(v as Int64);
    const number = dynamicNumber(v as Dynamic);
    if (number === undefined) return null;
    return number === v ? negate(number) : realToDynamic(-Number(number));
  };
  return {
    type,
    bind(chunk) {
      const value = operand.bind(chunk);
      return (row) => flip(value(row));
    },
  };
}
