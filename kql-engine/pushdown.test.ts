import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createDatabase, type KqlError } from './index.ts';
import { testFolders } from './testing/stored-table.ts';
import type { Column } from './types.ts';

const newFolder = testFolders();
const now = () => new Date('2026-06-15T12:00:00Z');
const columns: Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'text', type: 'string' },
  { name: 'n', type: 'long' },
  { name: 'other', type: 'string' },
];
const functions = [
  { name: 'Parser', body: "T | extend label = strcat(text, '!') | project-rename Subject = other" },
  {
    name: 'Older',
    parameters: '(since:datetime, name:string)',
    body: 'T | where TimeGenerated > since | where text == name',
  },
  {
    name: 'Piped',
    parameters: '(R:(TimeGenerated:datetime, n:long))',
    body: 'R | extend m = n * 2 | project TimeGenerated, n, m',
  },
  {
    name: 'Both',
    body: 'union isfuzzy=true (T | project TimeGenerated, n, text), (U | project TimeGenerated, n, text), Missing',
  },
];

/** T and U with 32 hours in segments of eight, t0 to t3 in T, u0 to u3 in U. Rows are in one segment each per text. */
function open(onDisk = true) {
  const rows = (letter: string) =>
    Array.from({ length: 32 }, (_, h) => ({
      TimeGenerated: new Date(Date.UTC(2026, 5, 14) + h * 3_600_000).toISOString(),
      text: `${letter}${h >> 3}`,
      n: h,
      other: `row ${h}`,
    }));
  const options = {
    tables: ['T', 'U'].map((name) => ({ name, columns })),
    functions,
    now,
    storage: { segmentRows: 8, ...(onDisk ? { directory: newFolder() } : {}) },
  };
  const db = createDatabase(options);
  db.ingest('T', rows('t'));
  db.ingest('U', rows('u'));
  return onDisk ? createDatabase(options) : db;
}

/** What a query on fresh tables reads: rows of its result, segments, columns from disk. */
function spent(kql: string, timespan?: string) {
  const db = open();
  const { rows } = db.query(kql, timespan === undefined ? {} : { timespan });
  const { segmentsScanned, segmentsSkipped, columnsRead } = db.counters;
  return [rows.length, segmentsScanned, segmentsSkipped, columnsRead];
}

const LAST = 'where TimeGenerated >= datetime(2026-06-15)';

