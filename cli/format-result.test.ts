import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatResult } from './format-result.ts';

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
