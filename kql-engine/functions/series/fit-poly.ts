import { unsupported } from '../../scope.ts';
import type { Dynamic } from '../../values/dynamic.ts';
import { defineCall } from '../registry.ts';
import { positions } from './fit-line.ts';
import { invalidArgument, mean, requireReals, toSeries, variance } from './numbers.ts';
import { fitPolynomial, polynomialAt } from './polynomial.ts';

/**
 * series_fit_poly(): r-square, coefficients from the highest power to the lowest, variance, residual variance (divisor n - 1,
 * as in series_fit_line()) and the fitted values. Without x the positions count from 1.
 */
defineCall('series_fit_poly', ['dynamic', 'dynamic', 'long'], ({ node }) => {
  return (list: Dynamic, at?: Dynamic, degree = 1) => {
    if (!Array.isArray(list)) return null;
    if (at !== undefined && !Array.isArray(at)) return null;
    if (!(degree >= 0)) throw invalidArgument(`the degree ${degree} is negative`, node);
    const y = requireReals(list, node);
    const x = at ? requireReals(at, node) : positions(y.length);
    if (x.length !== y.length) throw unsupported('series_fit_poly() of series of different sizes', node);
    const coefficients = y.length > degree ? fitPolynomial(x, y, degree) : undefined;
    if (!coefficients)
      throw unsupported(
        'series_fit_poly() with fewer points of different x than the polynomial has coefficients',
        node,
      );
    const fitted = x.map((v) => polynomialAt(coefficients, v));
    // one value does not vary
    const total = y.length === 1 ? 0 : variance(y, mean(y));
    const residuals = y.map((v, i) => v - fitted[i]!);
    const residual = y.length === 1 ? 0 : variance(residuals, 0);
    return [
      total === 0 ? 1 : 1 - residual / total,
      toSeries(coefficients),
      total,
      residual,
      toSeries(fitted),
    ];
  };
});
