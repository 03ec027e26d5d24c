import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csv, tabbed } from './delimited-text.ts';

const columns = [
  { name: 'Subject', type: 'string' },
  { name: 'Change', type: 'long' },
  { name: 'Bag', type: 'dynamic' },
];

test('CSV quotes what needs it and keeps formulas from running', () => {
  const rows = [
    ['a "b", c\r\nd', -5, '{"x":1}'],
    ['=HYPERLINK("http://evil.example")', 1, null],
    ['@SUM(1)', 1, { y: [2] }],
  ];
  assert.equal(
    csv(columns, rows),
    '\uFEFFSubject,Change,Bag\r\n"a ""b"", c\r\nd",-5,"{""x"":1}"\r\n"\'=HYPERLINK(""http://evil.example"")",1,\r\n\'@SUM(1),1,"{""y"":[2]}"\r\n',
  );
});

test('the clipboard gets a line a row', () => {
  assert.equal(tabbed(columns, [['a\tb\nc', 1, null]], true), 'Subject\tChange\tBag\na b c\t1\t');
  assert.equal(tabbed(columns, [['x', 2, 'y']], false), 'x\t2\ty');
});
