/**
 * Exports in test/fixtures/message-trace against the rows, rejects and refusals that they have to give.
 * `UPDATE_GOLDEN=1 node --test src/message-trace/import/read-export.golden.test.ts` writes the expected files anew; read the
 * difference before you keep it.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { createRecordFilter } from '../../exchange/record-filter.ts';
import { isImportRefusal } from './import-refusal.ts';
import { type ImportBatch, readExport } from './read-export.ts';

const folder = new URL('../../../test/fixtures/message-trace/', import.meta.url);
const fixtures = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'));

async function read(name: string, pieceBytes: number) {
  const bytes = readFileSync(new URL(name, folder));
  const source = {
    name,
    rereadable: true,
    async *open() {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    },
  };
  const batches: ImportBatch[] = [];
  const options = {
    acceptedDomains: new Set(['contoso.com']),
    filter: createRecordFilter(),
    now: Date.parse('2026-11-21T09:00:00Z'),
  };
  try {
    for await (const batch of readExport(source, options)) batches.push(batch);
  } catch (error) {
    if (!isImportRefusal(error)) throw error;
    const { code, message, advice } = error;
    return { refused: { code, message, advice }, rows: batches.flatMap(({ rows }) => rows).length };
  }
  const last = batches.at(-1);
  return {
    kind: last?.kind ?? 'none',
    stream: last?.stream ?? 'none',
    rows: batches.flatMap(({ rows }) => rows.map(({ row, line }) => ({ line, ...JSON.parse(row) }))),
    rejects: batches.flatMap(({ rejects }) => rejects),
    filtered: batches.reduce((sum, { filtered }) => sum + filtered, 0),
    entries: last?.entries ?? 0,
  };
}

describe('golden exports of message traces', () => {
  test('there is one of each kind', async () => {
    const kinds = new Set<unknown>();
    for (const name of fixtures) {
      const expected = JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8'));
      kinds.add(expected.kind);
    }
    for (const kind of ['graph-json', 'cmdlet-json', 'cmdlet-csv', 'web-service-json', 'history-summary-csv'])
      assert.ok(kinds.has(kind), kind);
    assert.ok(kinds.has('history-detail-csv'));
  });

  for (const name of fixtures) {
    test(name, async () => {
      const actual = await read(name, 1 << 18);
      const expected = new URL(`${name}.expected.json`, folder);
      if (process.env.UPDATE_GOLDEN === '1') writeFileSync(expected, `${JSON.stringify(actual, null, 2)}\n`);
      assert.ok(existsSync(expected), `${expected.pathname} is missing`);
      assert.deepEqual(actual, JSON.parse(readFileSync(expected, 'utf8')));
      // Wherever the file is cut into pieces, it is read the same.
      assert.deepEqual(await read(name, 7), actual);
      assert.deepEqual(await read(name, 1), actual);
    });
  }
});
