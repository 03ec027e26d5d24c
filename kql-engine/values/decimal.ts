/**
 * A decimal is its text in one canonical form (`0`, `-12.5`, `1.5E+60`), so equal values are equal as map keys and print as they
 * are. It has the 34 significant digits of an IEEE 754 decimal128 and rounds half to even.
 */
export type Decimal = string;

/** Digits of a decimal128. */
const PRECISION = 34;
const MAX_EXPONENT = 6144;
const MIN_EXPONENT = -6176;
/** Longer plain numbers are written with an exponent. */
const MAX_PLAIN = 40;

/** coefficient × 10^exponent */
interface Parts {
  coefficient: bigint;
  exponent: number;
}

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;

/** Reads a number, with or without fraction and exponent; null when it is none or out of range. */
export function parseDecimal(text: string): Decimal | null {
  const m = pattern.exec(text.trim());
  if (!m) return null;
  const [, sign, whole = '', fraction = '', power = '0'] = m;
  if (whole === '' && fraction === '') return null;
  const digits = BigInt(whole + fraction);
  return format({
    coefficient: sign === '-' ? -digits : digits,
    exponent: Number(power) - fraction.length,
  });
}

function partsOf(value: Decimal): Parts {
  const e = value.indexOf('E');
  const mantissa = e < 0 ? value : value.slice(0, e);
  const power = e < 0 ? 0 : Number(value.slice(e + 1));
  const point = mantissa.indexOf('.');
  if (point < 0) return { coefficient: BigInt(mantissa), exponent: power };
  const fraction = mantissa.slice(point + 1);
  return { coefficient: BigInt(mantissa.slice(0, point) + fraction), exponent: power - fraction.length };
}

/** Divides by a positive power of ten, half to even. */
function shiftDown(value: bigint, digits: number): bigint {
  const scale = 10n ** BigInt(digits);
  return divideHalfEven(value, scale);
}

function divideHalfEven(value: bigint, by: bigint): bigint {
  const negative = value < 0n;
  const size = negative ? -value : value;
  let quotient = size / by;
  const twice = (size % by) * 2n;
  if (twice > by || (twice === by && quotient % 2n === 1n)) quotient++;
  return negative ? -quotient : quotient;
}

/** The canonical text: rounded to 34 digits, no zeros at the end. Null when the number is too large. */
function format({ coefficient, exponent }: Parts): Decimal | null {
  let value = coefficient;
  let power = exponent;
  let length = String(value < 0n ? -value : value).length;
  const excess = Math.max(length - PRECISION, MIN_EXPONENT - power);
  if (excess > 0) {
    value = excess > length ? 0n : shiftDown(value, excess);
    power += excess;
  }
  if (value === 0n) return '0';
  let digits = String(value < 0n ? -value : value);
  const bare = digits.replace(/0+$/, '');
  power += digits.length - bare.length;
  digits = bare;
  length = digits.length;
  if (power + length - 1 > MAX_EXPONENT) return null;
  const sign = value < 0n ? '-' : '';
  if (power >= 0 && length + power <= MAX_PLAIN) return sign + digits + '0'.repeat(power);
  if (power < 0 && -power <= MAX_PLAIN) {
    const padded = digits.padStart(1 - power, '0');
    return `${sign}${padded.slice(0, power)}.${padded.slice(power)}`;
  }
  const scientific = power + length - 1;
  const fraction = length > 1 ? `.${digits.slice(1)}` : '';
  return `${sign}${digits[0]}${fraction}E${scientific < 0 ? '-' : '+'}${Math.abs(scientific)}`;
}

function aligned(a: Parts, b: Parts): [bigint, bigint, number] {
  const exponent = Math.min(a.exponent, b.exponent);
  return [
    a.coefficient * 10n ** BigInt(a.exponent - exponent),
    b.coefficient * 10n ** BigInt(b.exponent - exponent),
    exponent,
  ];
}

