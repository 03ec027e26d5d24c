/**
 * A signed 64-bit integer: a number while it is a safe integer, a bigint beyond that, so equal values are always `===`.
 * Longs, timespans (ticks) and datetimes (ticks from an epoch in our time) use it, and stay fast for everyday values.
 */
export type Int64 = number | bigint;

const MAX = Number.MAX_SAFE_INTEGER;

/** A number result that is known to be an integer, or the exact result computed again when it is not safe. */
export function fromBigInt(value: bigint): Int64 {
  const wrapped = BigInt.asIntN(64, value);
  return wrapped >= -9007199254740991n && wrapped <= 9007199254740991n ? Number(wrapped) : wrapped;
}

export function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

export function add(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b;
    if (sum <= MAX && sum >= -MAX) return sum;
  }
  return fromBigInt(BigInt(a) + BigInt(b));
}

export function subtract(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const difference = a - b;
    if (difference <= MAX && difference >= -MAX) return difference;
  }
  return fromBigInt(BigInt(a) - BigInt(b));
}

export function multiply(a: Int64, b: Int64): Int64 {
  if (typeof a === 'number' && typeof b === 'number') {
    const product = a * b;
    if (product <= MAX && product >= -MAX) return product + 0;
  }
  return fromBigInt(BigInt(a) * BigInt(b));
}

/** Truncating division; null for a zero divisor. */
export function divide(a: Int64, b: Int64): Int64 | null {
  if (b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') return Math.trunc(a / b) + 0;
  return fromBigInt(BigInt(a) / BigInt(b));
}

/** Kusto's remainder is never negative, whatever the signs; null for a zero divisor. */
export function modulo(a: Int64, b: Int64): Int64 | null {
  if (b === 0) return null;
  if (typeof a === 'number' && typeof b === 'number') {
    const rest = a % b;
    return rest < 0 ? rest + Math.abs(b) : rest + 0;
  }
  const divisor = BigInt(b);
  const rest = BigInt(a) % divisor;
  return fromBigInt(rest < 0n ? rest + (divisor < 0n ? -divisor : divisor) : rest);
}

export function negate(a: Int64): Int64 {
  return typeof a === 'number' ? 0 - a : fromBigInt(-a);
}

/** The largest multiple of `width` that is not above the value; `origin` shifts the grid. */
export function floorTo(value: Int64, width: Int64, origin: Int64 = 0): Int64 | null {
  if (width <= 0) return null;
  const rest = modulo(subtract(value, origin), width);
  return rest === null ? null : subtract(value, rest);
}

/** A real cut towards zero, held at the ends of the 64-bit range; NaN gives null. */
export function fromReal(value: number): Int64 | null {
  if (Number.isNaN(value)) return null;
  const whole = Math.trunc(value);
  if (whole >= -MAX && whole <= MAX) return whole + 0;
  if (whole >= 2 ** 63) return 9223372036854775807n;
  if (whole <= -(2 ** 63)) return -9223372036854775808n;
  return fromBigInt(BigInt(whole));
}

const decimalDigits = /^[+-]?\d+$/;
const hexDigits = /^[+-]?0x[0-9a-f]+$/i;

/** Reads decimal or 0x text; null when it is something else or out of range. */
export function parseInt64(text: string): Int64 | null {
  const trimmed = text.trim();
  if (decimalDigits.test(trimmed)) {
    if (trimmed.length < 16) return Number(trimmed) + 0;
    const value = BigInt(trimmed.startsWith('+') ? trimmed.slice(1) : trimmed);
    return isInt64(value) ? fromBigInt(value) : null;
  }
  if (hexDigits.test(trimmed)) {
    const negative = trimmed.startsWith('-');
    const value = BigInt(trimmed.replace(/^[+-]/, ''));
    if (value > 0xffffffffffffffffn) return null;
    return fromBigInt(negative ? -value : value);
  }
  return null;
}
