import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ask, values } from '../../testing/ask.ts';
import { expectRefused, rounded } from '../../testing/expect-values.ts';
import { fitTwo } from './fit-2lines.ts';
import { fitOf } from './fit-line.ts';
import { fitPolynomial, polynomialAt } from './polynomial.ts';

describe('series_fit_poly', () => {
  it('gives five columns, the coefficients from the highest power down', () => {
    const q =
      'print y = dynamic([2, 5, 10, 17, 26]), x = dynamic([1, 2, 3, 4, 5]) | project series_fit_poly(y, x, 2)';
    const { columns, rows } = ask(q);
    assert.deepEqual(
      columns,
      ['rsquare', 'coefficients', 'variance', 'rvariance', 'poly_fit'].map((n) => `series_fit_poly_y_${n}`),
    );
    assert.deepEqual(rows[0]!.map(rounded), [1, [1, 0, 1].map(rounded), 93.5, 0, [2, 5, 10, 17, 26]]);
  });
  it('of degree 1, the default, gives the figures of series_fit_line', () => {
    const y = 'dynamic([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30])';
    const [poly] = ask(`print y = ${y} | project series_fit_poly(y)`).rows as unknown[][];
    const [line] = ask(`print y = ${y} | project series_fit_line(y)`).rows as unknown[][];
    const [rsquare, slope, variance, rvariance, interception, fit] = line!.map(rounded);
    assert.deepEqual(poly!.map(rounded), [rsquare, [slope, interception], variance, rvariance, fit]);
  });
  it('takes uneven steps of x', () => {
    const q = 'print y = dynamic([1, 9, 121]), x = dynamic([1, 3, 11]) | project series_fit_poly(y, x, 2)';
    const coefficients = rounded(ask(q).rows[0]![1]) as number[];
    assert.deepEqual(coefficients.map(Math.abs), [1, 0, 0]);
  });
  it('recovers an exact polynomial', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 6, max: 30 }),
        (coefficients, size) => {
          const x = Array.from({ length: size }, (_, i) => i / 4 - 1);
          const y = x.map((v) => polynomialAt(coefficients, v));
          const found = fitPolynomial(x, y, coefficients.length - 1)!;
          found.forEach((c, i) => {
            assert.ok(Math.abs(c - coefficients[i]!) < 1e-5, `${found} for ${coefficients}`);
          });
        },
      ),
    );
  });
  it('is null for what is no series, and refuses what settles no polynomial', () => {
    assert.deepEqual(ask('print series_fit_poly(parse_json("{}"))').rows, [new Array(5).fill(null)]);
    expectRefused('series_fit_poly(dynamic([1, 2]), dynamic([1, 2]), 2)', /fewer points/);
    expectRefused('series_fit_poly(dynamic([1, 2]), dynamic([3, 3]))', /fewer points/);
    expectRefused('series_fit_poly(dynamic([]))', /fewer points/);
    expectRefused('series_fit_poly(dynamic([1, 2, 3]), dynamic([1, 2]))', /different sizes/);
    expectRefused('series_fit_poly(dynamic([1, null, 3]))', /does not consist of numbers/);
  });
  it('of a level series leaves nothing', () => {
    const [row] = ask('print y = dynamic([4, 4, 4]) | project series_fit_poly(y)').rows as unknown[][];
    assert.deepEqual(row!.map(rounded), [1, [0, 4], 0, 0, [4, 4, 4]]);
  });
});

describe('series_fit_2lines', () => {
  const example = 'dynamic([1, 2.2, 2.5, 4.7, 5.0, 12, 10.3, 10.3, 9, 8.3, 6.2])';
  it('splits the series of the documentation where its picture shows it', () => {
    const [bag] = values(`series_fit_2lines_dynamic(${example})`) as Record<string, unknown>[];
    assert.equal(bag!.split_idx, 5);
    // the values are read off the picture
    const seen = [1, 2, 3.1, 4.1, 5.2, 11.9, 10.9, 9.9, 8.8, 7.8, 6.8];
    (bag!.line_fit as number[]).forEach((v, i) => {
      assert.ok(Math.abs(v - seen[i]!) < 0.06, `${v} at ${i}`);
    });
    const right = bag!.right as Record<string, number>;
    assert.deepEqual(Object.keys(right), ['rsquare', 'slope', 'interception', 'variance', 'rvariance']);
    assert.equal(right.slope!.toFixed(3), '-1.037');
    assert.equal((bag!.left as Record<string, number>).slope!.toFixed(2), '1.05');
  });
  it('gives fifteen columns: the whole, the right and the left part, each as series_fit_line has it', () => {
    const { columns, rows } = ask(`print y = ${example} | project series_fit_2lines(y)`);
    const part = ['rsquare', 'slope', 'interception', 'variance', 'rvariance'];
    assert.deepEqual(
      columns,
      ['rsquare', 'split_idx', 'variance', 'rvariance', 'line_fit']
        .concat(
          part.map((n) => `right_${n}`),
          part.map((n) => `left_${n}`),
        )
        .map((n) => `series_fit_2lines_y_${n}`),
    );
    const row = rows[0]!;
    const [left] = ask('print y = dynamic([1, 2.2, 2.5, 4.7, 5.0]) | project series_fit_line(y)')
      .rows as number[][];
    const [rsquare, slope, variance, rvariance, interception] = left!;
    assert.deepEqual(rounded(row.slice(10)), rounded([rsquare, slope, interception, variance, rvariance]));
    const line = row[4] as number[];
    const y = [1, 2.2, 2.5, 4.7, 5.0, 12, 10.3, 10.3, 9, 8.3, 6.2];
    const squares = y.reduce((s, v, i) => s + (v - line[i]!) ** 2, 0);
    assert.ok(Math.abs((row[3] as number) - squares / 10) < 1e-9);
    assert.ok(Math.abs((row[0] as number) - (1 - squares / 10 / (row[2] as number))) < 1e-9);
  });
  it('no other split leaves smaller squares', () => {
    const squares = (part: { rvariance: number }, size: number) => part.rvariance * (size - 1);
    const reals = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(reals, (y) => {
        const found = squares(fitTwo(y), y.length);
        for (let at = 2; at <= y.length - 2; at++) {
          const other = squares(fitOf(y.slice(0, at)), at) + squares(fitOf(y.slice(at)), y.length - at);
          assert.ok(found <= other + 1e-6);
        }
      }),
    );
  });
  it('finds the corner of two exact lines', () => {
    const [bag] = values('series_fit_2lines_dynamic(dynamic([0, 0, 0, 0, 5, 7, 9, 11]))') as Record<
      string,
      number
    >[];
    assert.deepEqual([bag!.split_idx, rounded(bag!.rsquare)], [4, 1]);
  });
  it('is null without four points, and refuses what is no number', () => {
    assert.deepEqual(
      values(
        'series_fit_2lines_dynamic(dynamic([1, 2, 3]))',
        'series_fit_2lines_dynamic(dynamic([]))',
        'series_fit_2lines_dynamic(dynamic(null))',
      ),
      [null, null, null],
    );
    assert.deepEqual(ask('print series_fit_2lines(dynamic([1]))').rows, [new Array(15).fill(null)]);
    expectRefused('series_fit_2lines_dynamic(dynamic([1, "x", 3, 4]))', /does not consist of numbers/);
  });
});
