/** What a newcomer does: start, ask, Ctrl-C, start again. */
import assert from 'node:assert/strict';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { stackLayout } from '../local/stack/stack-layout.ts';
import { readLogFile } from '../src/exchange/read-log-file.ts';
import { createRecordFilter } from '../src/exchange/record-filter.ts';
import { freePortRow, RunningStack } from './running-stack.ts';

test('rows of the sample servers; Ctrl-C and a new start lose and double nothing', {
  timeout: 180_000,
}, async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'mailflow-start-'));
  const stack = new RunningStack(await freePortRow(), ['--data', data]);
  const count = async () => Number((await stack.query('MessageTrackingLog_CL | count'))[0][0]);
  try {
    const started = performance.now();
    await stack.start();
    await stack.until(async () => (await count()) > 0, 60_000);
    t.diagnostic(`first rows after ${((performance.now() - started) / 1000).toFixed(1)} s`);
    assert.equal(await stack.stop(), 0);
    const before = await logIds(stackLayout(data, stack.port).sampleFolder);
    assert.ok(before.size > 1000, `${before.size} records`);

    await stack.start();
    const missing = async () => {
      const stored = new Set((await stack.query('MessageTrackingLog_CL | project logId')).map(([id]) => id));
      return [...before].filter((id) => !stored.has(id)).length;
    };
    await stack.until(async () => (await missing()) === 0, 60_000);
    const [[rows, records]] = await stack.query(
      'MessageTrackingLog_CL | summarize count(), dcount(recordId)',
    );
    assert.equal(rows, records);
    const servers = await stack.query(
      "MessageTrackingLog_CL | where collector == 'Function' | distinct Computer | sort by Computer asc",
    );
    assert.deepEqual(servers.flat(), ['EDGE01', 'MBX01', 'MBX02']);
    assert.equal(await stack.stop(), 0);
    assert.match(stack.output, /npm run -s mailflow -- query/);
  } finally {
    await stack.stop();
    rmSync(data, { recursive: true, force: true });
  }
});

/** The log-ids of all records in the folder's files that the default filter keeps. */
async function logIds(folder: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const file of globSync(join(folder, '*', 'MessageTracking', '*.LOG'))) {
    for await (const { records } of readLogFile(file, { filter: createRecordFilter() })) {
      for (const { values, layout } of records) ids.add(values[layout.columns.indexOf('log-id')]);
    }
  }
  return ids;
}
