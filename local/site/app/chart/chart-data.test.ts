import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartData } from './chart-data.ts';

const column = (name: string, type: string) => ({ name, type });

test('time is x, texts split into series, numbers are y', () => {
  const data = chartData(
    {
      columns: [column('Server', 'string'), column('Time', 'datetime'), column('Rows', 'long')],
      rows: [
        ['B', '2026-01-01T01:00:00Z', 2],
        ['A', '2026-01-01T01:00:00Z', 3],
        ['B', '2026-01-01T00:00:00Z', 1],
      ],
    },
    true,
  )!;
  assert.equal(data.xType, 'time');
  assert.deepEqual(data.series, [
    {
      name: 'B',
      points: [
        ['2026-01-01T00:00:00Z', 1],
        ['2026-01-01T01:00:00Z', 2],
      ],
    },
    { name: 'A', points: [['2026-01-01T01:00:00Z', 3]] },
  ]);
});

test('a bar for each category keeps their order; an empty one has a name', () => {
  const data = chartData(
    {
      columns: [column('Event', 'string'), column('Rows', 'long'), column('Bytes', 'real')],
      rows: [
        ['SEND', 2, 5],
        [null, 1, null],
      ],
    },
    false,
  )!;
  assert.deepEqual(data.categories, ['SEND', '(empty)']);
  assert.deepEqual(
    data.series.map(({ name, points }) => [name, points]),
    [
      [
        'Rows',
        [
          ['SEND', 2],
          ['(empty)', 1],
        ],
      ],
      [
        'Bytes',
        [
          ['SEND', 5],
          ['(empty)', null],
        ],
      ],
    ],
  );
});

test('arrays of make-series become points', () => {
  const data = chartData(
    {
      columns: [column('Server', 'string'), column('Rows', 'dynamic'), column('Time', 'dynamic')],
      rows: [['A', '[1,2]', '["2026-01-01T00:00:00Z","2026-01-01T01:00:00Z"]']],
    },
    true,
  )!;
  assert.deepEqual(data.series, [
    {
      name: 'A',
      points: [
        ['2026-01-01T00:00:00Z', 1],
        ['2026-01-01T01:00:00Z', 2],
      ],
    },
  ]);
});

test('columns that are named go before the rule; without numbers there is no chart', () => {
  const table = {
    columns: [column('A', 'string'), column('B', 'string'), column('X', 'long'), column('Y', 'long')],
    rows: [['a', 'b', 1, 2]],
  };
  const data = chartData(table, false, { xcolumn: 'B', ycolumns: ['Y'], series: ['A'] })!;
  assert.deepEqual([data.xName, data.yNames, data.series], ['B', ['Y'], [{ name: 'a', points: [['b', 2]] }]]);
  assert.equal(chartData({ columns: [column('A', 'string')], rows: [['a']] }, false), undefined);
});
