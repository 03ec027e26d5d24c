import type { KqlType } from '../types.ts';
import { compareDecimals } from './decimal.ts';
import { type Dynamic, dynamicKey, dynamicNumber, dynamicToString, TypedScalar } from './dynamic.ts';

/**
 * Order of two values of one column, null smallest and NaN below all other reals: negative, zero or positive.
 */
export type Comparer = (a: unknown, b: unknown) => number;

function byOrder(a: never, b: never): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function byReal(a: number | null, b: number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  if (Number.isNaN(b)) return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Ordinal order by code point (UTF-16 surrogates set right). */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x !== y) {
      if (x >= 0xd800 && y >= 0xd800) {
        if (x >= 0xe000) x -= 0x2800;
        if (y >= 0xe000) y -= 0x2800;
      }
      return x - y;
    }
  }
  return a.length - b.length;
}

function rank(value: Dynamic): number {
  if (value === null) return 0;
  if (typeof value === 'boolean') return 1;
  if (dynamicNumber(value) !== undefined) return 2;
  if (value instanceof TypedScalar) return value.type === 'datetime' ? 3 : value.type === 'timespan' ? 4 : 5;
  if (typeof value === 'string') return 6;
  return Array.isArray(value) ? 7 : 8;
}

/** An order for dynamic values: by kind, then within the kind. */
export function compareDynamic(a: Dynamic, b: Dynamic): number {
  const kind = rank(a) - rank(b);
  if (kind !== 0) return kind;
  const x = dynamicNumber(a);
  const y = dynamicNumber(b);
  if (x !== undefined && y !== undefined) return x < y ? -1 : x > y ? 1 : 0;
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (a instanceof TypedScalar && b instanceof TypedScalar)
    return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
  return compareStrings(dynamicToString(a), dynamicToString(b));
}

export function comparerFor(type: KqlType): Comparer {
  switch (type) {
    case 'string':
    case 'guid':
      return (a, b) =>
        a === b ? 0 : a === null ? -1 : b === null ? 1 : compareStrings(a as string, b as string);
    case 'real':
      return byReal as Comparer;
    case 'decimal':
      return (a, b) =>
        a === b ? 0 : a === null ? -1 : b === null ? 1 : compareDecimals(a as string, b as string);
    case 'dynamic':
      return compareDynamic as Comparer;
    default:
      return byOrder as Comparer;
  }
}

/** A map key for grouping: equal exactly when the values are equal; null is a group of its own. */
export function keyOf(type: KqlType): (value: unknown) => unknown {
  if (type === 'dynamic') return (v) => dynamicKey(v as Dynamic);
  // NaN is one Map key already; -0 and 0 too
  return (v) => v;
}
