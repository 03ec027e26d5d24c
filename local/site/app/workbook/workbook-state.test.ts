import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { formatNumber } from '../chart/number-format.ts';
import { gradeOf, thresholdOf } from './thresholds.ts';
import { chartOf, isVisible, type Workbook } from './workbook-model.ts';
import { WorkbookState } from './workbook-state.ts';

const file = new URL('../../../../test/browser/fixtures/senders.workbook.json', import.meta.url);
const workbook = JSON.parse(readFileSync(file, 'utf8')) as Workbook;

test('a query waits for the choices of its parameters, and takes what is chosen', () => {
  const state = new WorkbookState(workbook, {});
  assert.equal(state.query('where Computer in ({Servers})'), undefined);
  const [servers] = state.parameters.filter(({ name }) => name === 'Servers');
  state.setOptions(
    'Servers',
    ['A', 'B'].map((value) => ({ value, label: value, selected: false })),
  );
  assert.equal(state.options(servers!)?.length, 2);
  assert.equal(state.query('where Computer in ({Servers})'), "where Computer in ('A','B')");
  state.set({ Servers: ['B'] });
  assert.equal(state.query('{Servers}'), "'B'");
  assert.equal(state.label('{TimeRange}, {Servers:label}'), 'Last 24 hours, B');
  assert.deepEqual(state.chosen, { Servers: ['B'] });
});

test('tabs and exports are parameters with values of their own; the address may bring others', () => {
  const state = new WorkbookState(workbook, { Sender: 'a@x', nothing: 1 });
  assert.equal(state.text('Tab'), 'overview');
  assert.equal(state.text('Sender'), 'a@x');
  assert.deepEqual(state.chosen, { Sender: 'a@x' });
  state.now = new Date('2026-01-02T00:00:00Z');
  assert.equal(
    state.timespan({ timeContextFromParameter: 'TimeRange' }),
    '2026-01-01T00:00:00.000Z/2026-01-02T00:00:00.000Z',
  );
});

test('conditions hide items', () => {
  const item = (comparison: string, value: string) => ({
    type: 1,
    conditionalVisibility: { parameterName: 'Sender', comparison, value },
  });
  const visible = (comparison: string, value: string) => isVisible(item(comparison, value), () => 'a@x');
  assert.equal(visible('isEqualTo', 'a@x'), true);
  assert.equal(visible('isEqualTo', 'b'), false);
  assert.equal(visible('isNotEqualTo', ''), true);
  assert.equal(
    isVisible(item('isEqualTo', ''), () => undefined),
    true,
  );
});

test('bars of workbooks stand; numbers have units', () => {
  assert.equal(chartOf('barchart')?.kind, 'columnchart');
  assert.equal(chartOf('table'), undefined);
  assert.equal(formatNumber(1536, { unit: 2 }), '1.5 KiB');
  assert.equal(formatNumber(90, { unit: 24 }), '90 s');
  assert.equal(formatNumber(1234.567, { options: { maximumFractionDigits: 0 } }), '1,235');
});

test('the first threshold that holds says how a cell looks', () => {
  const thresholds = [
    { operator: '>=', thresholdValue: '10', representation: '4' },
    { operator: '>', thresholdValue: '5', representation: 'warning' },
    { operator: 'Default', representation: 'success' },
  ];
  const grades = [12, 6, 5].map((value) => gradeOf(thresholdOf(value, thresholds)?.representation));
  assert.deepEqual(grades, ['bad', 'warn', 'good']);
  assert.equal(
    thresholdOf('High', [{ operator: '==', thresholdValue: 'high', representation: 'red' }])?.representation,
    'red',
  );
});
