import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KqlError } from '../index.ts';
import { ask } from '../testing/ask.ts';

const texts = 'print a = "[1,2]", b = "[3]", c = "x,y"';

describe('mv-expand and mv-apply of an expression without a name', () => {
  it('replace the column whose name it has', () => {
    assert.deepEqual(ask(`${texts} | mv-expand todynamic(a)`), {
      columns: ['a', 'b', 'c'],
      rows: [
        [1, '[3]', 'x,y'],
        [2, '[3]', 'x,y'],
      ],
    });
    assert.deepEqual(ask(`${texts} | mv-expand (split(c, ",")) to typeof(string) | project c`).rows, [
      ['x'],
      ['y'],
    ]);
    assert.deepEqual(
      ask(`${texts} | mv-expand parse_json(a), todynamic(tostring(b)) to typeof(long) | project a, b`).rows,
      [
        [1, 3],
        [2, null],
      ],
    );
  });
  it('make a new column where it has none', () => {
    assert.deepEqual(ask(`${texts} | project a | mv-expand extract_all("(\\\\d)", a), todynamic(a)`), {
      columns: ['a', 'Column1'],
      rows: [
        [1, '1'],
        [2, '2'],
      ],
    });
    assert.deepEqual(ask(`let f = (x:string) { todynamic(x) }; ${texts} | project a | mv-expand f(a)`).rows, [
      ['[1,2]', 1],
      ['[1,2]', 2],
    ]);
  });
  it('give the sub-query of mv-apply the elements under that name', () => {
    assert.deepEqual(
      ask(`${texts} | project a | mv-apply todynamic(a) on (summarize s = sum(tolong(a)))`).rows,
      [['[1,2]', 3]],
    );
    assert.deepEqual(ask(`${texts} | project c | mv-apply split(c, ",") on (where c == "y")`).rows, [['y']]);
  });
  it('are refused in mv-apply where it has none', () => {
    assert.throws(
      () => ask('print a = dynamic([1]) | mv-apply array_concat(a, a) on (take 1)'),
      (e: KqlError) => e.kind === 'unsupported',
    );
  });
});
