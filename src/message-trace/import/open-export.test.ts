import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isImportRefusal } from './import-refusal.ts';
import { readOpening } from './open-export.ts';
import { readExport } from './read-export.ts';

const header = 'Received,SenderAddress,RecipientAddress,MessageTraceId';
const row = '2025-11-20 09:41:31,a@x.com,jörg@müller.example,5f3c0a01-8b1d-4c6e-9f2a-0d4e8c7b1a01';

/** UTF-16 with the high byte first. */
function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

async function read(bytes: Buffer, name = 'export.csv'): Promise<string> {
  const source = {
    name,
    rereadable: true,
    open: async function* () {
      yield bytes;
    },
  };
  const options = { acceptedDomains: new Set<string>(), now: Date.parse('2026-11-21T09:00:00Z') };
  const batches = await Array.fromAsync(readExport(source, options));
  return batches.flatMap(({ rows }) => rows.map((one) => JSON.parse(one.row).recipientAddress)).join();
}

async function refusal(bytes: Buffer | string, name = 'export.csv') {
  const error = await read(Buffer.from(bytes), name).then(
    () => assert.fail('not refused'),
    (thrown: unknown) => thrown,
  );
  assert.ok(isImportRefusal(error), String(error));
  return error;
}

test('the encoding is told with and without byte order mark', async () => {
  const text = `${header}\r\n${row}\r\n`;
  const json = `[\r\n {"id":"5f3c0a01-8b1d-4c6e-9f2a-0d4e8c7b1a01","receivedDateTime":"2025-11-20T09:41:31Z","recipientAddress":"jörg@müller.example"}]`;
  for (const content of [text, json, `\n\n ${json}`]) {
    for (const mark of ['', '\ufeff']) {
      assert.equal(await read(Buffer.from(mark + content)), 'jörg@müller.example');
      assert.equal(await read(Buffer.from(mark + content, 'utf16le')), 'jörg@müller.example');
      assert.equal(await read(utf16be(mark + content)), 'jörg@müller.example');
    }
  }
});

test('commas, semicolons and tabs separate columns', async () => {
  for (const mark of [',', ';', '\t']) {
    const text = `#TYPE Microsoft.Exchange.MessageTrace, Version=1\n${header}\n${row}`.replaceAll(',', mark);
    const opening = readOpening(Buffer.from(text), 'x');
    assert.equal(opening.format === 'csv' && opening.delimiter, mark);
    assert.equal(await read(Buffer.from(text)), 'jörg@müller.example');
  }
});

test('what is no export is refused, and says what was seen and what to do', async () => {
  const cases: [Buffer | string, string, RegExp][] = [
    ['', 'empty-file', /export\.csv is empty/],
    ['\ufeff \r\n', 'empty-file', /empty/],
    [Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 6, 0]), 'binary-file', /Excel workbook/],
    [Buffer.from([0x1f, 0x8b, 8, 0]), 'binary-file', /compressed/],
    [Buffer.from(Array.from({ length: 200 }, (_, n) => (n * 7) % 32)), 'binary-file', /binary/],
    ['<!DOCTYPE html><html><head>', 'unknown-export', /columns in it: <!DOCTYPE html>/],
    ['#Software: Microsoft Exchange Server\r\n#Version: 15.0', 'unknown-export', /#Software/],
    ['a,b,c\r\n1,2,3', 'unknown-export', /columns in it: a, b, c\./],
    ['2025-11-20,Order 1,a@x.com\r\n', 'unknown-export', /no names of columns in it, but addresses\.$/],
    ['{"displayName":"Anna"}', 'unknown-export', /keys in it: displayName\./],
    ['{}', 'unknown-export', /no keys in it/],
    ['{"a', 'unknown-export', /no keys in it/],
    ['[1,2,3]', 'unknown-export', /no keys in it/],
    [`{${'x\n'.repeat(5000)}`, 'unknown-export', /no keys in it/],
    ['{"odata.error":{"code":"","message":{}}}', 'unknown-export', /odata\.error/],
    ['{"odata.error":{"code":"UnknownError"}}', 'error-answer', /UnknownError/],
    [
      'Received,SenderAddress\n2025-11-20 09:41:31,a@x.com',
      'missing-columns',
      /MessageTraceId, RecipientAddress/,
    ],
  ];
  for (const [content, code, message] of cases) {
    const error = await refusal(content);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.notEqual(error.advice, '', code);
  }
  assert.match((await refusal('#Fields: date-time,client-ip')).advice, /mailflow parse/);
});

test('a header alone and a page without rows are empty, not wrong', async () => {
  for (const content of [header, `${header}\r\n`, '[]', '{"value":[]}', '{"d":{"results":[]}}'])
    assert.equal(await read(Buffer.from(content)), '');
});
