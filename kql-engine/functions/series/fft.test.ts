import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ask } from '../../testing/ask.ts';
import { expectRefused, rounded } from '../../testing/expect-values.ts';
import { fourierTransform, inverseFourierTransform } from './fft.ts';

const series = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 70 });

/** The sum of the definition, term by term. */
function bySum(re: ArrayLike<number>, im: ArrayLike<number>): [number, number][] {
  const n = re.length;
  return Array.from({ length: n }, (_, k) => {
    let [x, y] = [0, 0];
    for (let j = 0; j < n; j++) {
      const angle = (-2 * Math.PI * ((j * k) % n)) / n;
      x += re[j]! * Math.cos(angle) - im[j]! * Math.sin(angle);
      y += re[j]! * Math.sin(angle) + im[j]! * Math.cos(angle);
    }
    return [x, y];
  });
}

describe('series_fft and series_ifft', () => {
  it('have two columns, and peaks where the pictures of the documentation have them', () => {
    const q = `range x from 0 to 127 step 1 | summarize re = make_list(sin(2*pi()/8*x)), im = make_list(sin(2*pi()/32*x))
      | project series_fft(re, im)`;
    const { columns, rows } = ask(q);
    assert.deepEqual(columns, ['series_fft_re_real', 'series_fft_re_imag']);
    const [real, imaginary] = rows[0]!.map(rounded) as number[][];
    const peaks = (s: number[]) => s.flatMap((v, i) => (Math.abs(v) > 1e-6 ? [[i, v]] : []));
    assert.deepEqual(peaks(real!), [
      [4, 64],
      [124, -64],
    ]);
    assert.deepEqual(peaks(imaginary!), [
      [16, -64],
      [112, 64],
    ]);
  });
  it('a constant has one frequency; length 1 and 0 stay as they are', () => {
    const q = 'print a = dynamic([3, 3, 3]), b = dynamic([5]), c = dynamic([]), d = dynamic(null)';
    const one = (column: string) => ask(`${q} | project series_fft(${column})`).rows[0]!.map(rounded);
    assert.deepEqual(one('a'), [
      [9, 0, 0],
      [0, 0, 0],
    ]);
    assert.deepEqual(one('b'), [[5], [0]]);
    assert.deepEqual(one('c'), [[], []]);
    assert.deepEqual(one('d'), [null, null]);
    const inverse = ask('print series_ifft(dynamic([10, -2, -2, -2]), dynamic([0, 2, 0, -2]))').rows[0]!;
    assert.deepEqual(inverse.map(rounded), [
      [1, 2, 3, 4],
      [0, 0, 0, 0],
    ]);
  });
  it('is the sum of the definition for every size, and the inverse undoes it', () => {
    fc.assert(
      fc.property(series, series, (a, b) => {
        const n = Math.min(a.length, b.length);
        const re = Float64Array.from(a.slice(0, n));
        const im = Float64Array.from(b.slice(0, n));
        const x = fourierTransform({ re, im });
        bySum(re, im).forEach(([real, imaginary], k) => {
          assert.ok(Math.abs(x.re[k]! - real) < 1e-6, `real part ${k} of ${n}`);
          assert.ok(Math.abs(x.im[k]! - imaginary) < 1e-6, `imaginary part ${k} of ${n}`);
        });
        const back = inverseFourierTransform(x);
        for (let i = 0; i < n; i++) {
          assert.ok(Math.abs(back.re[i]! - re[i]!) < 1e-8 && Math.abs(back.im[i]! - im[i]!) < 1e-8);
        }
      }),
    );
  });
  it('undoes itself in a query', () => {
    const q = `print y = dynamic([1, 2.5, -3, 4, 7]) | extend (re, im) = series_fft(y)
      | extend (back, zero) = series_ifft(re, im) | project back, zero`;
    assert.deepEqual(ask(q).rows[0]!.map(rounded), [
      [1, 2.5, -3, 4, 7],
      [0, 0, 0, 0, 0],
    ]);
  });
  it('refuses what is no number, and parts of different sizes', () => {
    expectRefused('series_fft(dynamic([1, null]))', /does not consist of numbers/);
    expectRefused('series_ifft(dynamic([1, 2]), dynamic([1]))', /different sizes/);
  });
});
