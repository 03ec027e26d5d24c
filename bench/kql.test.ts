import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { benchKql } from './kql.ts';
import { columns, trackingRows } from './kql-rows.ts';

describe('the KQL bench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-bench-kql-test-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('gets the same results from the engine and from DuckDB', async () => {
    // a query whose results differ is an error
    const rows = await benchKql(folder, { rows: 3000, turns: 1 });
    assert.ok(rows.length > 12);
    assert.match(rows[0]!.measured, /^\d+\.\d\d ×$/);
  });

  it('has the same rows each time, of the 31 columns', () => {
    const rows = [...trackingRows(500)];
    assert.equal(rows.length, 500);
    assert.deepEqual([...trackingRows(500)], rows);
    assert.equal(columns.length, 31);
    const known = new Set(columns.map((c) => c.name));
    for (const row of rows) for (const name of Object.keys(row)) assert.ok(known.has(name), name);
  });
});
