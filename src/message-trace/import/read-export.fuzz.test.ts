/** Damaged exports: they are refused or read, entry by entry, and no damage makes a row whose values are shifted. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { isImportRefusal } from './import-refusal.ts';
import { type ImportBatch, readExport } from './read-export.ts';

const folder = new URL('../../../test/fixtures/message-trace/', import.meta.url);
const names = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'));
const files = new Map(names.map((name) => [name, readFileSync(new URL(name, folder))]));

/** Bytes cut out at a place, with others put in. */
interface Damage {
  readonly at: number;
  readonly cut: number;
  readonly put: Uint8Array | string;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat({ max: 200 }),
  put: fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.constantFrom('', '"', ',', '\n', '\r\n', '{', '}', '[', ']', '\\', '##', ';', '\0', '"\n"', '","'),
  ),
});

function damaged(bytes: Buffer, places: readonly Damage[]): Buffer {
  let result = bytes;
  for (const { at, cut, put } of places) {
    const from = Math.floor(at * result.length);
    result = Buffer.concat([result.subarray(0, from), Buffer.from(put), result.subarray(from + cut)]);
  }
  return result;
}

async function read(bytes: Buffer, size: number): Promise<ImportBatch[]> {
  const source = {
    name: 'export',
    rereadable: true,
    async *open() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
  const options = { acceptedDomains: new Set<string>(), now: Date.parse('2026-11-21T09:00:00Z') };
  const batches: ImportBatch[] = [];
  try {
    for await (const batch of readExport(source, options)) batches.push(batch);
  } catch (error) {
    if (!isImportRefusal(error)) throw error;
  }
  return batches;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const time = /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?Z$/;

test('whatever happens to an export, it is read to its end, and rows are whole', async () => {
  const places = fc.array(damage, { minLength: 1, maxLength: 4 });
  const sizes = fc.constantFrom(64, 1000, 1 << 18);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...names), places, sizes, async (name, where, size) => {
      for (const { stream, rows, rejects } of await read(damaged(files.get(name)!, where), size)) {
        for (const { row } of rows) {
          const values = JSON.parse(row) as Record<string, string>;
          const traces = stream === 'Custom-MessageTrace';
          assert.match((traces ? values.receivedDateTime : values.TimeGenerated) ?? '', time);
          if (!traces) continue;
          assert.match(values.traceId ?? '', guid);
          assert.ok(values.recipientAddress);
        }
        for (const { line, reason, message } of rejects)
          assert.ok(line >= 1 && reason !== undefined && message);
      }
    }),
    { numRuns: 3000 },
  );
});
