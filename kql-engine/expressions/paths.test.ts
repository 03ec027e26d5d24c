import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask, values } from '../testing/ask.ts';

describe('paths into dynamic values', () => {
  const bag = 'dynamic({"a b": {"c": [1, 2]}, "k": 3})';

  it('take names in brackets, behind a dot too', () => {
    assert.deepEqual(
      values(`${bag}.['a b'].c[1]`, `${bag}['a b'].['c'][-1]`, `${bag}.["k"]`, `${bag}.['none'].x`),
      [2, 2, 3, null],
    );
  });

  it('take a name that is computed', () => {
    assert.deepEqual(
      ask(`datatable(d:dynamic, key:string)[${bag}, "k", ${bag}, "none"] | project v = d.[key]`).rows,
      [[3], [null]],
    );
    assert.deepEqual(ask(`let f = (d:dynamic, key:string) { d.[key] }; print v = f(${bag}, "k")`).rows, [
      [3],
    ]);
  });
});

describe('the name of a function without parameters', () => {
  it('calls it', () => {
    assert.deepEqual(
      ask('let f = () { 2 }; let g = (n:long = 5) { n }; print a = f, b = f + 1, c = g').rows,
      [[2, 3, 5]],
    );
    assert.deepEqual(ask('let f = () { 2 }; range x from 1 to 3 step 1 | where x == f').rows, [[2]]);
  });
});
