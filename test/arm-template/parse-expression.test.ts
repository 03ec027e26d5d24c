import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { callsIn, isExpression, parseExpression, plainText } from './parse-expression.ts';

describe('parseExpression', () => {
  test('reads functions, strings with doubled quotes, numbers and members', () => {
    assert.deepEqual(parseExpression("[ concat('it''s', -5).a['b'][0] ]"), {
      kind: 'member',
      key: { kind: 'literal', value: 0 },
      target: {
        kind: 'member',
        key: { kind: 'literal', value: 'b' },
        target: {
          kind: 'member',
          key: { kind: 'literal', value: 'a' },
          target: {
            kind: 'call',
            name: 'concat',
            arguments: [
              { kind: 'literal', value: "it's" },
              { kind: 'literal', value: -5 },
            ],
          },
        },
      },
    });
  });

  test('reads a function of a namespace, and finds the calls inside', () => {
    const names = [...callsIn(parseExpression('[__bicep.f(g(), h(i()).x[j()])]'))].map(({ name }) => name);
    assert.deepEqual(names, ['__bicep.f', 'g', 'h', 'i', 'j']);
  });

  for (const text of ['[]', '[f(]', "[f('a)]", '[f() g()]', '[f(,)]', '[f().5]', '[f() + 1]', '[f]']) {
    test(`${text} is no expression`, () => assert.throws(() => parseExpression(text), /: \[/));
  }
});

test('a second bracket makes plain text of it, and only where the text ends in one', () => {
  assert.ok(isExpression('[f()]'));
  for (const text of ['f()', '[f()', '[[f()]', 'x [f()]']) assert.ok(!isExpression(text), text);
  assert.equal(plainText('[[f()]'), '[f()]');
  assert.equal(plainText('[[f()'), '[[f()');
});
