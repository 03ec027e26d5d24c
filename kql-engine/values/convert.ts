import type { KqlType } from '../types.ts';
import { formatDatetime, fromAbsoluteTicks, toAbsoluteTicks } from './datetime.ts';
import { decimalFromReal, parseDecimal, wholePart } from './decimal.ts';
import {
  type Dynamic,
  dynamicNumber,
  dynamicToString,
  plainToDynamic,
  TypedScalar,
  toDynamic,
} from './dynamic.ts';
import { formatReal } from './format-real.ts';
import { fromBigInt, fromReal, type Int64, isInt64, parseInt64 } from './int64.ts';
import { parseDatetime } from './parse-datetime.ts';
import { parseJson } from './parse-json.ts';
import { formatTimespan, parseTimespan } from './timespan.ts';

/** A conversion of one non-null value; null when it has no meaning in the new type. */
export type Conversion = (value: unknown) => unknown;

const realText = /^[+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)$/i;
// what follows the 32 digits does not matter (documented)
const guidText = /^[({]?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})/i;

/** Text to real; null when it is no number. */
export function parseReal(text: string): number | null {
  const t = text.trim();
  if (realText.test(t)) return Number(t);
  if (/^[+-]?0x[0-9a-f]+$/i.test(t)) {
    const whole = parseInt64(t);
    return whole === null ? null : Number(whole);
  }
  if (/^nan$/i.test(t)) return Number.NaN;
  if (/^\+?infinity$/i.test(t) || t === 'inf' || t === '+inf') return Number.POSITIVE_INFINITY;
  if (/^-infinity$/i.test(t) || t === '-inf') return Number.NEGATIVE_INFINITY;
  return null;
}

/** Any of the usual GUID forms in lower case with dashes; null when it is no GUID. */
export function parseGuid(text: string): string | null {
  const m = guidText.exec(text.trim());
  return m ? m.slice(1, 6).join('-').toLowerCase() : null;
}

function parseBool(text: string): boolean | null {
  const t = text.toLowerCase();
  if (t === 'true') return true;
  if (t === 'false') return false;
  const whole = parseInt64(text);
  return whole === null || text !== text.trim() ? null : whole !== 0;
}

/** Saturates at the ends of 32 bit: what toint() does with a real. */
function realToInt(value: number): number | null {
  if (Number.isNaN(value)) return null;
  if (value >= 2147483647) return 2147483647;
  if (value <= -2147483648) return -2147483648;
  return Math.trunc(value) + 0;
}

/** Wraps to 32 bit: what toint() does with a long. */
export function longToInt(value: Int64): number {
  return typeof value === 'number' && value === (value | 0)
    ? value
    : Number(BigInt.asIntN(32, BigInt(value)));
}

function textToInt(text: string): number | null {
  const value = parseInt64(text);
  return value === null || value > 2147483647 || value < -2147483648 ? null : Number(value);
}

/** A whole decimal as an integer of so many bits; null when it does not fit. */
function within(value: bigint, bits: number): Int64 | null {
  return (bits === 32 ? BigInt.asIntN(32, value) === value : isInt64(value)) ? fromBigInt(value) : null;
}

