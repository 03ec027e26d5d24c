import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Chunk, type LazyColumn } from '../chunk.ts';
import type { Expr } from '../scope.ts';
import { columnAt } from './compile.ts';
import { coded, lifted, onlyColumn } from './lift.ts';

function codes(list: number[], values: string[]): LazyColumn {
  const column: LazyColumn = () => list.map((c) => values[c]!);
  const dictionary = { codes: Uint8Array.from(list), values };
  column.dictionary = () => dictionary;
  return column;
}

/** Text in upper case; counts its calls, and fails for a text that no row has. */
function upper(calls: string[]): Expr {
  return {
    type: 'string',
    bind(chunk) {
      const value = columnAt(0, 'string').bind(chunk);
      return (row) => {
        const text = value(row) as string;
        if (text === 'bad') throw new Error('no row has this text');
        calls.push(text);
        return text.toUpperCase();
      };
    },
  };
}

describe('an expression over one column', () => {
  const column = codes([1, 0, 1, 1, 0, 1, 1, 1], ['a', 'b', 'bad']);

  it('is computed once for each value that occurs', () => {
    const calls: string[] = [];
    const expression = lifted(upper(calls), 0);
    const value = expression.bind(new Chunk(8, [column]));
    assert.equal(Array.from({ length: 8 }, (_, row) => value(row)).join(''), 'BABBABBB');
    assert.deepEqual(calls, ['b', 'a']);
    const again = expression.bind(new Chunk(8, [column]));
    assert.equal(again(0), 'B');
    assert.equal(calls.length, 2);
  });

  it('keeps chunks of different segments apart', () => {
    const calls: string[] = [];
    const expression = lifted(upper(calls), 0);
    const one = expression.bind(new Chunk(8, [column]));
    const two = expression.bind(new Chunk(8, [codes([0, 1, 0, 1, 0, 1, 0, 0], ['x', 'y'])]));
    assert.deepEqual([one(0), two(0), one(1), two(1)], ['B', 'X', 'A', 'Y']);
  });

  it('is computed row by row where there are no codes', () => {
    const value = lifted(upper([]), 0).bind(new Chunk(2, [['p', 'q']]));
    assert.deepEqual([value(0), value(1)], ['P', 'Q']);
    assert.equal(coded(columnAt(0, 'string'), new Chunk(2, [['p', 'q']])), undefined);
  });

  it('is known by its parts', () => {
    const constant: Expr = { type: 'long', constant: { value: 1 }, bind: () => () => 1 };
    const open: Expr = { type: 'long', bind: () => () => 1 };
    assert.equal(onlyColumn([columnAt(3, 'string'), constant, columnAt(3, 'string')]), 3);
    assert.equal(onlyColumn([columnAt(3, 'string'), columnAt(4, 'string')]), undefined);
    assert.equal(onlyColumn([columnAt(3, 'string'), open]), undefined);
    assert.equal(onlyColumn([constant]), undefined);
  });
});
