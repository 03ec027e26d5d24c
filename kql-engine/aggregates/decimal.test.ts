import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, values } from '../testing/ask.ts';

test('decimals: arithmetic with the other numbers, comparison, conversion, printing', () => {
  assert.deepEqual(
    values(
      'decimal(1) / 3',
      'todecimal("0.1") + todecimal("0.2") == todecimal("0.3")',
      'todecimal("abc")',
      'gettype(todecimal(1) + toint(1))',
      '-decimal(2.50)',
      'tolong(decimal(-2.7))',
      'toint(decimal(3e9))',
      'todouble(decimal(0.25))',
      'tostring(decimal(1e5))',
      'decimal(10) % 4',
      'decimal(2) > 1.5',
      'decimal(null) == decimal(1)',
      'decimal(1.5) in (decimal(1.5), decimal(2))',
      'round(decimal(2.345), 2)',
      'bin(decimal(-7.3), 2)',
      'iff(true, decimal(1), decimal(2))',
    ),
    [
      `0.${'3'.repeat(34)}`,
      true,
      null,
      'decimal',
      '-2.5',
      -2,
      null,
      0.25,
      '100000',
      '2',
      true,
      false,
      true,
      '2.35',
      '-8',
      '1',
    ],
  );
});

const table =
  'datatable(k:long, v:decimal)[1, decimal(1.5), 1, decimal(2.5), 2, decimal(10), 2, decimal(null)]';

test('aggregates of decimals stay decimals', () => {
  assert.deepEqual(
    ask(
      `${table} | summarize sum(v), avg(v), min(v), max(v), make_list(v), dcount(v), stdev(v), sumif(v, v > 2) by k | order by k asc`,
    ).rows,
    [
      [1, '4', '2', '1.5', '2.5', ['1.5', '2.5'], 2, Math.SQRT1_2, '2.5'],
      [2, '10', '10', '10', '10', ['10'], 1, 0, '10'],
    ],
  );
});

test('decimals in windows add up; what is not known of decimals is refused', () => {
  assert.deepEqual(
    ask(
      `${table} | where isnotnull(v) | sort by v asc | extend c = row_cumsum(v), p = prev(v) | project c, p`,
    ).rows,
    [
      ['1.5', null],
      ['4', '1.5'],
      ['14', '2.5'],
    ],
  );
  for (const query of [
    'range x from decimal(1) to decimal(3) step decimal(1)',
    'print range(decimal(1), decimal(3), decimal(1))',
    'print hash(decimal(1))',
    `${table} | make-series s = sum(v) on k from 1 to 3 step 1`,
  ]) {
    assert.throws(() => ask(query), { kind: 'unsupported' }, query);
  }
});

test('decimals sort by value, group and join', () => {
  assert.deepEqual(ask(`${table} | where isnotnull(v) | sort by v asc | project v`).rows.flat(), [
    '1.5',
    '2.5',
    '10',
  ]);
  assert.deepEqual(
    ask(`${table} | join kind=inner (datatable(v:decimal, n:string)[decimal(2.50), "x"]) on v | project v, n`)
      .rows,
    [['2.5', 'x']],
  );
  assert.deepEqual(ask('print s = "a=1.50;" | parse s with "a=" d:decimal ";" | project d').rows, [['1.5']]);
});
