/**
 * Fixtures in test/fixtures/message-tracking against the rows and rejects that they have to give, with probes left
 * out. `UPDATE_GOLDEN=1 node --test src/exchange/log-reader.golden.test.ts` writes the expected files anew; read the difference
 * before you keep it.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createRowWriter } from '../streams/write-row.ts';
import { LogReader } from './log-reader.ts';
import type { LogBatch } from './log-record.ts';
import { createRecordFilter } from './record-filter.ts';

const folder = new URL('../../test/fixtures/message-tracking/', import.meta.url);
const fixtures = readdirSync(folder).filter((name) => /\.log$/i.test(name));

function read(bytes: Buffer, file: string, final: boolean) {
  const reader = new LogReader({ filter: createRecordFilter(), file });
  const batches: LogBatch[] = [reader.push(bytes), reader.end({ final })];
  const write = createRowWriter({ FilePath: file, Computer: 'MBX01', collector: 'Function' });
  return {
    rows: batches.flatMap(({ records }) =>
      records.map((record) => ({ line: record.line, offset: record.offset, ...JSON.parse(write(record)) })),
    ),
    rejects: batches.flatMap(({ rejects }) => rejects),
    filtered: batches.reduce((sum, { filtered }) => sum + filtered, 0),
    state: reader.state,
  };
}

describe('golden message tracking logs', () => {
  test('there are fixtures', () => assert.ok(fixtures.length >= 15, `${fixtures.length} fixtures`));

  for (const name of fixtures) {
    test(name, () => {
      const bytes = readFileSync(new URL(name, folder));
      const actual = read(bytes, name, true);
      const expected = new URL(name.replace(/\.log$/i, '.expected.json'), folder);
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, `${JSON.stringify(actual, null, 2)}\n`);
      assert.ok(existsSync(expected), `${expected.pathname} is missing`);
      assert.deepEqual(actual, JSON.parse(readFileSync(expected, 'utf8')));
      assert.equal(actual.state.offset, bytes.length);
    });
  }
});