describe('conditions get to the table', () => {
  it('through operators that leave their columns as they are', () => {
    // 8 rows; 1 segment read, 3 not; TimeGenerated and n read
    const one = [8, 1, 3, 2];
    for (const steps of [
      'extend m = n + 1',
      'project TimeGenerated, n, text',
      'project-rename k = text',
      'project-away other',
      'project-keep TimeGenerated, n',
      'project-reorder n',
      'serialize',
      'as X',
      'where n >= 0',
      'extend a = n | project-rename b = a | where n < 1000 | project b, n, TimeGenerated',
      'sort by n asc',
    ])
      assert.deepEqual(spent(`T | ${steps} | ${LAST} | project n`), one, steps);
    assert.deepEqual(
      spent(`T | extend t = TimeGenerated | where t >= datetime(2026-06-15) | project n`),
      one,
    );
    assert.deepEqual(spent(`T | parse other with 'row ' k:long | ${LAST} | project n, k`), [8, 1, 3, 3]);
    assert.deepEqual(spent(`T | parse-kv other as (a:string) | ${LAST} | project n`), [8, 1, 3, 3]);
    assert.deepEqual(spent(`T | mv-expand e = range(n, n) to typeof(long) | ${LAST} | project n`), one);
    assert.deepEqual(spent("T | summarize max(n) by text | where text == 't1'"), [1, 1, 3, 2]);
    assert.deepEqual(spent("T | distinct text | where text in ('t1', 't2')"), [2, 2, 2, 2]);
    assert.deepEqual(
      spent("let names = dynamic(['t1', 'x']); T | extend a = 1 | where text in (names) | project n"),
      one,
    );
  });

  it('through let names, functions and parsers', () => {
    assert.deepEqual(spent(`let p = T | extend m = n; p | ${LAST} | project m`), [8, 1, 3, 2]);
    assert.deepEqual(spent(`let p = () { T | extend m = n }; p | ${LAST} | project m`), [8, 1, 3, 2]);
    assert.deepEqual(
      spent("Parser | where TimeGenerated > ago(1d) and text == 't3' | project Subject"),
      [8, 1, 3, 3],
    );
    assert.deepEqual(
      spent("Parser() | where label startswith 't' and text == 't3' | project label"),
      [8, 1, 3, 1],
    );
    assert.deepEqual(spent("Older(ago(1d), 't3') | project n"), [8, 1, 3, 3]);
    assert.deepEqual(spent("let f = (x:string) { T | where text == x }; f('t0') | project n"), [8, 1, 3, 2]);
    assert.deepEqual(spent(`T | invoke Piped() | ${LAST} | project m`), [8, 1, 3, 2]);
    assert.deepEqual(spent("Both | where text == 'u2' | project n"), [8, 1, 7, 2]);
  });

  it('of the timespan through all of them', () => {
    const last = '2026-06-15T00:00:00Z/PT8H';
    assert.deepEqual(spent('Parser | project n', last), [8, 1, 3, 2]);
    assert.deepEqual(spent('Both | project n', last), [16, 2, 6, 4]);
    assert.deepEqual(spent('T | join kind=inner U on n | project n', last), [8, 2, 6, 4]);
    assert.deepEqual(spent('search in (T, U) "row 30" | project n', last)[1], 2);
    assert.deepEqual(spent('print x = toscalar(T | count)', last), [1, 1, 3, 1]);
  });

  it('of a union, in each of its inputs, or without some of them', () => {
    assert.deepEqual(spent(`union T, U | ${LAST} | project n`), [16, 2, 6, 4]);
    assert.deepEqual(spent(`union withsource=from T, U | where from == 'U' | project n`), [32, 4, 0, 4]);
    assert.deepEqual(
      spent(`T | union (U | project TimeGenerated) | where text == 't1' | project n`),
      [8, 1, 3, 2],
    );
    assert.deepEqual(
      spent(`T | union (U | project TimeGenerated) | where text == '' | project n`),
      [32, 4, 4, 0],
    );
    assert.deepEqual(
      spent(`union T, (U | project-rename k = n) | where n == 3 | project TimeGenerated`),
      [1, 1, 3, 2],
    );
  });

  it('of a join, on the sides where they change nothing else', () => {
    const joined = (kind: string, condition: string) =>
      spent(
        `T | join kind=${kind} (U | project n, u = text, k = TimeGenerated) on n | where ${condition} | project ${
          /^right.*(?:semi|anti)/.test(kind) ? 'u' : 'text'
        }`,
      ).slice(0, 3);
    assert.deepEqual(joined('inner', "text == 't1'"), [8, 5, 3]);
    assert.deepEqual(joined('inner', "u == 'u1'"), [8, 5, 3]);
    assert.deepEqual(joined('inner', "text == 't1' and u == 'u1'"), [8, 2, 6]);
    assert.deepEqual(joined('inner', 'n <= 7'), [8, 2, 6]);
    assert.deepEqual(joined('innerunique', "text == 't1'"), [8, 8, 0]);
    assert.deepEqual(joined('innerunique', 'n <= 7'), [8, 2, 6]);
    assert.deepEqual(joined('innerunique', "u == 'u1'"), [8, 5, 3]);
    assert.deepEqual(joined('leftouter', "text == 't1'"), [8, 5, 3]);
    assert.deepEqual(joined('leftouter', "u == ''"), [0, 8, 0]);
    assert.deepEqual(joined('leftanti', "text == 't1'"), [0, 5, 3]);
    assert.deepEqual(joined('leftsemi', 'n <= 7'), [8, 2, 6]);
    assert.deepEqual(joined('rightouter', "u == 'u1'"), [8, 5, 3]);
    assert.deepEqual(joined('rightsemi', "u == 'u1'"), [8, 5, 3]);
    assert.deepEqual(joined('fullouter', 'n <= 7'), [8, 8, 0]);
    const lookedUp = `T | lookup (U | project n, u = text) on n | where n <= 7 | project u`;
    assert.deepEqual(spent(lookedUp).slice(0, 3), [8, 2, 6]);
  });
});

