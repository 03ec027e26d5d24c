import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ask } from '../testing/ask.ts';

const rows = (kql: string) => ask(kql).rows;

it('row_rank_dense counts values, row_rank_min counts rows', () => {
  const data = 'datatable (g:string, x:long) ["a", 5, "a", 5, "a", 7, "b", 1] | serialize';
  assert.deepEqual(
    rows(`${data} | project row_rank_dense(x), row_rank_min(x), row_rank_dense(x, g != prev(g))`),
    [
      [1, 1, 1],
      [1, 1, 1],
      [2, 3, 2],
      [3, 4, 1],
    ],
  );
});

it('row_window_session starts anew after a gap, after the longest session and on demand', () => {
  const data = `datatable (t:datetime, id:long) [
    datetime(2026-01-01 00:00), 1, datetime(2026-01-01 00:04), 1, datetime(2026-01-01 00:08), 1,
    datetime(2026-01-01 00:30), 1, datetime(2026-01-01 00:31), 2] | serialize`;
  const start = (within: string, between: string) =>
    rows(
      `${data} | project s = row_window_session(t, ${within}, ${between}, id != prev(id)) | project format_datetime(s, "mm")`,
    )
      .flat()
      .join();
  assert.equal(start('1h', '5m'), '00,00,00,30,31');
  assert.equal(start('5m', '5m'), '00,00,08,30,31');
  assert.equal(start('1h', '1h'), '00,00,00,00,31');
});
