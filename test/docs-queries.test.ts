/** The queries of the pages give what the pages show. `RECORD_RESULTS=1` before this test writes the tables anew. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { diagnostics } from '../kql/testing/diagnostics.ts';
import { blocksOf, pages, readText, root } from './docs-pages.ts';
import { markdownTable, tableBehind, tableCells } from './docs-results.ts';
import { docsWorkspace } from './docs-workspace.ts';

const record = process.env.RECORD_RESULTS === '1';

for (const path of pages) {
  const queries = blocksOf(path).filter(({ language, name }) => language === 'kusto' && name === '');
  if (queries.length === 0) continue;
  test(`${path}: each query gives the rows behind it`, () => {
    let page = readText(path);
    // From the last to the first, so that a table written anew moves no place before it.
    for (const { text: kql, end } of queries.toReversed()) {
      assert.deepEqual(diagnostics(kql), [], kql);
      const result = docsWorkspace().query(kql);
      assert.notEqual(result.rows.length, 0, `nothing is found by\n${kql}`);
      const shown = tableBehind(page, end);
      if (shown === undefined) continue;
      const actual = markdownTable(result);
      if (record) page = page.slice(0, shown.start) + actual + page.slice(shown.start + shown.text.length);
      else assert.deepEqual(tableCells(shown.text), tableCells(actual), kql);
    }
    if (record) writeFileSync(join(root, path), page);
  });
}

test('the pages show what they say', () => {
  const shown = pages.flatMap((path) =>
    blocksOf(path).filter(({ language, end }) => language === 'kusto' && tableBehind(readText(path), end)),
  );
  assert.ok(shown.length >= 15, `${shown.length} tables`);
});
