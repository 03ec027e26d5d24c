import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatResult, formatResults } from './format-result.ts';

const result = {
  columns: [
    { name: 'eventId', type: 'string' },
    { name: 'count_', type: 'long' },
    { name: 'recipients', type: 'dynamic' },
  ],
  rows: [
    ['RECEIVE', 12, ['a@contoso.com']],
    ['SEND, "quoted"', 9007199254740993n, null],
  ],
};

test('a table lines up, numbers to the right', () => {
  assert.equal(
    formatResult(result, 'table'),
    [
      'eventId                   count_  recipients',
      '──────────────  ────────────────  ─────────────────',
      'RECEIVE                       12  ["a@contoso.com"]',
      'SEND, "quoted"  9007199254740993',
      '',
      '2 rows',
      '',
    ].join('\n'),
  );
});

test('json keeps all digits of a long', () => {
  assert.match(formatResult(result, 'json'), /"count_": 9007199254740993,/);
  assert.deepEqual(JSON.parse(formatResult(result, 'json'))[0], {
    eventId: 'RECEIVE',
    count_: 12,
    recipients: ['a@contoso.com'],
  });
});

test('csv quotes what needs it', () => {
  assert.equal(
    formatResult(result, 'csv'),
    'eventId,count_,recipients\r\nRECEIVE,12,"[""a@contoso.com""]"\r\n"SEND, ""quoted""",9007199254740993,\r\n',
  );
});

test('a long value is cut in the table only', () => {
  const wide = { columns: [{ name: 'x', type: 'string' }], rows: [['y'.repeat(200)]] };
  assert.match(formatResult(wide, 'table'), /^y{59}…$/m);
  assert.match(formatResult(wide, 'csv'), /^y{200}\r$/m);
});

test('several tables come with their names, one alone as it is', () => {
  const n = (value: bigint) => ({ columns: [{ name: 'n', type: 'long' }], rows: [[value]] });
  const tables = [
    { name: 'PrimaryResult', ...n(1n) },
    { name: 'second', ...n(9007199254740993n) },
  ];
  assert.equal(
    formatResults(tables, 'table'),
    'PrimaryResult\n\nn\n─\n1\n\n1 row\n\nsecond\n\n               n\n────────────────\n9007199254740993\n\n1 row\n',
  );
  assert.equal(formatResults(tables, 'csv'), 'n\r\n1\r\n\r\nn\r\n9007199254740993\r\n');
  assert.match(formatResults(tables, 'json'), /9007199254740993/);
  assert.deepEqual(JSON.parse(formatResults(tables.slice(0, 1), 'json')), [{ n: 1 }]);
  assert.deepEqual(JSON.parse(formatResults([tables[0], { ...tables[1], rows: [] }], 'json')), [
    { name: 'PrimaryResult', rows: [{ n: 1 }] },
    { name: 'second', rows: [] },
  ]);
  assert.equal(formatResults(tables.slice(0, 1), 'table'), formatResult(tables[0], 'table'));
});