describe('conditions stay where they would change the answer', () => {
  const db = open(false);
  const asked = (kql: string) => db.query(kql).rows;

  it('behind what looks at other rows', () => {
    assert.deepEqual(asked('T | serialize | extend p = prev(n) | where n == 8 | project p'), [[7]]);
    assert.deepEqual(asked('T | serialize r = row_number() | where n == 8 | project r'), [[9]]);
    assert.deepEqual(asked('T | serialize | where prev(n) == 7 | where n == 8 | count'), [[1]]);
    assert.deepEqual(asked('T | take 8 | extend a = 1 | where n == 24 | count'), [[0]]);
    assert.deepEqual(asked('T | top 8 by n asc | where n == 24 | count'), [[0]]);
    assert.deepEqual(asked("T | summarize c = count(), text = any('t1') | where text == 't1'"), [[32, 't1']]);
    assert.deepEqual(
      asked('let all = materialize(T | extend a = 1); all | where n == 24 | union (all | count) | count'),
      [[2]],
    );
  });

  it('on columns that were made anew under the name of another', () => {
    assert.deepEqual(asked('T | extend n = n + 24 | where n == 24 | count'), [[1]]);
    assert.deepEqual(asked("T | project text = other, n | where text == 'row 9' | project n"), [[9]]);
    assert.deepEqual(
      asked("T | project-rename a = text | project-rename text = other | where text == 'row 9' | project n"),
      [[9]],
    );
    assert.deepEqual(asked("T | parse other with text ' ' * | where text == 'row' | count"), [[32]]);
    assert.deepEqual(asked('T | mv-expand n = range(0, 1) | where n == 1 | count'), [[32]]);
    assert.deepEqual(asked('T | summarize n = max(n) by text | where n == 7 | project text'), [['t0']]);
  });

  it('in joins that show the rows that are missing', () => {
    const side = 'U | where n < 4 | project n, u = text';
    assert.deepEqual(asked(`T | join kind=fullouter (${side}) on n | where u == '' | count`), [[28]]);
    assert.deepEqual(asked(`T | join kind=leftouter (${side}) on n | where u == '' | count`), [[28]]);
    assert.deepEqual(
      asked(`T | where n > 1 | join kind=rightouter (${side}) on n | where text == '' | count`),
      [[2]],
    );
    // of the left rows with one key the first is taken that meets what is asked of left columns right behind (documented)
    const left = "datatable(k:long, a:string) [1, 'x', 1, 'y']";
    assert.deepEqual(asked(`${left} | join (print k = 1) on k | where a == 'y' | count`), [[1]]);
    assert.deepEqual(asked(`${left} | join (print k = 1) on k | count | where Count > 1`), []);
  });
});

describe('where behind any pipe', () => {
  it('gives what it gives when nothing is left out before', () => {
    const db = open(false);
    const step = fc.constantFrom(
      'extend m = n % 5',
      'extend text = strcat(text, "x")',
      'project TimeGenerated, n, text = other, other = text',
      'project-rename a = n | extend n = a',
      'where n % 3 != 1',
      'sort by n desc',
      'serialize',
      'union (T | extend n = n + 100)',
      'join kind=leftouter (U | project n, k = n) on n | project-away n1, k',
      'join kind=innerunique (U | project text = strcat("t", n % 4), k = n) on text | project-away text1, k',
      'join kind=rightouter (U | project n, k = n) on n | project-away n1, k',
      'lookup (U | project n, k = n) on n | project-away k',
      'summarize n = max(n), other = any(other) by text, TimeGenerated',
      'distinct TimeGenerated, text, n, other',
      'mv-expand e = range(0, 1) | project-away e',
      'take 20',
      'parse other with * "row " e:long | project-away e',
      'as Y',
    );
    const condition = fc.constantFrom(
      "text == 't1'",
      "text == ''",
      'n < 9',
      'n between (3 .. 17)',
      LAST.slice(6),
      "other == 'row 9'",
      "text in ('t2', 't1x', 'u1')",
      'n == 110',
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 4 }),
        fc.array(condition, { minLength: 1, maxLength: 2 }),
        (steps, conditions) => {
          const pipe = ['T', ...steps].join(' | ');
          const wheres = conditions.map((c) => `where ${c}`).join(' | ');
          let asked: unknown[][];
          try {
            asked = db.query(`${pipe} | ${wheres}`).rows;
          } catch (error) {
            fc.pre((error as KqlError).kind !== 'bind');
            throw error;
          }
          assert.deepEqual(
            asSet(asked),
            asSet(db.query(`${pipe} | take 1000000 | ${wheres}`).rows),
            `${pipe} | ${wheres}`,
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});

function asSet(rows: unknown[][]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}