export function addDecimals(a: Decimal, b: Decimal): Decimal | null {
  const [x, y, exponent] = aligned(partsOf(a), partsOf(b));
  return format({ coefficient: x + y, exponent });
}

export function negateDecimal(a: Decimal): Decimal {
  return a === '0' ? a : a.startsWith('-') ? a.slice(1) : `-${a}`;
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal | null {
  return addDecimals(a, negateDecimal(b));
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal | null {
  const x = partsOf(a);
  const y = partsOf(b);
  return format({ coefficient: x.coefficient * y.coefficient, exponent: x.exponent + y.exponent });
}

/** The quotient to 34 digits; null for a zero divisor. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal | null {
  if (b === '0') return null;
  const x = partsOf(a);
  const y = partsOf(b);
  const lengths = String(x.coefficient).length - String(y.coefficient).length;
  // two digits more than asked, and a sticky one for what is left, so that the last rounding is right
  const shift = Math.max(0, PRECISION + 2 - lengths);
  const numerator = x.coefficient * 10n ** BigInt(shift);
  const quotient = numerator / y.coefficient;
  const sticky = numerator % y.coefficient === 0n ? 0n : numerator < 0n === y.coefficient < 0n ? 1n : -1n;
  return format({ coefficient: quotient * 10n + sticky, exponent: x.exponent - y.exponent - shift - 1 });
}

/** The remainder, never negative, as Kusto's `%` has it; null for a zero divisor. */
export function moduloDecimals(a: Decimal, b: Decimal): Decimal | null {
  if (b === '0') return null;
  const [x, y, exponent] = aligned(partsOf(a), partsOf(b));
  const size = y < 0n ? -y : y;
  const rest = ((x % size) + size) % size;
  return format({ coefficient: rest, exponent });
}

/** Negative, zero or positive. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a === b) return 0;
  const x = partsOf(a);
  const y = partsOf(b);
  const signs = sign(x.coefficient) - sign(y.coefficient);
  if (signs !== 0) return signs;
  const [m, n] = aligned(x, y);
  return m < n ? -1 : m > n ? 1 : 0;
}

function sign(value: bigint): number {
  return value > 0n ? 1 : value < 0n ? -1 : 0;
}

/** From a real by its shortest digits; null for NaN and infinity. */
export function decimalFromReal(value: number): Decimal | null {
  return Number.isFinite(value) ? parseDecimal(String(value)) : null;
}

/** Rounded half away from zero to a number of decimal places (negative: tens, hundreds …). */
export function roundDecimal(value: Decimal, places: number): Decimal | null {
  const p = partsOf(value);
  const drop = -places - p.exponent;
  if (drop <= 0) return value;
  const size = p.coefficient < 0n ? -p.coefficient : p.coefficient;
  if (drop > String(size).length) return '0';
  const scale = 10n ** BigInt(drop);
  const rounded = (size * 2n + scale) / (scale * 2n);
  return format({ coefficient: p.coefficient < 0n ? -rounded : rounded, exponent: -places });
}

/** The whole number below (`down`) or towards zero. */
export function wholePart(value: Decimal, down: boolean): bigint {
  const p = partsOf(value);
  if (p.exponent >= 0) return p.coefficient * 10n ** BigInt(p.exponent);
  const scale = 10n ** BigInt(-p.exponent);
  const cut = p.coefficient / scale;
  return down && p.coefficient < 0n && p.coefficient % scale !== 0n ? cut - 1n : cut;
}

export function decimalFromBigInt(value: bigint): Decimal {
  return format({ coefficient: value, exponent: 0 })!;
}

/** The largest multiple of `width` that is not above the value; null when the width is not positive. */
export function floorDecimal(value: Decimal, width: Decimal): Decimal | null {
  if (compareDecimals(width, '0') <= 0) return null;
  const rest = moduloDecimals(value, width);
  return rest === null ? null : subtractDecimals(value, rest);
}
