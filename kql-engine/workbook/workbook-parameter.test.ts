import assert from 'node:assert/strict';
import { it } from 'node:test';
import { timespanOf } from './time-range-format.ts';
import { readOptions, readParameters } from './workbook-parameter.ts';

const step = (...names: string[]) => ({
  type: 9,
  name: 'parameters',
  content: { version: 'KqlParameterItem/1.0', parameters: names.map((name) => ({ name, type: 1 })) },
});

it('reads the parameters of a workbook, its groups included, in document order', () => {
  const workbook = {
    version: 'Notebook/1.0',
    items: [
      { type: 1, content: { json: '# Title' } },
      step('A', 'B'),
      { type: 12, content: { version: 'NotebookGroup/1.0', items: [step('C'), { type: 3, content: {} }] } },
      step('D'),
    ],
  };
  assert.deepEqual(
    readParameters(workbook).map((p) => p.name),
    ['A', 'B', 'C', 'D'],
  );
  assert.deepEqual(readParameters(step('A')), [{ name: 'A', type: 1 }]);
});

it('gives none for anything else and names a broken declaration', () => {
  for (const other of [undefined, null, 'x', 5, [], {}, { type: 9 }, { type: 9, content: 'x' }])
    assert.deepEqual(readParameters(other), []);
  assert.throws(() => readParameters({ ...step(), content: { parameters: [{ type: 1 }] } }), {
    name: 'TypeError',
    message: /"parameters" has no name/,
  });
  assert.throws(
    () => readParameters({ ...step(), content: { parameters: [{ name: 'A' }] } }),
    /"A" has no type/,
  );
});

it('reads choices by name, by position and from plain values', () => {
  assert.deepEqual(readOptions(['dev', 2]), [
    { value: 'dev', label: 'dev', selected: false },
    { value: '2', label: '2', selected: false },
  ]);
  assert.deepEqual(readOptions([{ v: 'a', t: 'A', s: true }, { v: 'b' }]), [
    { value: 'a', label: 'A', selected: true },
    { value: 'b', label: 'b', selected: false },
  ]);
  assert.deepEqual(readOptions([{ value: 'id', selected: true, group: 'g' }]), [
    { value: 'id', label: 'id', selected: true },
  ]);
  assert.deepEqual(readOptions([['a', 'A', 1]]), [{ value: 'a', label: 'A', selected: true }]);
  assert.deepEqual(readOptions({ a: 1 }), []);
});

it('gives the time range of a query step for the query API', () => {
  const now = new Date('2024-05-02T00:00:00Z');
  assert.equal(
    timespanOf({ durationMs: 3_600_000 }, now),
    '2024-05-01T23:00:00.000Z/2024-05-02T00:00:00.000Z',
  );
  assert.equal(
    timespanOf({ durationMs: 1000, endTime: '2024-01-01T00:00:00Z' }, now),
    '2023-12-31T23:59:59.000Z/2024-01-01T00:00:00.000Z',
  );
  for (const none of [{ durationMs: 0 }, undefined, 'x', { durationMs: Number.NaN }])
    assert.equal(timespanOf(none, now), undefined);
});
