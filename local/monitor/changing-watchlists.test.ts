import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { createDatabase } from '../../kql-engine/index.ts';
import { changingWatchlists } from './changing-watchlists.ts';

test('a query sees files that came, changed and went', (t) => {
  const { folder, write, watchlists, reports } = place(t);
  write('VIPUsers', 'SearchKey\nann@contoso.com\n');
  const database = createDatabase({ tables: [], watchlists, now: () => new Date() });
  const keys = (alias: string) => database.query(`_GetWatchlist('${alias}') | project SearchKey`).rows.flat();
  assert.deepEqual(keys('VIPUsers'), ['ann@contoso.com']);
  write('VIPUsers', 'SearchKey\nann@contoso.com\nbo@contoso.com\n');
  write('Domains', 'Domain\ncontoso.com\n');
  assert.deepEqual(keys('VIPUsers'), ['ann@contoso.com', 'bo@contoso.com']);
  assert.deepEqual(keys('Domains'), ['contoso.com']);
  rmSync(join(folder, 'Domains.csv'));
  assert.throws(() => keys('Domains'), { code: 'watchlist' });
  // As long, but later.
  write('VIPUsers', 'SearchKey\nann@contoso.com\nal@contoso.com\n');
  assert.deepEqual(keys('VIPUsers'), ['ann@contoso.com', 'al@contoso.com']);
  rmSync(folder, { recursive: true });
  assert.throws(() => keys('VIPUsers'), { code: 'watchlist' });
  assert.deepEqual(reports, []);
});

test('while a file cannot be read, the last good one is in use, and it is said once', (t) => {
  const { folder, write, watchlists, reports } = place(t);
  write('VIPUsers', 'SearchKey\nann@contoso.com\n');
  const good = watchlists();
  assert.equal(watchlists(), good);
  write('VIPUsers', 'SearchKey\n"ann@contoso.com\n');
  assert.deepEqual([watchlists(), watchlists()], [good, good]);
  assert.equal(reports.length, 1);
  assert.ok(reports[0]!.includes(join(folder, 'VIPUsers.csv')));
  assert.match(reports[0]!, /a quote is opened.* Until it is corrected, queries use what was read before\.$/);
  write('VIPUsers', 'SearchKey\nbo@contoso.com\n');
  assert.deepEqual(watchlists().VIPUsers!.rows, [{ SearchKey: 'bo@contoso.com' }]);
});

test('one that cannot be read from the start leaves all empty', (t) => {
  const { write, watchlists, reports } = place(t);
  write('VIPUsers', '');
  assert.deepEqual(watchlists(), {});
  assert.match(reports.join(), /it is empty.* all watchlists are empty\.$/);
});

/** A folder in which each file that is written is a second younger than the one before. */
function place(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-watchlists-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const reports: string[] = [];
  let time = Date.UTC(2026, 10, 21) / 1000;
  return {
    folder,
    reports,
    watchlists: changingWatchlists(folder, (text) => reports.push(text)),
    write(alias: string, text: string) {
      const path = join(folder, `${alias}.csv`);
      writeFileSync(path, text);
      time += 1;
      utimesSync(path, time, time);
    },
  };
}
