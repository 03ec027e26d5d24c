import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDatabase } from '../index.ts';

const database = createDatabase({
  tables: [],
  now: () => new Date('2026-03-01T12:00:00Z'),
  limits: { resultRows: 10 },
});
const query = (kql: string) => database.query(kql);
const people = 'datatable(name:string, age:long)["ann",30,"bob",12,"ann",5]';

describe('fork', () => {
  it('gives a table for each sub-query over the same rows, with their names', () => {
    const { columns, rows, tables } = query(
      `${people} | fork young = (where age < 20) (count | as Total) (summarize max(age))`,
    );
    assert.deepEqual(columns, tables![0]!.columns);
    assert.deepEqual(rows, [
      ['bob', 12],
      ['ann', 5],
    ]);
    assert.deepEqual(
      tables!.map(({ name, columns: c, rows: r }) => [name, c.map((x) => x.name), r]),
      [
        ['young', ['name', 'age'], rows],
        ['Total', ['Count'], [[3]]],
        [undefined, ['max_age'], [[30]]],
      ],
    );
  });

  it('may stand before render', () => {
    const { tables, render } = query('print x = 1 | fork (project x) (count) | render linechart');
    assert.deepEqual(
      tables!.map((t) => t.rows),
      [[[1]], [[1]]],
    );
    assert.equal(render, 'linechart');
  });
  it('gives all sub-queries the same rows where these are by chance', () => {
    const { tables } = query(
      'range x from 1 to 3 step 1 | extend r = rand() | fork (summarize sum(r)) (summarize sum(r))',
    );
    assert.deepEqual(tables![0]!.rows, tables![1]!.rows);
  });

  it('lets a sub-query name its rows', () => {
    const { tables } = query(
      `${people} | fork (count) (as P | extend n = toscalar(P | count) | project n | take 1)`,
    );
    assert.deepEqual(tables![1]!.rows, [[3]]);
  });

  it('ends a query', () => {
    assert.throws(() => query(`let t = ${people} | fork (count) (count); t`), /operator fork/);
  });

  it('counts the rows of all tables', () => {
    assert.throws(() => query('range x from 1 to 6 step 1 | fork (take 6) (take 6)'), {
      code: 'E_QUERY_RESULT_SET_TOO_LARGE',
    });
  });
});

describe('facet', () => {
  it('gives the table of the with clause, then the values of each column and how often they are there', () => {
    const { tables } = query(`${people} | facet by name, age with (where age > 10 | project age)`);
    assert.deepEqual(
      tables!.map((t) => [t.columns.map((c) => `${c.name}:${c.type}`), t.rows]),
      [
        [['age:long'], [[30], [12]]],
        [
          ['name:string', 'count_name:long'],
          [
            ['ann', 2],
            ['bob', 1],
          ],
        ],
        [
          ['age:long', 'count_age:long'],
          [
            [30, 1],
            [12, 1],
            [5, 1],
          ],
        ],
      ],
    );
  });

  it('is one table for one column', () => {
    const { rows, tables } = query(`${people} | facet by name`);
    assert.deepEqual(
      [rows, tables],
      [
        [
          ['ann', 2],
          ['bob', 1],
        ],
        undefined,
      ],
    );
    assert.deepEqual(query(`${people} | take 0 | facet by name`).rows, []);
  });
});

describe('several statements', () => {
  it('give their tables in order', () => {
    const { rows, tables } = query(
      'let t = materialize(range x from 1 to 3 step 1); t | count | as N; t | where x > 2; print "a"',
    );
    assert.deepEqual(rows, [[3]]);
    assert.deepEqual(
      tables!.map((t) => [t.name, t.rows]),
      [
        ['N', [[3]]],
        [undefined, [[3]]],
        [undefined, [['a']]],
      ],
    );
  });

  it('of which one only is a table have one result', () => {
    assert.equal(query('let x = 1; print x;').tables, undefined);
  });
});
