import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { createDatabase, KqlError } from './index.ts';
import type { Column } from './types.ts';

const now = () => new Date('2026-03-01T12:00:00Z');
const chain = (length: number, body: (next: string) => string) =>
  Array.from({ length }, (_, i) => ({
    name: `Level${i}`,
    body: i === length - 1 ? 'print x = 1' : body(`Level${i + 1}`),
  }));
const wide: Column[] = Array.from({ length: 200 }, (_, i) => ({ name: `c${i}`, type: 'string' }));
const db = createDatabase({
  tables: [
    {
      name: 'T',
      columns: [
        { name: 'x', type: 'long' },
        { name: 's', type: 'string' },
      ],
    },
    { name: 'Wide', columns: wide },
    { name: 'Big', columns: [{ name: 's', type: 'string' }] },
  ],
  functions: [
    { name: 'Ping', parameters: '(n:long)', body: 'Pong(n)' },
    { name: 'Pong', parameters: '(n:long)', body: 'Ping(n)' },
    { name: 'PingRows', body: 'PongRows | extend a = 1' },
    { name: 'PongRows', body: 'PingRows | extend b = 1' },
    ...chain(18, (next) => `union ${next}, ${next}`),
  ],
  now,
  limits: {
    operatorRows: 50_000,
    madeRows: 500_000,
    resultRows: 1000,
    resultBytes: 2_000_000,
    timeMs: 120_000,
  },
});
db.ingest(
  'T',
  Array.from({ length: 200 }, (_, x) => ({ x, s: `s${x}` })),
);
db.ingest(
  'Wide',
  Array.from({ length: 300 }, (_, r) => Object.fromEntries(wide.map(({ name }) => [name, `${name} ${r}`]))),
);
// 10 MB in one value
db.ingest('Big', [{ s: 'a,'.repeat(5_000_000) }]);

function ends(kql: string, code: string): void {
  assert.throws(
    () => db.query(kql),
    (error) => error instanceof KqlError && error.code === code,
    kql.slice(0, 200),
  );
}
const RUNAWAY = 'E_RUNAWAY_QUERY';
const range = (to: number) => `range x from 1 to ${to} step 1`;
const list = (count: number, item: (i: number) => string, joint = ', ') =>
  Array.from({ length: count }, (_, i) => item(i)).join(joint);

