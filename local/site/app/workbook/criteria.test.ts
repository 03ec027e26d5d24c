import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Criterion, criteriaValue } from './criteria.ts';
import type { Workbook } from './workbook-model.ts';
import { WorkbookState } from './workbook-state.ts';

const values: Record<string, string> = { Count: '89', Name: 'mail.contoso.com', Other: '21', Empty: '' };
const value = (...criteria: Criterion[]) =>
  criteriaValue(
    criteria.map((criteriaContext) => ({ criteriaContext })),
    (name) => values[name] ?? '',
  );
const holds = (leftOperand: string, operator: string, rightVal: string, rightValType = 'static') =>
  value({ leftOperand, operator, rightVal, rightValType, resultValType: 'static', resultVal: 'yes' }) ===
  'yes';

test('the first criterion that holds gives the value', () => {
  const high = { leftOperand: 'Count', operator: '>=', rightVal: '90', resultVal: 'high' };
  const middle = { leftOperand: 'Count', operator: '>=', rightVal: '9', resultVal: 'middle' };
  const other = { operator: 'Default', resultVal: 'low' };
  assert.equal(value(high, middle, other), 'middle');
  assert.equal(value(high, other), 'low');
  assert.equal(value(high), undefined);
});

test('numbers are compared as numbers, texts as texts', () => {
  assert.ok(holds('Count', '>', '9'));
  assert.ok(holds('Count', '<=', '89'));
  assert.ok(holds('Count', '>', 'Other', 'param'));
  assert.ok(holds('Name', 'contains', 'contoso'));
  assert.ok(holds('Name', 'notContains', 'fabrikam'));
  assert.ok(holds('Name', 'startsWith', 'mail.'));
  assert.ok(holds('Name', 'regex', '^mail\\.'));
  assert.ok(holds('Empty', 'is Empty', ''));
  assert.ok(holds('Name', 'isNotNull', ''));
  assert.equal(holds('Name', 'regex', '('), false);
  assert.equal(holds('Name', 'isValidJson', ''), false);
  assert.equal(holds('Name', 'no such operator', ''), false);
});

test('a result may be another parameter; expressions are for the portal', () => {
  const result = (resultValType: string, resultVal: string) =>
    value({ operator: 'Default', resultValType, resultVal });
  assert.equal(result('param', 'Name'), 'mail.contoso.com');
  assert.equal(result('expression', '{Count} * 2'), undefined);
});

test('a parameter of a workbook follows its criteria, until somebody fills it in', () => {
  const workbook: Workbook = {
    items: [
      {
        type: 9,
        content: {
          parameters: [
            { name: 'Size', type: 1, value: '20' },
            {
              name: 'Grade',
              type: 1,
              criteriaData: [
                {
                  criteriaContext: { leftOperand: 'Size', operator: '>', rightVal: '10', resultVal: 'large' },
                },
                { criteriaContext: { operator: 'Default', resultVal: 'small' } },
              ],
            },
          ] as never,
        },
      },
    ],
  };
  const state = new WorkbookState(workbook, {});
  assert.equal(state.text('Grade'), 'large');
  state.set({ Size: '5' });
  assert.equal(state.text('Grade'), 'small');
  state.set({ Grade: 'other' });
  assert.equal(state.text('Grade'), 'other');
});
