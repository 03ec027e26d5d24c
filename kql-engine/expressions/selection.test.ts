import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createDatabase } from '../database.ts';

/** Conditions that have quicker ways over codes and plain numbers, and those that do not. */
const tests = [
  'n > 2',
  'n >= 2',
  'n < 2',
  'n <= 2',
  'n == 2',
  'n != 2',
  '2 < n',
  'n between (1 .. 3)',
  'n !between (1 .. 3)',
  'n > 9007199254740993',
  'r > 0.5',
  'r == real(nan)',
  'r != 1',
  't >= datetime(2026-03-01 00:00:02)',
  't between (datetime(2026-03-01) .. 3s)',
  's == "a"',
  's != "a"',
  's =~ "B"',
  's has "c"',
  's in ("a", "c d")',
  'tolower(s) startswith "b"',
  'strlen(s) > 1',
  'isempty(s)',
  's == u',
  'n > strlen(s)',
  'isnull(n)',
  'true',
];

const row = fc.record({
  s: fc.constantFrom('a', 'b', 'B', 'c d', ''),
  u: fc.constantFrom('a', 'b', ''),
  n: fc.constantFrom(0, 1, 2, 3, 4, null),
  r: fc.constantFrom(0.5, 1, 2, null),
  t: fc.constantFrom('2026-03-01T00:00:01Z', '2026-03-01T00:00:02Z', '2026-03-01T00:00:05Z', null),
});
const condition = fc.letrec<{ test: string }>((tie) => ({
  test: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(...tests),
    fc.tuple(tie('test'), fc.constantFrom('and', 'or'), tie('test')).map(([a, op, b]) => `(${a} ${op} ${b})`),
  ),
})).test;

function database(rows: object[]) {
  const db = createDatabase({
    tables: [
      {
        name: 'T',
        columns: [
          { name: 's', type: 'string' },
          { name: 'u', type: 'string' },
          { name: 'n', type: 'long' },
          { name: 'r', type: 'real' },
          { name: 't', type: 'datetime' },
        ],
      },
    ],
    now: () => new Date('2026-03-01T12:00:00Z'),
  });
  // enough rows that they are held as codes and plain numbers
  db.ingest('T', Array.from({ length: 300 }, () => rows as Record<string, unknown>[]).flat());
  return db;
}

describe('the rows where a condition is true', () => {
  it('are the same as by its value row by row', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), condition, (rows, test) => {
        const db = database(rows);
        // an array that is not constant keeps the condition from the quicker ways
        const slow = db.query(
          `T | extend hit = pack_array(${test}, rand())[0] | where hit == true | project s, u, n, r, t`,
        );
        const quick = db.query(`T | where ${test} | project s, u, n, r, t`);
        assert.deepEqual(quick.rows, slow.rows);
      }),
      { numRuns: 60 },
    );
  });

  it('are the same under iff, countif and a computed column', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), condition, (rows, test) => {
        const db = database(rows);
        const counts = db.query(
          `T | extend c = strcat(s, "-", iff(${test}, "yes", "no")) | summarize a = countif(${test}), b = countif(c endswith "yes")`,
        ).rows[0]!;
        const n = db.query(`T | where ${test} | count`).rows[0]![0];
        assert.deepEqual(counts, [n, n]);
      }),
      { numRuns: 30 },
    );
  });
});