describe('a query that would run away ends', () => {
  after(() => assert.deepEqual(db.query('print x = 1').rows, [[1]]));

  it('functions that call each other', () => {
    ends('print x = Ping(1)', 'recursion');
    ends('PingRows', 'recursion');
    ends('let f = (n:long) { g(n) }; let g = (n:long) { f(n) }; print g(3)', 'KS211');
    ends('Level0 | count', RUNAWAY);
    const doubled = list(16, (i) => `let f${i + 1} = (x:long) { f${i}(x) + f${i}(x) };`, ' ');
    ends(`let f0 = (x:long) { x + 1 }; ${doubled} print f16(1)`, RUNAWAY);
  });

  it('names that double', () => {
    const doubled = list(14, (i) => `let v${i + 1} = union v${i}, v${i};`, ' ');
    ends(`let v0 = T; ${doubled} v14 | sort by x asc | count`, RUNAWAY);
    // so far that the binder alone would take hours
    const hours = list(60, (i) => `let v${i + 1} = union v${i}, (v${i} | take 1);`, ' ');
    ends(`let v0 = T; ${hours} v60 | count`, RUNAWAY);
    const calls = list(60, (i) => `let f${i + 1} = () { f${i}() | union f${i}() };`, ' ');
    ends(`let f0 = () { T }; ${calls} f60 | count`, RUNAWAY);
    // many names that do not grow are no matter
    const plain = list(200, (i) => `let c${i + 1} = c${i} + 1; // c${i} c${i} ; let x = "c${i};"`, '\n');
    assert.deepEqual(db.query(`let c0 = 0; ${plain}\nprint c200`).rows, [[200]]);
  });

  it('nesting and lists without end', () => {
    ends(`print x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}`, 'KS245');
    ends(`print x = ${'not('.repeat(5000)}true${')'.repeat(5000)}`, 'KS245');
    ends(`print x = dynamic(${'['.repeat(5000)}${']'.repeat(5000)})`, 'KS245');
    ends('{'.repeat(20_000), 'KS245');
    ends(`T | where ${list(10_000, (i) => `x == ${i}`, ' or ')} | count`, 'KS245');
    ends(`T ${'| where x > 0 '.repeat(3000)}| count`, 'KS245');
    ends(`T | where x in (${list(100_000, String)}) | count`, 'KS120');
    ends(`T | where s has_any (${list(100_000, (i) => `'s${i}'`)}) | count`, 'KS120');
    // in texts and comments brackets and commas are only letters
    const text = `${'('.repeat(1000)}${','.repeat(40_000)}`;
    assert.deepEqual(db.query(`print strlen("${text}") // ${text}`).rows, [[41_000]]);
  });

  it('rows out of few', () => {
    const pair = 'extend a = range(1, 300), b = range(1, 300)';
    ends(`${range(100)} | ${pair} | mv-expand a | mv-expand b | count`, RUNAWAY);
    ends(
      `${range(20_000)} | extend k = 1 | join kind=inner (${range(20_000)} | extend k = 1) on k | count`,
      RUNAWAY,
    );
    ends(
      `${range(20_000)} | extend k = 1 | lookup (${range(20_000)} | project k = 1, y = x) on k | count`,
      RUNAWAY,
    );
    ends('T | make-series count() on x from 0 to 1000000000 step 1', RUNAWAY);
    ends('T | make-series count() on x from 0 to 10000 step 1 by s', RUNAWAY);
    ends(
      'T | extend t = now() + x * 1d | make-series count() on t from datetime(1900-01-01) to datetime(2100-01-01) step 1s',
      RUNAWAY,
    );
    ends(`union ${list(300, () => 'T')} | sort by x asc`, RUNAWAY);
  });

  it('rows and values that are held', () => {
    ends(`let m = materialize(${range(1_000_000)}); m | count`, RUNAWAY);
    ends(`${range(1_000_000)} | as hint.materialized=true M | count`, RUNAWAY);
    ends(`${range(1_000_000)} | summarize makelist(x) by x`, RUNAWAY);
    ends(`${range(100_000)} | distinct x | count`, RUNAWAY);
    ends(`${range(100_000)} | serialize r = row_number() | count`, RUNAWAY);
    const packed = list(5, (i) => `extend p${i} = pack_all()`, ' | ');
    ends(`Wide | ${packed} | project p4`, 'E_QUERY_RESULT_SET_TOO_LARGE');
    ends(
      `${range(1000)} | summarize l = make_list(strrep(strrep("x", 1000), 1000)) | project strlen(strcat_array(l, ","))`,
      RUNAWAY,
    );
    ends(
      'print s = strrep("abc", 1000) | extend s = replace_string(strrep(s, 1000), "a", strrep("b", 1000)) | project strlen(s)',
      RUNAWAY,
    );
  });

  it('or gives what the service gives, in time that grows with the text', () => {
    const asked = (kql: string) => db.query(kql).rows[0]![0];
    assert.equal(asked('Big | parse s with a "a," b ",a" * | project strlen(b)'), 1);
    assert.equal(asked('Big | parse s with * "x=" n:long ";" * "b" q | project isnull(n)'), true);
    assert.equal(asked('Big | parse kind=regex s with ".*" a "z" b "y" c | project strlen(a)'), 0);
    assert.equal(
      asked('Big | parse-kv s as (a:string) with (pair_delimiter=",", kv_delimiter="=") | project a'),
      '',
    );
    assert.equal(asked('Big | project extract("(a,)+(a,)+(a,)+x", 1, s)'), '');
    assert.equal(asked('Big | project array_length(split(s, ","))'), 5_000_001);
    assert.equal(asked('print array_length(repeat(1, 1000000000))'), 1_048_576);
    assert.equal(asked('print strlen(strrep("abc", 1000000000))'), 3072);
    assert.equal(
      asked('print d = parse_json(strcat(strrep("[", 50), strrep("]", 50))) | project array_length(d)'),
      1,
    );
    assert.equal(asked(`datatable(x:long) [${list(10_000, String)}] | summarize sum(x)`), 49_995_000);
    ends(`print "a" matches regex "((a{1000}){1000}){1000}"`, 'regex');
    ends(`print "a" matches regex "${'('.repeat(2000)}a${')'.repeat(2000)}"`, 'regex');
  });
});
