import type { DateTicks } from './datetime.ts';
import { formatDatetime } from './datetime.ts';
import { formatReal } from './format-real.ts';
import type { Int64 } from './int64.ts';
import { formatTimespan } from './timespan.ts';

/**
 * A scalar inside a dynamic whose type plain JSON cannot carry: a real that looks like a whole number, a datetime, a
 * timespan, a guid.
 */
export class TypedScalar {
  readonly type: 'real' | 'datetime' | 'timespan' | 'guid';
  readonly value: number | bigint | string;
  constructor(type: TypedScalar['type'], value: number | bigint | string) {
    this.type = type;
    this.value = value;
  }
}

/** A property bag keeps the order of its keys, and any key is safe. */
export type Bag = Map<string, Dynamic>;

/** A dynamic value: whole numbers are long (bigint beyond 2^53), other numbers real. */
export type Dynamic = null | boolean | number | bigint | string | TypedScalar | Dynamic[] | Bag;

/** A real as a dynamic value keeps being a real. */
export function realToDynamic(value: number): Dynamic {
  return Number.isInteger(value) ? new TypedScalar('real', value) : value;
}

/** A typed column value as a dynamic value. */
export function toDynamic(value: unknown, type: string): Dynamic {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'real':
      return realToDynamic(value as number);
    case 'datetime':
    case 'timespan':
    case 'guid':
      return new TypedScalar(type, value as number);
    default:
      return value as Dynamic;
  }
}

/** What a dynamic number amounts to, or undefined when it is no number. */
export function dynamicNumber(value: Dynamic): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof TypedScalar && value.type === 'real') return value.value as number;
  return undefined;
}

/** Kusto's name for the type of a dynamic value, as gettype() gives it. */
export function dynamicTypeName(value: Dynamic): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Map) return 'dictionary';
  if (value instanceof TypedScalar) return value.type === 'real' ? 'double' : value.type;
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'long';
    default:
      return Number.isInteger(value) ? 'long' : 'double';
  }
}

/** JSON text without spaces, as tostring(dynamic) prints arrays and bags. */
export function dynamicToJson(value: Dynamic): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(dynamicToJson).join(',')}]`;
  if (value instanceof Map) {
    const parts: string[] = [];
    for (const [key, item] of value) parts.push(`${JSON.stringify(key)}:${dynamicToJson(item)}`);
    return `{${parts.join(',')}}`;
  }
  if (value instanceof TypedScalar)
    return value.type === 'real' ? realJson(value.value as number) : quotedScalar(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : realJson(value);
  if (typeof value === 'string') return JSON.stringify(value);
  return String(value);
}

function realJson(value: number): string {
  if (Number.isNaN(value)) return '"NaN"';
  if (!Number.isFinite(value)) return value > 0 ? '"Infinity"' : '"-Infinity"';
  return formatReal(value);
}

function quotedScalar(value: TypedScalar): string {
  return `"${typedScalarText(value)}"`;
}

export function typedScalarText(value: TypedScalar): string {
  switch (value.type) {
    case 'datetime':
      return formatDatetime(value.value as DateTicks);
    case 'timespan':
      return formatTimespan(value.value as Int64);
    case 'real':
      return formatReal(value.value as number);
    default:
      return String(value.value);
  }
}

/** tostring() of a dynamic value: text as it is, null as nothing, the rest as JSON. */
export function dynamicToString(value: Dynamic): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (value instanceof TypedScalar) return typedScalarText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return dynamicToJson(value);
}

/** A text that is equal exactly when two dynamic values are; used for keys of groups and sets. */
export function dynamicKey(value: Dynamic): string {
  if (value instanceof Map) {
    const parts = [...value].map(([key, item]) => `${JSON.stringify(key)}:${dynamicKey(item)}`);
    return `{${parts.sort().join(',')}}`;
  }
  if (Array.isArray(value)) return `[${value.map(dynamicKey).join(',')}]`;
  if (value instanceof TypedScalar && value.type !== 'real') return `${value.type}:${value.value}`;
  const number = dynamicNumber(value);
  return number !== undefined ? String(number) : dynamicToJson(value);
}

/** A dynamic as plain JSON for the edge of the engine. */
export function dynamicToPlain(value: Dynamic): unknown {
  if (Array.isArray(value)) return value.map(dynamicToPlain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([k, v]) => [k, dynamicToPlain(v)]));
  if (value instanceof TypedScalar) return value.type === 'real' ? value.value : typedScalarText(value);
  return value;
}

/** Plain JSON from the edge as a dynamic value. */
export function plainToDynamic(value: unknown): Dynamic {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(plainToDynamic);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') {
    return new Map(Object.entries(value as object).map(([k, v]) => [k, plainToDynamic(v)]));
  }
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return new TypedScalar('real', value);
  }
  return value as Dynamic;
}
