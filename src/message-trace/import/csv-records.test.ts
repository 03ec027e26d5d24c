import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CsvRecord, CsvRecords } from './csv-records.ts';

/** All records of a text that comes in pieces of `size` bytes, with their own text. */
async function read(text: string, size: number, delimiter = ',') {
  const bytes = Buffer.from(text);
  const records = new CsvRecords(delimiter);
  const found: { line: number; values: readonly string[]; reason?: string; raw: string }[] = [];
  const add = (batch: CsvRecord[]) => {
    for (const record of batch) {
      const { line, values, reason } = record;
      found.push({ line, values, ...(reason && { reason }), raw: records.textOf(record) });
    }
  };
  for (let at = 0; at < bytes.length; at += size) add(await records.push(bytes.subarray(at, at + size)));
  add(await records.end());
  return found;
}

test('records with their line and text', async () => {
  assert.deepEqual(await read('\ufeffa,b\r\n1,"x\r\ny"\r\n\r\n"3 ""q""",ä\r\nlast,', 5), [
    { line: 1, values: ['a', 'b'], raw: '\ufeffa,b' },
    { line: 2, values: ['1', 'x\r\ny'], raw: '1,"x\r\ny"' },
    { line: 5, values: ['3 "q"', 'ä'], raw: '"3 ""q""",ä' },
    { line: 6, values: ['last', ''], raw: 'last,' },
  ]);
});

test('a quote that is not closed costs its line, wherever it stands', async () => {
  const found = await read('a,b\n1,"open\n2,2\n3,"open too\n4,4', 3);
  assert.deepEqual(
    found.map(({ line, values, reason, raw }) => [line, reason ?? values.join('|'), raw]),
    [
      [1, 'a|b', 'a,b'],
      // The next quote closes it: one record, whose columns do not fit.
      [2, '1|"open\n2,2\n3,"open too', '1,"open\n2,2\n3,"open too'],
      [5, '4|4', '4,4'],
    ],
  );
  assert.deepEqual(
    (await read('a,b\n1,"open\n2,2\n3,3', 4)).map(({ line, reason, values }) => reason ?? [line, ...values]),
    [[1, 'a', 'b'], 'open-quote', [3, '2', '2'], [4, '3', '3']],
  );
});

test('an endless quote does not swallow the file, and its line is named', async () => {
  const row = `${'x'.repeat(100)},1\n`;
  const text = `a,b\n1,"open\n${row.repeat(30_000)}`;
  const found = await read(text, 1 << 16);
  assert.equal(found.length, 30_002);
  assert.deepEqual([found[1]!.line, found[1]!.reason, found[1]!.raw], [2, 'open-quote', '1,"open']);
  assert.deepEqual([found[2]!.line, found.at(-1)!.line], [3, 30_002]);
});

test('whatever is written as CSV is read back, wherever the pieces end', async () => {
  const value = fc.string({ unit: fc.constantFrom('a', 'ß', '🎄', '"', ',', ';', '\n', '\r\n', ' ', '=') });
  const table = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(',', ';'),
      async (rows, size, mark) => {
        const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(mark));
        // Files that were put together can end their lines in both ways.
        const found = await read(quoted.map((row, n) => row + (n % 2 ? '\n' : '\r\n')).join(''), size, mark);
        assert.deepEqual(
          found.map(({ values }) => values),
          rows,
        );
      },
    ),
    { numRuns: 300 },
  );
});
