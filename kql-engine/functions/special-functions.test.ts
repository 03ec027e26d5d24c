import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KqlError } from '../kql-error.ts';
import { ask, values } from '../testing/ask.ts';

function near(expressions: Record<string, number>): void {
  const got = values(...Object.keys(expressions)) as number[];
  Object.values(expressions).forEach((want, i) => {
    assert.ok(Math.abs(got[i]! - want) <= 1e-11 * Math.max(1, Math.abs(want)), `${got[i]} is not ${want}`);
  });
}

test('gamma, loggamma, erf', () => {
  near({
    'gamma(0.5)': Math.sqrt(Math.PI),
    'gamma(5.0)': 24,
    'gamma(-0.5)': -2 * Math.sqrt(Math.PI),
    'loggamma(10.0)': Math.log(362880),
    'erf(0.5)': 0.5204998778130465,
    'erf(-3.0)': -0.9999779095030014,
    'erfc(3.0)': 2.209049699858544e-5,
    'erf(0.0)': 0,
  });
});

test('beta distribution', () => {
  near({
    'beta_cdf(0.9, 10.0, 20.0)': 0.9999999999999593,
    'beta_cdf(0.5, 2.0, 2.0)': 0.5,
    'beta_inv(0.5, 2.0, 2.0)': 0.5,
    'beta_inv(beta_cdf(0.3, 10.0, 20.0), 10.0, 20.0)': 0.3,
    'beta_pdf(0.5, 2.0, 2.0)': 1.5,
  });
  assert.deepEqual(values('isnan(beta_cdf(1.5, 10.0, 20.0))', 'isnan(beta_pdf(-1.0, 1.0, 1.0))'), [
    true,
    true,
  ]);
});

test("Welch's test of the samples in the documentation", () => {
  const { rows } = ask('print welch_test(20.82, 7.8045714285714, 15, 22.98667, 3.8098095238095, 15)');
  assert.ok(Math.abs((rows[0]![0] as number) - 0.021) < 5e-4);
});

test('poles are refused by name', () => {
  for (const call of ['gamma(-1.0)', 'loggamma(-0.5)', 'beta_cdf(0.1, -1.0, 2.0)']) {
    assert.throws(
      () => values(call),
      (e) => e instanceof KqlError && e.kind === 'unsupported',
    );
  }
});
