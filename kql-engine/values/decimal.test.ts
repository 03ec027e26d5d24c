import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addDecimals,
  compareDecimals,
  decimalFromReal,
  divideDecimals,
  floorDecimal,
  moduloDecimals,
  multiplyDecimals,
  negateDecimal,
  parseDecimal,
  roundDecimal,
  subtractDecimals,
  wholePart,
} from './decimal.ts';

test('texts of equal decimals have one form', () => {
  for (const text of ['1.50', '+1.5', '15e-1', '0.15E1', ' 1.5 ']) assert.equal(parseDecimal(text), '1.5');
  assert.equal(parseDecimal('-0.00'), '0');
  assert.equal(parseDecimal('1e5'), '100000');
  assert.equal(parseDecimal('1.5e60'), '1.5E+60');
  assert.equal(parseDecimal('-25e-60'), '-2.5E-59');
  assert.equal(parseDecimal('.5'), '0.5');
  for (const text of ['', 'abc', '.', '1.2.3', '0x10', 'e5', 'NaN', '1e7000'])
    assert.equal(parseDecimal(text), null, text);
});

test('34 digits, half to even', () => {
  assert.equal(parseDecimal('12345678901234567890123456789012345'), '12345678901234567890123456789012340');
  assert.equal(parseDecimal('12345678901234567890123456789012355'), '12345678901234567890123456789012360');
  assert.equal(divideDecimals('1', '3'), `0.${'3'.repeat(34)}`);
  assert.equal(divideDecimals('2', '3'), `0.${'6'.repeat(33)}7`);
  assert.equal(divideDecimals('-2', '3'), `-0.${'6'.repeat(33)}7`);
  assert.equal(divideDecimals('1', '0'), null);
});

test('a sum of tenths is exact', () => {
  assert.equal(addDecimals('0.1', '0.2'), '0.3');
  assert.equal(subtractDecimals('0.3', '0.3'), '0');
  assert.equal(multiplyDecimals('2147483648', '2'), '4294967296');
  assert.equal(decimalFromReal(0.1), '0.1');
  assert.equal(decimalFromReal(Number.NaN), null);
});

test('remainder, floor, round, whole part', () => {
  assert.equal(moduloDecimals('-10', '4'), '2');
  assert.equal(moduloDecimals('7.5', '-2'), '1.5');
  assert.equal(floorDecimal('-0.1', '0.25'), '-0.25');
  assert.equal(floorDecimal('4.7', '0'), null);
  assert.equal(roundDecimal('2.5', 0), '3');
  assert.equal(roundDecimal('-2.345', 2), '-2.35');
  assert.equal(roundDecimal('1234', -2), '1200');
  assert.equal(roundDecimal('0.001', 1), '0');
  assert.equal(wholePart('-1.5', true), -2n);
  assert.equal(wholePart('-1.5', false), -1n);
  assert.equal(wholePart('1E+45', false), 10n ** 45n);
});

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: -12, max: 12 }))
  .map(([c, e]) => parseDecimal(`${c}e${e}`)!);

test('laws: addition, order, division and remainder', () => {
  fc.assert(
    fc.property(decimals, decimals, (a, b) => {
      assert.equal(addDecimals(a, b), addDecimals(b, a));
      assert.equal(
        Math.sign(compareDecimals(a, b)),
        Math.sign(compareDecimals(subtractDecimals(a, b)!, '0')),
      );
      assert.equal(Math.sign(compareDecimals(a, b)), -Math.sign(compareDecimals(b, a)));
      assert.equal(negateDecimal(negateDecimal(a)), a);
      assert.equal(parseDecimal(a), a);
      if (b !== '0') {
        assert.equal(divideDecimals(multiplyDecimals(a, b)!, b), a);
        const rest = moduloDecimals(a, b)!;
        assert.ok(compareDecimals(rest, '0') >= 0);
        assert.ok(compareDecimals(rest, b.startsWith('-') ? negateDecimal(b) : b) < 0);
      }
    }),
  );
});
