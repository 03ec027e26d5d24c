import { elementsOf, kindOf, literalText, type Node } from '../language-service.ts';
import { constantOf, type Expr, rejected, unsupported } from '../scope.ts';
import type { KqlType } from '../types.ts';
import { parseGuid, parseReal } from '../values/convert.ts';
import { parseDecimal } from '../values/decimal.ts';
import { type Dynamic, realToDynamic, TypedScalar, toDynamic } from '../values/dynamic.ts';
import { negate, parseInt64 } from '../values/int64.ts';
import { parseDatetime } from '../values/parse-datetime.ts';
import { parseTimespan } from '../values/timespan.ts';

/** The text between the parentheses of `type(text)`, or the whole text. */
function inner(text: string): string {
  const open = text.indexOf('(');
  const body = open >= 0 && text.endsWith(')') ? text.slice(open + 1, -1) : text;
  const trimmed = body.trim();
  const quoted = /^(["'])(.*)\1$/.exec(trimmed);
  return quoted ? quoted[2]! : trimmed;
}

const types: Record<string, KqlType> = {
  BooleanLiteralExpression: 'bool',
  IntLiteralExpression: 'int',
  LongLiteralExpression: 'long',
  RealLiteralExpression: 'real',
  DecimalLiteralExpression: 'decimal',
  DateTimeLiteralExpression: 'datetime',
  TimespanLiteralExpression: 'timespan',
  GuidLiteralExpression: 'guid',
  StringLiteralExpression: 'string',
  CompoundStringLiteralExpression: 'string',
  TokenLiteralExpression: 'string',
  NullLiteralExpression: 'dynamic',
};

/** Reads a literal from its text: the library's own literal values lose ticks, NaN and infinity. */
function literalValue(node: Node, kind: string): unknown {
  if (kind === 'StringLiteralExpression' || kind === 'CompoundStringLiteralExpression')
    return node.LiteralValue;
  const text = literalText(node);
  if (kind === 'TokenLiteralExpression') return text;
  if (kind === 'NullLiteralExpression') return null;
  const body = inner(text);
  if (/^null$/i.test(body)) return null;
  switch (types[kind]) {
    case 'bool': {
      if (/^true$/i.test(body)) return true;
      if (/^false$/i.test(body)) return false;
      const whole = parseInt64(body);
      return whole === null ? null : whole !== 0;
    }
    case 'int':
    case 'long':
      return known(parseInt64(body), node);
    case 'real':
      return known(parseReal(body), node);
    case 'decimal':
      return known(parseDecimal(body), node);
    case 'datetime': {
      // datetime(2025, 6, 14), datetime(2025 - 06 - 14)
      const parts = /^(\d{4})\s*[,-]\s*(\d{1,2})\s*[,-]\s*(\d{1,2})$/.exec(body);
      return known(parseDatetime(parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : body), node);
    }
    case 'timespan':
      return known(parseTimespan(body), node);
    default:
      return known(parseGuid(body), node);
  }
}

/** A literal that cannot be read must not become null in silence. */
function known<T>(value: T | null, node: Node): T {
  if (value === null && /^\d{19,}$/.test(literalText(node)))
    throw rejected('the number does not fit 64 bits', node);
  if (value === null) throw unsupported(`the literal ${literalText(node)}`, node);
  return value;
}

export function isLiteral(kind: string): boolean {
  return kind in types || kind === 'DynamicExpression';
}

export function compileLiteral(node: Node, kind: string): Expr {
  if (kind === 'DynamicExpression') return constantOf('dynamic', jsonValue(node.Expression));
  if (kind === 'LongLiteralExpression' && node.ResultType?.Name === 'int')
    return constantOf('int', literalValue(node, kind));
  return constantOf(types[kind]!, literalValue(node, kind));
}

/** The value of the JSON-like syntax inside `dynamic(…)`. */
export function jsonValue(node: Node): Dynamic {
  const kind = kindOf(node);
  switch (kind) {
    case 'JsonArrayExpression':
      return elementsOf(node.Values).map(jsonValue);
    case 'JsonObjectExpression': {
      const bag = new Map<string, Dynamic>();
      for (const pair of elementsOf(node.Pairs))
        bag.set(String(pair.Name.Value ?? pair.Name.ValueText), jsonValue(pair.Value));
      return bag;
    }
    case 'UnaryMinusExpression':
    case 'UnaryPlusExpression': {
      if (kindOf(node.Expression) === 'LongLiteralExpression') {
        const whole = parseInt64(literalText(node));
        if (whole !== null) return whole;
      }
      const value = jsonValue(node.Expression);
      if (kind === 'UnaryPlusExpression') return value;
      if (value instanceof TypedScalar) return new TypedScalar(value.type, negateTyped(value));
      return typeof value === 'bigint' ? negate(value) : typeof value === 'number' ? 0 - value : null;
    }
    case 'DynamicExpression':
    case 'ParenthesizedExpression':
      return jsonValue(node.Expression);
    case 'LongLiteralExpression':
      return known(parseInt64(literalText(node)), node);
    case 'RealLiteralExpression': {
      const value = literalValue(node, kind) as number | null;
      if (value !== null && !Number.isFinite(value))
        throw unsupported(`${literalText(node)} inside dynamic()`, node);
      return value === null ? null : realToDynamic(value);
    }
    case 'DecimalLiteralExpression':
      throw unsupported('the type decimal', node);
    default:
      if (!(kind in types)) throw unsupported(`${kind} inside dynamic()`, node);
      return toDynamic(literalValue(node, kind), types[kind]!);
  }
}

function negateTyped(value: TypedScalar): number | bigint | string {
  return typeof value.value === 'string'
    ? value.value
    : typeof value.value === 'number'
      ? -value.value
      : negate(value.value);
}
