import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDatabase } from '../index.ts';

const db = createDatabase({
  tables: [
    {
      name: 'TA',
      columns: [
        { name: 'a', type: 'string' },
        { name: 'x', type: 'long' },
      ],
    },
    {
      name: 'TB',
      columns: [
        { name: 'a', type: 'string' },
        { name: 'y', type: 'real' },
      ],
    },
    { name: 'Other', columns: [{ name: 'x', type: 'string' }] },
  ],
  now: () => new Date('2026-03-01T12:00:00Z'),
});
db.ingest('TA', [
  { a: 'p', x: 1 },
  { a: 'q r', x: 2 },
]);
db.ingest('TB', [{ a: 'p', y: 1.5 }]);
db.ingest('Other', [{ x: 'p' }]);
const ask = (kql: string) => {
  const { columns, rows } = db.query(kql);
  return { columns: columns.map((c) => c.name), rows };
};

describe('find', () => {
  it('packs what has no column of its own', () => {
    assert.deepEqual(ask('find in (TA, TB) where a == "p"'), {
      columns: ['source_', 'a', 'pack_'],
      rows: [
        ['TA', 'p', { x: 1 }],
        ['TB', 'p', { y: 1.5 }],
      ],
    });
  });
  it('takes a projection, a name for the source, and patterns', () => {
    assert.deepEqual(ask('find withsource=S in (T*) where a has "r" project a, x'), {
      columns: ['S', 'a', 'x'],
      rows: [['TA', 'q r', 2]],
    });
  });
  it('a column that a table lacks is null there', () => {
    assert.deepEqual(ask('find in (TA, TB) where isnull(y) and x > 1 project a').rows, [['TA', 'q r']]);
  });
});

describe('search over tables', () => {
  it('reads all tables, those of a list, those of a pattern', () => {
    assert.deepEqual(ask('search "p" | summarize n = count() by $table').rows, [
      ['TA', 1],
      ['TB', 1],
      ['Other', 1],
    ]);
    assert.deepEqual(ask('search in (TB, Other) "p" | count').rows, [[2]]);
    assert.deepEqual(ask('search in (T*) a : "r" | project $table, x').rows, [['TA', 2]]);
    assert.deepEqual(ask('search in (TA, TB) x == 1 | count').rows, [[1]]);
  });
});

describe('union', () => {
  it('of a pattern of names', () => {
    assert.deepEqual(ask('union withsource=S T* | project S, a'), {
      columns: ['S', 'a'],
      rows: [
        ['TA', 'p'],
        ['TA', 'q r'],
        ['TB', 'p'],
      ],
    });
  });
  it('kind=inner keeps the columns that all have, for the rest of the query', () => {
    assert.deepEqual(ask('union kind=inner TA, TB | distinct *'), { columns: ['a'], rows: [['p'], ['q r']] });
    assert.deepEqual(ask('TA | union kind=inner withsource=S TB | take 1').columns, ['S', 'a']);
    assert.throws(() => ask('union kind=inner TA, TB | where x == 1'), { code: 'KS142' });
  });
  it('columns of one name and several types get their types as suffixes', () => {
    assert.deepEqual(ask('union TA, Other | where x_string == "p"').columns, ['a', 'x_long', 'x_string']);
    assert.deepEqual(ask('union TA, Other, (print x_long = 1) | where x_long1 == 1').columns.sort(), [
      'a',
      'x_long',
      'x_long1',
      'x_string',
    ]);
  });
});

describe('views', () => {
  const views =
    'let V = view () { print a = "in V", z = 7 }; let F = () { print a = "in F" }; let W = view (n:long) { print a = "in W" };';

  it('are read by search and find over all tables, with their names', () => {
    assert.deepEqual(ask(`${views} search z == 7 | project $table, a`).rows, [['V', 'in V']]);
    assert.deepEqual(ask(`${views} search kind=case_sensitive "V" | project $table`).rows, [['V']]);
    assert.deepEqual(ask(`${views} find "V" | project source_`).rows, [['V']]);
    assert.deepEqual(ask(`${views} find where z == 7 project a`).rows, [['V', 'in V']]);
    assert.deepEqual(ask(`${views} search "in" | distinct $table`).rows, [['V']]);
  });
  it('belong to a pattern of names, functions do not', () => {
    const some =
      'let Tv = view () { print a = "v" }; let Tw = view () { print z = 1 }; let Tf = () { print f = 1 };';
    assert.deepEqual(ask(`${some} union withsource=S T* | where S in ("Tv", "Tw") | project S, a, z`).rows, [
      ['Tv', 'v', null],
      ['Tw', '', 1],
    ]);
    assert.deepEqual(ask(`${some} union Tv*, Tw*`).columns, ['a', 'z']);
    assert.deepEqual(ask(`${some} search in (T*) "v" | project $table`).rows, [['Tv']]);
    assert.throws(() => ask(`${some} union Nothing*`), { code: 'KS142' });
    assert.deepEqual(ask(`${some} union isfuzzy=true Nothing*, Tv* | project a`).rows, [['v']]);
  });
  it('are named where they are given', () => {
    assert.deepEqual(ask(`${views} search in (V) "in" | project $table`).rows, [['V']]);
  });
});

describe('other forms', () => {
  it('as with hint.materialized, consume, patterns', () => {
    assert.deepEqual(ask('TA | as hint.materialized=true X | union (X | take 1) | count').rows, [[3]]);
    assert.deepEqual(ask('TA | consume'), { columns: [], rows: [] });
    const pattern = 'declare pattern P = (a:string)[b:string] { ("k").["v w"] = { print c = a }; };';
    assert.deepEqual(ask(`${pattern} P("k").["v w"]`).rows, [['k']]);
    assert.throws(() => ask(`${pattern} P("k").["z"]`), { kind: 'bind' });
  });
  it('render keeps its properties', () => {
    const result = db.query('TA | render columnchart with (title = "T", kind = stacked)');
    assert.equal(result.render, 'columnchart');
    assert.deepEqual(result.renderProperties, { title: 'T', kind: 'stacked' });
  });
});
