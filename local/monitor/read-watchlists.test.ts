import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { declaredWatchlists } from '../../kql/declared-watchlists.ts';
import { createDatabase } from '../../kql-engine/index.ts';
import { MailflowError } from '../../src/error.ts';
import { readWatchlists, withDeclared } from './read-watchlists.ts';

test('a query reads the rows of a file, with all its columns', (t) => {
  const folder = place(t, {
    'VIPUsers.csv':
      '\ufeffSearchKey,User Principal Name\r\n"ann@contoso.com","O’Brien, ""Ann"""\r\n\r\nbo@contoso.com,\r\n',
    'notes.txt': 'no watchlist',
  });
  const database = createDatabase({ tables: [], watchlists: readWatchlists(folder), now: () => new Date() });
  const { rows } = database.query(
    "_GetWatchlist('VIPUsers') | project SearchKey, Name = column_ifexists('User Principal Name', '')",
  );
  assert.deepEqual(rows, [
    ['ann@contoso.com', 'O’Brien, "Ann"'],
    ['bo@contoso.com', ''],
  ]);
});

test('without a column SearchKey the first one is the search key', (t) => {
  const folder = place(t, { 'Domains.csv': 'Domain,Note\ncontoso.com,main domain\n' });
  const database = createDatabase({ tables: [], watchlists: readWatchlists(folder), now: () => new Date() });
  const { rows } = database.query("_GetWatchlist('Domains') | project SearchKey, Domain, Note");
  assert.deepEqual(rows, [['contoso.com', 'contoso.com', 'main domain']]);
});

test('files take the place of watchlists that are only declared, whatever the case of their letters', (t) => {
  const read = readWatchlists(place(t, { 'vipusers.CSV': 'SearchKey\nann@contoso.com' }));
  const declared = declaredWatchlists([
    { query: "_GetWatchlist('VIPUsers') | union _GetWatchlist('Other')" },
  ]);
  const watchlists = withDeclared(declared, read);
  const database = createDatabase({ tables: [], watchlists, now: () => new Date() });
  const keys = (alias: string) => database.query(`_GetWatchlist('${alias}') | project SearchKey`).rows;
  assert.deepEqual(keys('VIPUsers'), [['ann@contoso.com']]);
  assert.deepEqual(keys('Other'), []);
});

test('a folder that is not there has none; a file of a header alone has no rows', (t) => {
  const folder = place(t, { 'Empty.csv': 'SearchKey,Note\n' });
  assert.deepEqual(readWatchlists(join(folder, 'nothing')), {});
  assert.deepEqual(readWatchlists(folder).Empty!.rows, []);
});

for (const [name, text, says] of [
  ['A.csv', '', /it is empty/],
  ['A.csv', 'SearchKey;Note\ncontoso.com;\n', /its columns are not set apart by commas/],
  ['A.csv', 'SearchKey,Note,Note\na,b,c\n', /two columns are named Note/],
  ['A.csv', 'SearchKey,\na,b\n', /a column has no name/],
  ['A.csv', 'SearchKey,Note\na,b\n\nc\n', /line 4 has 1 fields, the first line 2/],
  ['A.csv', 'SearchKey,Note\na,"b\n', /line 2: a quote is opened and not closed/],
  ['A.csv', 'SearchKey,Note\na,b"c\n', /line 2: a quote stands within a field/],
  ['A.csv', Buffer.from([0xff, 0xfe, 0x53, 0x00]), /it is no text in UTF-8/],
  ["O'Brien.csv", 'SearchKey\na\n', /is no alias/],
] as const) {
  test(`says what is wrong: ${says.source}`, (t) => {
    const folder = place(t, { [name]: text });
    assert.throws(
      () => readWatchlists(folder),
      (error: MailflowError) => {
        assert.ok(error instanceof MailflowError);
        assert.equal(error.code, 'watchlist');
        assert.match(error.message, says);
        assert.ok(error.message.includes(join(folder, name)) && error.advice.endsWith('.'));
        return true;
      },
    );
  });
}

function place(t: TestContext, files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-watchlists-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
