import { unsupported } from '../../scope.ts';
import type { Dynamic } from '../../values/dynamic.ts';
import { defineCall } from '../registry.ts';
import { requireReals, toSeries } from './numbers.ts';

/** A series of complex numbers. */
interface Complex {
  re: Float64Array;
  im: Float64Array;
}

const complexOf = (size: number): Complex => ({ re: new Float64Array(size), im: new Float64Array(size) });

/** A butterfly network over a power of two, in place: X[k] = sum of x[j] · exp(-2πi·jk/n). */
function powerOfTwo({ re, im }: Complex): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  for (let size = 2; size <= n; size *= 2) {
    const half = size / 2;
    for (let k = 0; k < half; k++) {
      const cos = Math.cos((2 * Math.PI * k) / size);
      const sin = -Math.sin((2 * Math.PI * k) / size);
      for (let a = k; a < n; a += size) {
        const b = a + half;
        const x = re[b]! * cos - im[b]! * sin;
        const y = re[b]! * sin + im[b]! * cos;
        re[b] = re[a]! - x;
        im[b] = im[a]! - y;
        re[a]! += x;
        im[a]! += y;
      }
    }
  }
}

/** Bluestein's algorithm: a transform of any size as a convolution of the size of a power of two. */
function anySize({ re, im }: Complex): Complex {
  const n = re.length;
  const size = 2 ** Math.ceil(Math.log2(2 * n - 1));
  const signal = complexOf(size);
  const chirp = complexOf(size);
  // k² is taken modulo 2n, which keeps the angle exact for long series
  const angle = (k: number) => (Math.PI * ((k * k) % (2 * n))) / n;
  for (let k = 0; k < n; k++) {
    const cos = Math.cos(angle(k));
    const sin = Math.sin(angle(k));
    signal.re[k] = re[k]! * cos + im[k]! * sin;
    signal.im[k] = im[k]! * cos - re[k]! * sin;
    chirp.re[k] = cos;
    chirp.im[k] = sin;
    if (k > 0) {
      chirp.re[size - k] = cos;
      chirp.im[size - k] = sin;
    }
  }
  powerOfTwo(signal);
  powerOfTwo(chirp);
  // the inverse transform of a product is the forward one with the parts swapped
  const product = complexOf(size);
  for (let k = 0; k < size; k++) {
    product.im[k] = signal.re[k]! * chirp.re[k]! - signal.im[k]! * chirp.im[k]!;
    product.re[k] = signal.re[k]! * chirp.im[k]! + signal.im[k]! * chirp.re[k]!;
  }
  powerOfTwo(product);
  const out = complexOf(n);
  for (let k = 0; k < n; k++) {
    const cos = Math.cos(angle(k));
    const sin = Math.sin(angle(k));
    const x = product.im[k]! / size;
    const y = product.re[k]! / size;
    out.re[k] = x * cos + y * sin;
    out.im[k] = y * cos - x * sin;
  }
  return out;
}

/** The discrete Fourier transform X[k] = sum of x[j] · exp(-2πi·jk/n), not divided by anything. */
export function fourierTransform(x: Complex): Complex {
  const n = x.re.length;
  if (n === 0 || (n & (n - 1)) !== 0) return n === 0 ? x : anySize(x);
  const out = { re: x.re.slice(), im: x.im.slice() };
  powerOfTwo(out);
  return out;
}

/** The inverse of `fourierTransform`: the sum with the opposite sign of the exponent, divided by n. */
export function inverseFourierTransform({ re, im }: Complex): Complex {
  const n = re.length;
  const { re: y, im: x } = fourierTransform({ re: im, im: re });
  return { re: x.map((v) => v / n), im: y.map((v) => v / n) };
}

/**
 * series_fft() and series_ifft(): two columns, the real and the imaginary part. The sign of the exponent is the one that the
 * pictures of the documentation show; that the inverse alone is divided by n is the usual convention.
 */
for (const [name, transform] of [
  ['series_fft', fourierTransform],
  ['series_ifft', inverseFourierTransform],
] as const) {
  defineCall(name, ['dynamic', 'dynamic'], ({ node }) => (real: Dynamic, imaginary?: Dynamic) => {
    if (!Array.isArray(real)) return null;
    if (imaginary !== undefined && !Array.isArray(imaginary)) return null;
    if (imaginary && imaginary.length !== real.length)
      throw unsupported(`${name}() of parts of different sizes`, node);
    const re = Float64Array.from(requireReals(real, node));
    const im = imaginary ? Float64Array.from(requireReals(imaginary, node)) : new Float64Array(re.length);
    const out = transform({ re, im });
    return [toSeries([...out.re]), toSeries([...out.im])];
  });
}
