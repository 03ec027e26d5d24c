import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../testing/ask.ts';

const rows = (kql: string) => ask(kql).rows;
const t = 'datatable(a:string, b:string, v:long)["x","p",5, "x","q",7, "y","p",4, "z","r",1, "z","s",2]';

describe('top-nested', () => {
  it('takes the best of each level within the level above', () => {
    assert.deepEqual(ask(`${t} | top-nested 2 of a by s = sum(v), top-nested 1 of b by max(v)`), {
      columns: ['a', 's', 'b', 'aggregated_b'],
      rows: [
        ['x', 12, 'q', 7],
        ['y', 4, 'p', 4],
      ],
    });
    assert.deepEqual(rows(`${t} | top-nested 1 of a by sum(v) asc`), [['z', 3]]);
    assert.deepEqual(rows(`${t} | top-nested of a by max(v) | count`), [[3]]);
    assert.deepEqual(rows(`${t} | where false | top-nested 1 of a by sum(v)`), []);
  });
  it('adds up the others where asked; levels without others are empty there', () => {
    assert.deepEqual(rows(`${t} | top-nested 1 of a with others = "rest" by sum(v)`), [
      ['x', 12],
      ['rest', 7],
    ]);
    assert.deepEqual(
      rows(`${t} | top-nested 1 of a with others = "rest" by sum(v), top-nested 1 of b by sum(v)`),
      [
        ['x', 12, 'q', 7],
        ['rest', 7, '', null],
      ],
    );
    assert.deepEqual(
      rows(`${t} | top-nested 1 of a by sum(v), top-nested 1 of b with others = "rest" by sum(v)`),
      [
        ['x', 12, 'q', 7],
        ['x', 12, 'rest', 5],
        ['', null, 'rest', 7],
      ],
    );
  });
});

describe('top-hitters', () => {
  it('gives the most frequent values, or those of the largest sum', () => {
    assert.deepEqual(ask(`${t} | where a != "y" | summarize by a, v | top-hitters 1 of a by v`), {
      columns: ['a', 'approximate_sum_v'],
      rows: [['x', 12]],
    });
    assert.deepEqual(rows(`${t} | top-hitters 1 of b`), [['p', 2]]);
    assert.deepEqual(rows(`${t} | top-hitters 1 of b | extend n = row_number()`), [['p', 2, 1]]);
    assert.deepEqual(rows(`${t} | top-hitters 0 of b`), []);
  });
});

describe('sample', () => {
  it('gives as many rows as asked, or all, each from the input', () => {
    const made = rows('range x from 1 to 10000 step 1 | sample 50') as number[][];
    assert.equal(made.length, 50);
    assert.equal(new Set(made.map(([x]) => x)).size, 50);
    assert.ok(made.every(([x]) => x! >= 1 && x! <= 10000));
    assert.equal(rows('range x from 1 to 3 step 1 | sample 50').length, 3);
  });
  it('sample-distinct gives different values', () => {
    assert.deepEqual(
      rows('range x from 1 to 100 step 1 | extend y = x % 2 | sample-distinct 5 of y | sort by y asc'),
      [[0], [1]],
    );
  });
});
