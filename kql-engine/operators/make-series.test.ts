import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../testing/ask.ts';

const rows = (kql: string) => ask(kql).rows;
const points = 'datatable(x:long, k:string)[1,"a", 3,"a", 9,"b"]';

describe('make-series', () => {
  it('has an axis from the first to the last bin of each series where no ends are given', () => {
    assert.deepEqual(rows(`${points} | make-series count() on x step 1 by k`), [
      ['a', [1, 0, 1], [1, 2, 3]],
      ['b', [1], [9]],
    ]);
    assert.deepEqual(rows(`${points} | make-series count() on x from 0 step 2 by k`), [
      ['a', [1, 1], [0, 2]],
      ['b', [0, 0, 0, 0, 1], [0, 2, 4, 6, 8]],
    ]);
    assert.deepEqual(rows(`${points} | make-series count() on x to 4 step 2 by k | take 1`), [
      ['a', [1, 1], [0, 2]],
    ]);
  });

  it('has no rows over no rows, unless kind=nonempty asks for the default values', () => {
    const none = 'datatable(x:long)[]';
    assert.deepEqual(rows(`${none} | make-series count() on x from 1 to 3 step 1`), []);
    assert.deepEqual(rows(`${none} | make-series kind=nonempty avg(x) default=1.5 on x from 1 to 3 step 1`), [
      [
        [1.5, 1.5],
        [1, 2],
      ],
    ]);
  });

  it('in range() has bins from zero and the stop among them', () => {
    assert.deepEqual(rows(`${points} | make-series count() on x in range(0, 9, 3) by k`), [
      ['a', [1, 1, 0, 0], [0, 3, 6, 9]],
      ['b', [0, 0, 0, 1], [0, 3, 6, 9]],
    ]);
    // the documentation's example of a start that is no bin
    assert.deepEqual(
      rows(
        'datatable(t:datetime, v:long)[datetime(2007-01-02), 5] | make-series sum(v) on t in range(datetime(2007-01-01), datetime(2007-01-31 23:59), 15d)',
      ),
      [
        [
          [5, 0, 0],
          ['2006-12-31T00:00:00.0000000Z', '2007-01-15T00:00:00.0000000Z', '2007-01-30T00:00:00.0000000Z'],
        ],
      ],
    );
  });

  it('in range() is refused where a row lies between an end and its bin', () => {
    assert.throws(() => rows(`${points} | make-series count() on x in range(2, 9, 4)`), /in range\(\)/);
    assert.throws(() => rows(`${points} | make-series count() on x in range(0, 8, 4)`), /in range\(\)/);
    assert.throws(() => rows(`${points} | make-series count() on x in range(0, 9, 0)`), /step/);
  });
  it('of percentiles are arrays too, for the rest of the query', () => {
    const t = 'datatable(x:long, v:real, g:string) [1, 1.5, "a", 2, 2.5, "b"] | make-series';
    assert.deepEqual(ask(`${t} percentile(v, 50), n = count() on x from 1 to 4 step 1 | project-away x`), {
      columns: ['percentile_v_50', 'n'],
      rows: [
        [
          [1.5, 2.5, 0],
          [1, 1, 0],
        ],
      ],
    });
    assert.deepEqual(
      ask(
        `${t} p = percentile(v, 50) default = real(null) on x from 1 to 3 step 1 by g | mv-expand p to typeof(real) | project g, p`,
      ).rows,
      [
        ['a', 1.5],
        ['a', null],
        ['b', null],
        ['b', 2.5],
      ],
    );
  });
});
