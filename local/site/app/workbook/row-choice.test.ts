import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowChoice } from './row-choice.ts';
import { templateAddress } from './template-address.ts';
import type { ItemContent, Workbook } from './workbook-model.ts';
import { WorkbookState } from './workbook-state.ts';

const table = {
  name: 'T',
  columns: [
    { name: 'Sender', type: 'string' },
    { name: 'Rows', type: 'long' },
  ],
  rows: [
    ['ann@x', 3],
    ["o'brien@x", 2],
    ['ann@x', 1],
  ],
};
const [ann, brien, again] = table.rows as [unknown[], unknown[], unknown[]];
const step = (content: ItemContent) => {
  const workbook: Workbook = { items: [{ type: 3, content }] };
  const state = new WorkbookState(workbook, {}, ['message-journey']);
  return { state, choice: rowChoice(content, table, state) };
};

test('a click chooses a row, another click lets go of it', () => {
  const { state, choice } = step({
    exportFieldName: 'Sender',
    exportParameterName: 'From',
    exportDefaultValue: '*',
  });
  assert.equal(choice!.isChosen(ann), false);
  choice!.choose(ann);
  assert.equal(state.text('From'), 'ann@x');
  // A row of the same value shows that it is meant too.
  assert.deepEqual([ann, brien, again].map(choice!.isChosen), [true, false, true]);
  choice!.choose(ann);
  assert.equal(state.text('From'), '*');
  assert.equal(choice!.isChosen(ann), false);
});

test('a value from elsewhere marks its row', () => {
  const { state, choice } = step({ exportedParameters: [{ fieldName: 'Sender', parameterName: 'From' }] });
  state.set({ From: "o'brien@x" });
  assert.deepEqual([ann, brien].map(choice!.isChosen), [false, true]);
});

test('several rows become a list that KQL can read', () => {
  const { state, choice } = step({
    exportMultipleValues: true,
    exportedParameters: [{ fieldName: 'Sender', parameterName: 'From' }],
  });
  choice!.choose(ann);
  choice!.choose(brien);
  assert.equal(choice!.count(), 2);
  assert.equal(state.text('From'), "'ann@x','o\\'brien@x'");
  choice!.choose(ann);
  assert.equal(state.text('From'), "'o\\'brien@x'");
  state.set({ From: '' });
  assert.equal(choice!.count(), 0);
});

test('without a field the whole row is exported, without exports nothing', () => {
  const { state, choice } = step({ exportedParameters: [{ fieldName: '', parameterName: 'Row' }] });
  choice!.choose(ann);
  assert.deepEqual(JSON.parse(state.text('Row')!), { Sender: 'ann@x', Rows: 3 });
  assert.equal(step({}).choice, undefined);
});

test('an empty parameter leaves a dash in a title, without its quotes', () => {
  const { state } = step({ exportedParameters: [{ fieldName: 'Sender', parameterName: 'From' }] });
  assert.equal(state.label('Messages of "{From}", {Other}'), 'Messages of –, {Other}');
  state.set({ From: 'ann@x' });
  assert.equal(state.label('Messages of "{From}"'), 'Messages of "ann@x"');
});

test('a link to a workbook that is here brings its parameters along', () => {
  const { state } = step({ exportedParameters: [{ fieldName: 'Sender', parameterName: 'From' }] });
  state.set({ From: 'ann@x' });
  const link = (templateId: string) =>
    templateAddress(
      {
        columnMatch: 'Id',
        formatOptions: {
          linkTarget: 'WorkbookTemplate',
          workbookContext: {
            templateId,
            templateParameters: [
              { name: 'Message', source: 'cell' },
              { name: 'From', source: 'parameter', value: 'From' },
              { name: 'Tab', source: 'static', value: 'one' },
            ],
          },
        } as never,
      },
      (name) => (name === 'Id' ? '42' : ''),
      state,
    );
  const address = link('Community-Workbooks/Mail/Message Journey')!;
  assert.ok(address.startsWith('/workbooks/message-journey#'), address);
  const parameters = new URLSearchParams(address.split('#')[1]).get('parameters')!;
  assert.deepEqual(JSON.parse(parameters), { Message: '42', From: 'ann@x', Tab: 'one' });
  assert.equal(link('Community-Workbooks/Mail/Not Here'), undefined);
});