/** Conversions between scalar types other than dynamic. */
const table: Record<string, Partial<Record<KqlType, Conversion>>> = {
  string: {
    int: (v) => String(v),
    long: (v) => String(v),
    real: (v) => formatReal(v as number),
    bool: (v) => (v ? 'True' : 'False'),
    datetime: (v) => formatDatetime(v as Int64),
    timespan: (v) => formatTimespan(v as Int64),
    guid: (v) => v,
    decimal: (v) => v,
  },
  int: {
    string: (v) => textToInt(v as string),
    long: (v) => longToInt(v as Int64),
    real: (v) => realToInt(v as number),
    bool: (v) => (v ? 1 : 0),
    datetime: (v) => longToInt(toAbsoluteTicks(v as Int64)),
    timespan: (v) => longToInt(v as Int64),
    decimal: (v) => within(wholePart(v as string, false), 32),
  },
  long: {
    string: (v) => parseInt64(v as string),
    int: (v) => v,
    real: (v) => (Number.isFinite(v) ? fromReal(v as number) : null),
    bool: (v) => (v ? 1 : 0),
    datetime: (v) => toAbsoluteTicks(v as Int64),
    timespan: (v) => v,
    decimal: (v) => within(wholePart(v as string, false), 64),
  },
  real: {
    string: (v) => parseReal(v as string),
    int: (v) => v,
    long: (v) => Number(v),
    bool: (v) => (v ? 1 : 0),
    datetime: (v) => Number(toAbsoluteTicks(v as Int64)),
    timespan: (v) => Number(v),
    decimal: (v) => Number(v),
  },
  bool: {
    string: (v) => parseBool(v as string),
    int: (v) => v !== 0,
    long: (v) => v !== 0,
    real: (v) => v !== 0,
    decimal: (v) => v !== '0',
  },
  datetime: {
    string: (v) => parseDatetime(v as string),
    int: (v) => fromAbsoluteTicks(v as Int64),
    long: (v) => fromAbsoluteTicks(v as Int64),
    real: (v) => {
      const ticks = fromReal(v as number);
      return ticks === null ? null : fromAbsoluteTicks(ticks);
    },
  },
  timespan: {
    string: (v) => parseTimespan(v as string),
    int: (v) => v,
    long: (v) => v,
    real: (v) => fromReal(v as number),
  },
  guid: { string: (v) => parseGuid(v as string) },
  decimal: {
    string: (v) => parseDecimal(v as string),
    int: (v) => String(v),
    long: (v) => parseDecimal(String(v)),
    real: (v) => decimalFromReal(v as number),
    bool: (v) => (v ? '1' : '0'),
  },
};

/** A dynamic scalar becomes the value it holds, then is converted by the rules of that type. */
function fromDynamic(to: KqlType): Conversion {
  const rules = table[to] ?? {};
  return (v) => {
    const value = v as Dynamic;
    if (value === null || Array.isArray(value) || value instanceof Map) return null;
    if (typeof value === 'string') return rules.string ? rules.string(value) : null;
    if (typeof value === 'boolean') return to === 'bool' ? value : (rules.bool?.(value) ?? null);
    if (value instanceof TypedScalar) {
      return value.type === to ? value.value : (rules[value.type]?.(value.value) ?? null);
    }
    const type = typeof value === 'bigint' || Number.isInteger(value) ? 'long' : 'real';
    return type === to ? value : (rules[type]?.(value) ?? null);
  };
}

const identity: Conversion = (v) => v;

/**
 * The conversion that `toX(value)` makes; undefined when the types do not convert. Null (and for text the empty result of
 * null) is the caller's affair.
 */
export function conversion(from: KqlType, to: KqlType): Conversion | undefined {
  if (from === to) return identity;
  if (to === 'dynamic') {
    return from === 'string'
      ? (v) => {
          const parsed = parseJson(v as string);
          return parsed === undefined ? (v === '' ? null : v) : parsed;
        }
      : (v) => toDynamic(v, from);
  }
  if (from === 'dynamic') return to === 'string' ? (v) => dynamicToString(v as Dynamic) : fromDynamic(to);
  return table[to]?.[from];
}

/** A number for arithmetic and comparison, whatever holds it. */
export function asNumber(value: unknown): number | bigint | null {
  return dynamicNumber(value as Dynamic) ?? null;
}

/** A value from outside (JSON, Date) as a column value of the type; null when it does not convert. */
export function fromEdge(value: unknown, type: KqlType): unknown {
  if (type === 'dynamic') {
    if (typeof value === 'string') return conversion('string', 'dynamic')!(value);
    return plainToDynamic(value);
  }
  if (value === null || value === undefined) return type === 'string' ? '' : null;
  if (type === 'string') {
    if (typeof value === 'string') return value;
    if (typeof value === 'object') return JSON.stringify(value);
    return typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value);
  }
  if (value instanceof Date) return fromEdge(value.toISOString(), type);
  const source = sourceType(value);
  if (!source) return null;
  if (source === 'real' && type === 'real') return value;
  if (source === 'long' && typeof value === 'bigint') return fromEdge(String(value), type);
  return conversion(source, type)?.(value) ?? null;
}

function sourceType(value: unknown): KqlType | undefined {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'long';
    case 'number':
      return Number.isSafeInteger(value) ? 'long' : 'real';
    default:
      return undefined;
  }
}
