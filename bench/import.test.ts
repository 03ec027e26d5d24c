import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { measureImport } from './import.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailflow-import-'));
after(() => rmSync(folder, { recursive: true, force: true }));

for (const format of ['us-csv', 'graph-json'] as const) {
  test(`memory does not grow with the file: ${format}`, async () => {
    const small = await measureImport(folder, format, 8e6);
    const large = await measureImport(folder, format, 40e6);
    // The file held would be 32 MB more at the least, and its rows would not fit the heap of the child.
    const growth = large.peak - small.peak;
    assert.ok(growth < 24e6, `${Math.round(growth / 1e6)} MB more for 32 MB more`);
  });
}
