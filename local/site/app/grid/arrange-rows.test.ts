import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Arrangement, arrangeRows, columnFilter } from './arrange-rows.ts';

const columns = [
  { name: 'Name', type: 'string' },
  { name: 'Size', type: 'long' },
  { name: 'Time', type: 'datetime' },
  { name: 'Took', type: 'timespan' },
];
const rows = [
  ['bob', 10, '2026-01-02T00:00:00Z', '00:00:10'],
  ['Ann', 9, '2026-01-03T00:00:00Z', '1.00:00:00'],
  ['', null, null, null],
  ['row 10', 100, '2026-01-01T00:00:00Z', '-00:00:01'],
  ['row 9', 9, '2026-01-01T12:00:00Z', '00:10:00.5'],
];
const none: Arrangement = { search: '', filters: new Map(), sort: undefined };
const order = (arrangement: Partial<Arrangement>) => [
  ...arrangeRows(columns, rows, { ...none, ...arrangement }),
];

test('sorts by type, keeps the order of equals, and puts what is empty last either way', () => {
  assert.deepEqual(order({}), [0, 1, 2, 3, 4]);
  assert.deepEqual(order({ sort: { column: 0, descending: false } }), [1, 0, 4, 3, 2]);
  assert.deepEqual(order({ sort: { column: 0, descending: true } }), [3, 4, 0, 1, 2]);
  assert.deepEqual(order({ sort: { column: 1, descending: false } }), [1, 4, 0, 3, 2]);
  assert.deepEqual(order({ sort: { column: 1, descending: true } }), [3, 0, 1, 4, 2]);
  assert.deepEqual(order({ sort: { column: 2, descending: false } }), [3, 4, 0, 1, 2]);
  assert.deepEqual(order({ sort: { column: 3, descending: false } }), [3, 0, 4, 1, 2]);
});

test('finds text in any column and filters by column', () => {
  assert.deepEqual(order({ search: 'ANN' }), [1]);
  assert.deepEqual(order({ search: '2026-01-01' }), [3, 4]);
  assert.deepEqual(order({ filters: new Map([[1, '>=10']]) }), [0, 3]);
  assert.deepEqual(
    order({
      filters: new Map([
        [1, '>5'],
        [0, 'row'],
      ]),
    }),
    [3, 4],
  );
  assert.deepEqual(order({ filters: new Map([[2, '<2026-01-02']]) }), [3, 4]);
  assert.deepEqual(order({ filters: new Map([[0, '  ']]) }), [0, 1, 2, 3, 4]);
});

test('a filter has signs for equal, not, more and less', () => {
  const passes = (text: string, value: unknown, type = 'string') => columnFilter(text, type)(value);
  assert.equal(passes('=bob', 'Bob'), true);
  assert.equal(passes('=bo', 'Bob'), false);
  assert.equal(passes('!bo', 'Bob'), false);
  assert.equal(passes('!=bo', 'Bob'), true);
  assert.equal(passes('<9', 10, 'long'), false);
  assert.equal(passes('>9', 10, 'long'), true);
  assert.equal(passes('>9', null, 'long'), false);
});
