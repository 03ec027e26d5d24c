import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ask } from '../testing/ask.ts';
import { openTable, testFolders } from '../testing/stored-table.ts';

const folder = testFolders();

const ROWS = 70_000;

/** Rows in groups, summarized into columns that hang on each other's rows and others that do not. */
function summarized(groups: number, rest: string): unknown[][] {
  return ask(
    `range n from 0 to ${ROWS - 1} step 1
    | extend g = n % ${groups}, name = strcat('name ', n)
    | summarize arg_max(n, name), First = arg_min(n, name), Count = count(), Sum = sum(n), Some = make_set(n % 7) by g
    ${rest}`,
  ).rows;
}

describe('summarize with arg_max', () => {
  for (const groups of [3, 20_000]) {
    it(`gives every column of ${groups} groups`, () => {
      const found = summarized(groups, '| sort by g asc | take 2');
      const expected = [0, 1].map((g) => {
        const own = Array.from({ length: Math.ceil((ROWS - g) / groups) }, (_, i) => g + i * groups);
        const last = own.at(-1)!;
        const set = [...new Set(own.map((n) => n % 7))];
        const sum = own.reduce((all, n) => all + n, 0);
        return [g, last, `name ${last}`, g, `name ${g}`, own.length, sum, set];
      });
      assert.deepEqual(found, expected);
    });
  }

  it('reads no column for an aggregate that nobody reads', () => {
    const rows = Array.from({ length: 16 }, (_, n) => ({ n, i: n % 2, text: `text ${n}`, r: n / 2 }));
    const reads = (read: string) => {
      const database = openTable(folder());
      database.ingest('T', rows);
      database.query(`T | summarize arg_max(n, text), make_set(r) by i | project ${read}`);
      return database.counters.columnsRead;
    };
    // of two segments; the last row of a group has its text in the second
    assert.equal(reads('i'), 2);
    assert.equal(reads('n'), 4);
    assert.equal(reads('text'), 5);
    assert.equal(reads('set_r'), 4);
  });

  it('has the same columns in every order of reading', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(['name', 'name1', 'Count', 'Sum', 'Some', 'n'], { minLength: 1 }),
        (names) => {
          const all = summarized(5, `| sort by g asc | project ${names.join(', ')}`);
          const one = names.map((name) => summarized(5, `| sort by g asc | project ${name}`));
          assert.deepEqual(
            all,
            all.map((_, row) => one.map((column) => column[row]![0])),
          );
        },
      ),
      { numRuns: 5 },
    );
  });
});

describe('make_set', () => {
  it('keeps the first of equal values in their order, few or many', () => {
    for (const many of [3, 8, 9, 100]) {
      const rows = ask(
        `range n from 0 to 999 step 1 | summarize make_set(n % ${many}), make_set(strcat(n % ${many}), 5)`,
      ).rows;
      const list = Array.from({ length: many }, (_, i) => i);
      assert.deepEqual(rows, [[list, list.slice(0, 5).map(String)]]);
    }
  });

  it('takes the elements of arrays one by one', () => {
    assert.deepEqual(
      ask('range n from 0 to 20 step 1 | summarize make_set(pack_array(n % 4, n % 10))').rows,
      [[[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]]],
    );
  });
});
