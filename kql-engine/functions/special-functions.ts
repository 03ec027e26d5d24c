import { unsupported } from '../scope.ts';
import { define, defineCall } from './registry.ts';

/** Coefficients of Lanczos' approximation (g = 7), good to fifteen digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** The logarithm of the gamma function of a positive number. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const z = x - 1;
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (z + i);
  const t = z + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** The gamma function; whole numbers give exact factorials. */
export function gamma(x: number): number {
  if (Number.isInteger(x) && x > 0 && x < 24) {
    let product = 1;
    for (let i = 2; i < x; i++) product *= i;
    return product;
  }
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  return Math.exp(logGamma(x));
}

/** The regularised incomplete beta function by its continued fraction (Lentz). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front =
    Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logGamma(a) - logGamma(b) + logGamma(a + b)) / a;
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let f = d;
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const term of [even, odd]) {
      d = 1 + term * d;
      d = 1 / (Math.abs(d) < tiny ? tiny : d);
      c = 1 + term / c;
      if (Math.abs(c) < tiny) c = tiny;
      f *= d * c;
    }
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return front * f;
}

/** The complementary error function, from 1 in the middle to 0 on the right. */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  if (x < 2.5) return 1 - erf(x);
  // continued fraction, evaluated from its far end
  let f = 0;
  for (let k = 120; k >= 1; k--) f = k / 2 / (x + f);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + f);
}

/** The error function. */
export function erf(x: number): number {
  if (x < 0) return -erf(-x);
  if (x >= 2.5) return 1 - erfc(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 200 && Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

defineCall('gamma loggamma', ['real'], ({ node }) => {
  const log = node.Name.SimpleName === 'loggamma';
  return (x: number) => {
    // poles and, for the logarithm, negative values are not documented
    if (x <= 0 && (log || Number.isInteger(x))) throw unsupported(`${node.Name.SimpleName}(${x})`, node);
    return log ? logGamma(x) : gamma(x);
  };
});
define('erf', ['real'], erf);
define('erfc', ['real'], erfc);

function inverseBeta(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function betaDensity(x: number, a: number, b: number): number {
  return Math.exp(
    (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b),
  );
}

for (const [name, f] of [
  ['beta_cdf', incompleteBeta],
  ['beta_inv', inverseBeta],
  ['beta_pdf', betaDensity],
] as const) {
  defineCall(name, ['real', 'real', 'real'], ({ node }) => (x: number, a: number, b: number) => {
    // the service's documentation (NaN) and its answers differ for shapes that are not positive
    if (!(a > 0 && b > 0)) throw unsupported(`${name}() with a shape that is not positive`, node);
    return x < 0 || x > 1 ? Number.NaN : f(x, a, b);
  });
}

/** The two-sided p-value of Welch's test of two means. */
define('welch_test', ['real', 'real', 'real', 'real', 'real', 'real'], (
  m1: number,
  v1: number,
  n1: number,
  m2: number,
  v2: number,
  n2: number,
) => {
  const a = v1 / n1;
  const b = v2 / n2;
  const t = (m1 - m2) / Math.sqrt(a + b);
  const freedom = (a + b) ** 2 / (a ** 2 / (n1 - 1) + b ** 2 / (n2 - 1));
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
});
