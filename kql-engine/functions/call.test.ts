import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Chunk } from '../chunk.ts';
import type { Expr } from '../scope.ts';
import { ask } from '../testing/ask.ts';
import { once } from './call.ts';

describe('an argument of a function', () => {
  it('is computed once a row, however often the body reads it', () => {
    let computed = 0;
    const argument: Expr = {
      type: 'long',
      bind: (chunk) => (row) => {
        computed++;
        return chunk.column(0)[row];
      },
    };
    const made = once(argument);
    const chunk = new Chunk(2, [[7, 8]]);
    const [a, b] = [made.bind(chunk), made.bind(chunk)];
    assert.deepEqual([a(0), b(0), a(1), b(1)], [7, 7, 8, 8]);
    assert.equal(computed, 2);
    assert.equal(made.bind(new Chunk(1, [[9]]))(0), 9);
  });

  it('stays known as one over a single column, so that distinct values are enough', () => {
    const argument: Expr = { type: 'string', over: 3, column: 3, bind: () => () => 'x' };
    const { over, column, type } = once(argument);
    assert.deepEqual({ over, column, type }, { over: 3, column: 3, type: 'string' });
    const constant: Expr = { type: 'long', constant: { value: 1 }, bind: () => () => 1 };
    assert.equal(once(constant), constant);
  });

  it('means the row of the call', () => {
    const kql = 'let f = (s:string, n:long) { strcat(s, ":", s, n) }; print f("a", 2), f("b", 3)';
    assert.deepEqual(ask(kql).rows, [['a:a2', 'b:b3']]);
  });
});
