import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createDatabase } from '../index.ts';
import { ask } from '../testing/ask.ts';

const T = 'datatable(k:long, s:string, r:real)[1,"a",1.5, 2,"b",real(null), 1,"a",2.5, long(null),"",0.0]';
const rows = (kql: string) => ask(kql).rows;

describe('columns', () => {
  it('extend replaces in place and adds at the end, all from the old row', () => {
    assert.deepEqual(ask('print a = 1, b = 2 | extend a = b, c = a'), {
      columns: ['a', 'b', 'c'],
      rows: [[2, 2, 1]],
    });
  });
  it('have the names that Kusto gives them', () => {
    assert.deepEqual(
      ask(`${T} | summarize count(), sum(r), max(s), dcount(k), make_set(s) by bin(k, 10)`).columns,
      ['k', 'count_', 'sum_r', 'max_s', 'dcount_k', 'set_s'],
    );
    assert.deepEqual(ask('print 1, x = 2, strlen("a")').columns, ['print_0', 'x', 'print_2']);
  });
  it('can be left out, kept, renamed and reordered', () => {
    const t = 'print a = 1, b = 2, ab = 3';
    assert.deepEqual(ask(`${t} | project-away a*`).columns, ['b']);
    assert.deepEqual(ask(`${t} | project-keep a*`).columns, ['a', 'ab']);
    assert.deepEqual(ask(`${t} | project-rename x = a`), {
      columns: ['x', 'b', 'ab'],
      rows: [[1, 2, 3]],
    });
    assert.deepEqual(ask(`${t} | project-reorder ab, b`), { columns: ['ab', 'b', 'a'], rows: [[3, 2, 1]] });
  });
});

describe('summarize', () => {
  it('groups null as a value of its own and passes over nulls in aggregates', () => {
    assert.deepEqual(rows(`${T} | summarize count(), sum(r), avg(r), min(r) by k`), [
      [1, 2, 4, 2, 1.5],
      [2, 1, 0, Number.NaN, null],
      [null, 1, 0, 0, 0],
    ]);
  });
  it('gives one row for nothing, and none with by', () => {
    assert.deepEqual(
      rows(`${T} | where k == 99 | summarize count(), sum(k), max(k), make_list(k), dcount(k)`),
      [[0, 0, null, [], 0]],
    );
    assert.deepEqual(rows(`${T} | where k == 99 | summarize count() by k`), []);
  });
  it('calculates with aggregates', () => {
    assert.deepEqual(
      ask(
        'range x from 1 to 4 step 1 | summarize share = 100.0 * countif(x > 1) / count(), strcat("n", tostring(sum(x)))',
      ).rows,
      [[75, 'n10']],
    );
  });
  it('takes whole rows with arg_max and arg_min', () => {
    assert.deepEqual(
      ask(
        'datatable(g:string, v:long, o:string)["a",1,"x", "a",3,"y", "b",long(null),"z"] | summarize arg_max(v, *) by g',
      ),
      {
        columns: ['g', 'v', 'o'],
        rows: [
          ['a', 3, 'y'],
          ['b', null, 'z'],
        ],
      },
    );
    assert.deepEqual(rows('datatable(v:long, o:string)[1,"x", 3,"y"] | summarize arg_min(v, o)'), [[1, 'x']]);
  });
  it('averages times to the tick', () => {
    assert.deepEqual(
      rows(
        'datatable(t:datetime, d:timespan)[datetime(9999-01-01),1tick, datetime(9999-01-03),4tick] | summarize avg(t), avg(d), sum(d)',
      ),
      [['9999-01-02T00:00:00.0000000Z', '00:00:00.0000002', '00:00:00.0000005']],
    );
  });
  it('may be read twice', () => {
    assert.deepEqual(rows('let t = range x from 1 to 3 step 1 | summarize n = count(); union t, t'), [
      [3],
      [3],
    ]);
  });
  it('finds percentiles by nearest rank', () => {
    assert.deepEqual(
      rows('range x from 1 to 10 step 1 | summarize percentiles(x, 0, 50, 95, 100), percentile(x, 30)'),
      [[1, 5, 10, 10, 3]],
    );
  });
  it('collects lists, sets and bags', () => {
    assert.deepEqual(
      rows(
        'datatable(v:long, d:dynamic)[1,dynamic({"a":1}), 2,dynamic([5,6]), 2,dynamic(null), long(null),dynamic({"a":2,"b":3})] | summarize make_list(v), make_set(v), make_bag(d), make_list(d), make_list_if(v, v > 1)',
      ),
      [[[1, 2, 2], [1, 2], { a: 1, b: 3 }, [{ a: 1 }, 5, 6, null, { a: 2, b: 3 }], [2, 2]]],
    );
  });
});

