import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../testing/ask.ts';

const tables =
  'let L = datatable(k:long, v:string, n:long) [1, "a", 5, 1, "b", 6, 2, "a", 7]; let R = datatable(k:long, v:string) [1, "x", 2, "y"];';
const rows = (pipe: string) => ask(`${tables} ${pipe}`).rows;

describe('join kind=innerunique takes its left row from those that meet the conditions behind it', () => {
  it('that look at left columns only', () => {
    assert.deepEqual(rows('L | join R on k | where v == "b" | project k, v'), [[1, 'b']]);
    assert.deepEqual(rows('(L | join (R) on k) | where n > 5 and v1 == "x" | where v != "a" | project n'), [
      [6],
    ]);
    assert.deepEqual(
      rows('let m = 6; L | join R on k | where strcat(v, "c") == "bc" and n == m | project n'),
      [[6]],
    );
  });
  it('not from others: of both sides, of names in text', () => {
    assert.deepEqual(rows('L | join R on k | where strcat(v, v1) == "bx" | project k'), []);
    assert.deepEqual(rows('L | join R on k | where v == "b" or v1 == "q" | project k'), []);
    assert.deepEqual(rows('L | join R on k | where column_ifexists("v", "") == "b" | project k'), []);
    assert.deepEqual(rows('L | join R on k | where v1 == "x" | project v'), [['a']]);
  });
  it('of other kinds nothing changes', () => {
    assert.deepEqual(rows('L | join kind=inner R on k | where v == "b" | project k, v'), [[1, 'b']]);
    assert.deepEqual(rows('L | join kind=leftanti R on k | where v == "b"'), []);
  });
});
