import assert from 'node:assert/strict';
import { KqlError } from '../index.ts';
import { values } from './ask.ts';

/** Expressions and what they give, from the documented semantics. */
export function expectValues(cases: Record<string, unknown>): void {
  const got = values(...Object.keys(cases));
  Object.entries(cases).forEach(([expression, want], i) => {
    assert.deepEqual(got[i], want, expression);
  });
}

/** Numbers, also in arrays, to three digits; zero has no sign. */
export const rounded = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(rounded)
    : typeof value === 'number'
      ? Number(value.toFixed(3)) + 0
      : value;

/** Holds an expression to end in an error with such a message. */
export function expectRefused(expression: string, message: RegExp): void {
  assert.throws(
    () => values(expression),
    (e: KqlError) => e instanceof KqlError && message.test(e.message),
    expression,
  );
}