describe('sort, top and take', () => {
  it('sort is descending, null smallest, unless told otherwise', () => {
    const t = 'datatable(x:long)[2, long(null), 3, 1]';
    const of = (by: string) => rows(`${t} | sort by ${by}`).flat();
    assert.deepEqual(of('x'), [3, 2, 1, null]);
    assert.deepEqual(of('x asc'), [null, 1, 2, 3]);
    assert.deepEqual(of('x asc nulls last'), [1, 2, 3, null]);
    assert.deepEqual(of('x desc nulls first'), [null, 3, 2, 1]);
  });
  it('are ordered, keep all rows and are stable; top is the head of sort', () => {
    const db = createDatabase({
      tables: [
        {
          name: 'T',
          columns: [
            { name: 'x', type: 'int' },
            { name: 'y', type: 'string' },
            { name: 'n', type: 'long' },
          ],
        },
      ],
      now: () => new Date(0),
    });
    const row = fc.record({
      x: fc.option(fc.integer({ min: -3, max: 3 })),
      y: fc.constantFrom('', 'a', 'B', 'b', 'é'),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.integer({ min: 0, max: 20 }), (list, count) => {
        db.clear('T');
        db.ingest(
          'T',
          list.map((r, n) => ({ ...r, n })),
        );
        const sorted = db.query('T | sort by x asc, y desc').rows;
        assert.equal(new Set(sorted.map((r) => r[2])).size, list.length);
        for (let i = 1; i < sorted.length; i++) {
          const [a, b] = [sorted[i - 1]!, sorted[i]!] as [number | null, string, number][];
          const x = (a![0] ?? -9) - (b![0] ?? -9);
          assert.ok(x < 0 || (x === 0 && (a![1] > b![1] || (a![1] === b![1] && a![2] < b![2]))));
        }
        const best = db.query(`T | top ${count} by x`).rows.map((r) => r[0]);
        assert.deepEqual(
          best,
          db.query(`T | sort by x | take ${count}`).rows.map((r) => r[0]),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('union', () => {
  it('takes all columns, splits types, and names its sources', () => {
    assert.deepEqual(ask('union withsource=src (print a = 1), (print a = "x", b = 2) | sort by src asc'), {
      columns: ['src', 'a_long', 'a_string', 'b'],
      rows: [
        ['union_arg0', 1, '', null],
        ['union_arg1', null, 'x', 2],
      ],
    });
  });
});

describe('mv-expand and mv-apply', () => {
  it('repeat the row for each element; an empty array drops it, null keeps it', () => {
    assert.deepEqual(
      rows(
        'datatable(n:long, d:dynamic)[1,dynamic([10,20]), 2,dynamic([]), 3,dynamic(null), 4,dynamic({"a":1,"b":2})] | mv-expand d',
      ),
      [
        [1, 10],
        [1, 20],
        [3, null],
        [4, { a: 1 }],
        [4, { b: 2 }],
      ],
    );
  });
  it('zip parallel arrays, convert and count', () => {
    assert.deepEqual(
      rows(
        'print a = dynamic([1, 2, 3]), b = dynamic(["x"]) | mv-expand with_itemindex=i a to typeof(long), b to typeof(string)',
      ).map((r) => [...r].sort()),
      [
        [0, 1, 'x'],
        [1, 2, ''],
        [2, 3, ''],
      ].map((r) => [...r].sort()),
    );
  });
  it('run a sub-query for each row', () => {
    assert.deepEqual(
      rows(
        'datatable(n:long, d:dynamic)[1,dynamic([3,1,2]), 2,dynamic([9])] | mv-apply x = d to typeof(long) on (summarize total = sum(x), most = max(x)) | project n, total, most',
      ),
      [
        [1, 6, 3],
        [2, 9, 9],
      ],
    );
  });
});

describe('parse, parse-where and parse-kv', () => {
  it('fill columns, or leave the whole row empty', () => {
    const t = 'datatable(s:string)["name=ann age=30!", "name=bob age=x!", "none"]';
    assert.deepEqual(rows(`${t} | parse s with "name=" name " age=" age:int "!" | project name, age`), [
      ['ann', 30],
      ['', null],
      ['', null],
    ]);
    assert.deepEqual(
      rows(`${t} | parse kind=relaxed s with "name=" name " age=" age:int "!" | project name, age`),
      [
        ['ann', 30],
        ['bob', null],
        ['', null],
      ],
    );
    assert.deepEqual(rows(`${t} | parse-where s with "name=" name " age=" age:int "!" | project name`), [
      ['ann'],
    ]);
    assert.deepEqual(
      rows(`${t} | parse kind=regex s with * "n[a-z]+=" name "\\\\s+age=" age:int * | project name, age`),
      [
        ['ann', 30],
        ['', null],
        ['', null],
      ],
    );
  });
  it('read pairs', () => {
    assert.deepEqual(
      rows(
        'print s = "a=1; b=\\"x; y\\"" | parse-kv s as (a:int, b:string, c:string) with (pair_delimiter=";", kv_delimiter="=", quote="\\"") | project a, b, c',
      ),
      [[1, 'x; y', '']],
    );
  });
});

describe('make-series', () => {
  it('fills a dense axis', () => {
    assert.deepEqual(
      rows('datatable(t:long, v:long)[0,1, 2,3] | make-series s = sum(v) default=0 on t from 0 to 6 step 2'),
      [
        [
          [1, 3, 0],
          [0, 2, 4],
        ],
      ],
    );
  });
});
