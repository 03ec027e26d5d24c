import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../../testing/ask.ts';

const users = `datatable(User:string, t:datetime, d:string) [
  "B", datetime(2018-06-29), "x", "B", datetime(2018-06-30), "x", "A", datetime(2018-07-02), "y", "B", datetime(2018-07-04), "x",
  "B", datetime(2018-07-08), "x", "A", datetime(2018-07-10), "y", "A", datetime(2018-07-14), "y", "A", datetime(2018-07-17), "y",
  "A", datetime(2018-07-20), "y", "B", datetime(2018-07-24), "x", "C", datetime(null), "y"]`;
const count = (lookback: string, period: string, needed: number, rest: string) =>
  ask(
    `${users} | evaluate active_users_count(User, t, datetime(2018-07-01), datetime(2018-07-31), ${lookback}, ${period}, ${needed}, ${rest})`,
  ).rows.map(([t, ...others]) => [String(t).slice(0, 10), ...others]);

describe('active_users_count', () => {
  it('counts ids seen often enough up to a time of the period', () => {
    assert.deepEqual(count('8d', '1d', 3, '7d'), [
      ['2018-07-01', 1],
      ['2018-07-15', 1],
    ]);
    assert.deepEqual(count('8d', '1d', 1, '7d'), [
      ['2018-07-01', 2],
      ['2018-07-08', 2],
      ['2018-07-15', 1],
      ['2018-07-22', 1],
    ]);
  });
  it('counts small periods, not times, and the dimensions apart', () => {
    assert.deepEqual(count('8d', '30d', 2, '7d'), [['2018-07-01', 1]]);
    assert.deepEqual(count('8d', '1d', 3, '"month", d'), [
      ['2018-07-01', 'x', 1],
      ['2018-07-01', 'y', 1],
    ]);
  });
});
