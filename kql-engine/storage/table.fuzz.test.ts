import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openTable as open, testFolders } from '../testing/stored-table.ts';

const newFolder = testFolders();
const instant = fc
  .integer({ min: 0, max: 3000 })
  .map((m) => new Date(Date.UTC(2026, 5, 14) + m * 60_000).toISOString());
const oneOf = (...values: unknown[]) => fc.constantFrom(...values);
const row = fc.record(
  {
    TimeGenerated: fc.oneof(
      { weight: 9, arbitrary: instant },
      oneOf(null, '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.9999999Z'),
    ),
    text: fc.oneof(
      fc.constantFrom('a', 'b', 'B', '', 'ünï', 'Счёт'),
      fc.string({ unit: 'binary', maxLength: 4 }),
      oneOf('\ud800', 'x\udc00'),
    ),
    n: fc.oneof(
      fc.integer({ min: -5, max: 5 }),
      oneOf(null, 9_007_199_254_740_993n, -9_223_372_036_854_775_808n),
    ),
    i: fc.oneof(fc.integer(), oneOf(null)),
    r: fc.oneof(fc.double({ noNaN: true }), oneOf(null, -0, 1.5, 'NaN', '-Infinity')),
    b: oneOf(true, false, null),
    g: oneOf(null, '7f8b1d3c-0000-4000-8000-000000000001', '7f8b1d3c-0000-4000-8000-000000000002'),
    s: oneOf(null, '00:00:01', '-1.00:00:00.0000001', '10675199.02:48:05.4775807'),
    d: fc.oneof(
      fc.json({ maxDepth: 2 }),
      oneOf(
        null,
        { $t: 1 },
        { 2: 'b', 1: 'a' },
        [1.0, 2 ** 60, null],
        '{"a":1.0}',
        '{"__proto__":1}',
        '9007199254740993',
      ),
    ),
  },
  { requiredKeys: [] },
);

/** What is done to the tables between the questions. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.array(row, { maxLength: 13 }).map((rows) => ({ do: 'append' as const, rows })) },
  { weight: 1, arbitrary: fc.constant({ do: 'flush' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'reopen' as const }) },
);
const time = instant.map((t) => `datetime(${t})`);
const text = fc.constantFrom('a', 'b', '', 'ünï', 'Счёт', 'zz').map((t) => `'${t}'`);
const compared = fc.constantFrom('==', '<', '<=', '>', '>=', '!=');
const condition = fc.oneof(
  fc.tuple(time, time).map(([a, b]) => `TimeGenerated between (${a} .. ${b})`),
  fc.tuple(compared, time).map(([op, t]) => `TimeGenerated ${op} ${t}`),
  fc.tuple(time, compared).map(([t, op]) => `${t} ${op} TimeGenerated`),
  fc.integer({ min: 1, max: 50 }).map((h) => `TimeGenerated > ago(${h}h) - 1m`),
  fc.integer({ min: 1, max: 50 }).map((h) => `TimeGenerated between (ago(${h}h) .. 5h)`),
  fc.tuple(fc.constantFrom('==', '!=', '=~', 'has'), text).map(([op, t]) => `text ${op} ${t}`),
  fc.array(text, { minLength: 1, maxLength: 3 }).map((list) => `text in (${list.join(', ')})`),
  fc.tuple(compared, fc.integer({ min: -5, max: 5 })).map(([op, n]) => `n ${op} ${n}`),
  fc.constantFrom(
    'n > 9007199254740992',
    'n == long(9007199254740993)',
    'n < 2.5',
    'i >= 0',
    'r < 0.0',
    'r > 1.0',
    'r == 0.0',
    's < 1s',
    's == 1s',
    'isnull(n)',
    'b',
    'n == i',
    'isnotempty(d)',
  ),
);
const question = fc
  .tuple(fc.array(condition, { minLength: 1, maxLength: 3 }), fc.constantFrom(' and ', ' or ', ' | where '))
  .map(([parts, joint]) => parts.join(joint));

describe('a stored table', () => {
  it('answers as one in memory, whatever was appended, flushed, spilled and opened again', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        fc.array(question, { minLength: 1, maxLength: 4 }),
        (steps, questions) => {
          const directory = newFolder();
          const plain = open(undefined, { segmentRows: 65_536 });
          const segmented = open();
          let stored = open(directory);
          for (const s of steps) {
            if (s.do === 'append') for (const db of [plain, segmented, stored]) db.ingest('T', s.rows);
            else {
              stored.flush();
              assert.equal(stored.durableEnd('T'), plain.count('T'));
              if (s.do === 'reopen') stored = open(directory);
            }
          }
          for (const db of [segmented, stored]) {
            assert.equal(db.count('T'), plain.count('T'));
            assert.deepEqual([...db.rows('T')], [...plain.rows('T')]);
          }
          for (const asked of questions) {
            // behind take a condition does not get to the table
            const all = plain.query(`T | take 1000000 | where ${asked}`).rows;
            for (const db of [plain, segmented, stored]) {
              assert.deepEqual(db.query(`T | where ${asked}`).rows, all, asked);
              const behind = `T | extend k = n | project-rename m = i | where ${asked.replaceAll(/\bi\b/g, 'm')}`;
              assert.deepEqual(db.query(`${behind} | project-away k`).rows, all, behind);
            }
          }
          rmSync(directory, { recursive: true, force: true });
        },
      ),
      { numRuns: 25 },
    );
  });
});
