import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkTransform, createTransform, MAX_TRANSFORM_LENGTH } from './index.ts';
import type { Column } from './types.ts';

const columns: Column[] = [
  { name: 'TimeGenerated', type: 'datetime' },
  { name: 'RawData', type: 'string' },
  { name: 'size', type: 'long' },
];
const now = () => new Date('2026-01-02T03:04:05Z');
const run = (kql: string, row: Record<string, unknown>) => createTransform({ kql, columns, now }).run([row]);

describe('createTransform', () => {
  it('gives rows of plain values without nulls', () => {
    const kql = 'source | extend n = tolong(RawData), upper = toupper(RawData), parts = split(RawData, ",")';
    assert.deepEqual(run(kql, { TimeGenerated: '2026-01-01T00:00:00Z', RawData: 'a,b' }), [
      { TimeGenerated: '2026-01-01T00:00:00.0000000Z', RawData: 'a,b', upper: 'A,B', parts: ['a', 'b'] },
    ]);
  });

  it('drops rows with where and keeps the order of the others', () => {
    const t = createTransform({ kql: 'source | where size > 1 | project size', columns, now });
    assert.deepEqual(t.run([{ size: 2 }, { size: 1 }, { size: '3' }, {}]), [{ size: 2 }, { size: 3 }]);
    assert.deepEqual(t.columns, [{ name: 'size', type: 'long' }]);
    assert.deepEqual(t.run([]), []);
  });

  it('parses into a column that is there already, which keeps its place', () => {
    const kql =
      'source | parse RawData with "t=" TimeGenerated:datetime " " RawData | extend n = now(), size = strlen(RawData)';
    const t = createTransform({ kql, columns, now });
    assert.deepEqual(
      t.columns.map((c) => c.name),
      ['TimeGenerated', 'RawData', 'size', 'n'],
    );
    const [row] = t.run([{ TimeGenerated: '2026-01-01T00:00:00Z', RawData: 't=2026-01-05 abc', size: 1 }]);
    assert.equal(row!.TimeGenerated, '2026-01-05T00:00:00.0000000Z');
    assert.deepEqual([row!.RawData, row!.size], ['abc', 3]);
  });

  it('reads more rows than it holds at once', () => {
    const t = createTransform({ kql: 'source | project twice = size * 2', columns, now });
    const rows = Array.from({ length: 1000 }, (_, size) => ({ size }));
    assert.deepEqual(
      t.run(rows),
      rows.map(({ size }) => ({ twice: size * 2 })),
    );
  });

  it('asks the clock for each batch', () => {
    let time = new Date('2026-01-01T00:00:00Z');
    const t = createTransform({ kql: 'source | project t = now()', columns, now: () => time });
    assert.deepEqual(t.run([{}]), [{ t: '2026-01-01T00:00:00.0000000Z' }]);
    time = new Date('2026-01-02T00:00:00Z');
    assert.deepEqual(t.run([{}]), [{ t: '2026-01-02T00:00:00.0000000Z' }]);
  });

  it('splits quoted CSV as the fact sheet proposes', () => {
    const kql = `source | project f = extract_all(@'(?:^|,)("(?:[^"]|"")*"|[^,]*)', RawData)`;
    assert.deepEqual(run(kql, { RawData: 'a,"b,""c""",,d' }), [{ f: ['a', '"b,""c"""', '', 'd'] }]);
  });

  it('evaluates user functions, also nested ones', () => {
    const kql =
      'let inner = (s:string) { strcat(s, "!") }; let outer = (s:string) { inner(inner(s)) }; source | project o = outer(RawData)';
    assert.deepEqual(run(kql, { RawData: 'x' }), [{ o: 'x!!' }]);
  });

  it('has the functions that exist only in transformations', () => {
    const kql =
      'source | extend c = replace(";", " ", RawData) | project e = parse_cef_dictionary(c)["Extension"].act';
    assert.deepEqual(run(kql, { RawData: 'CEF:0|a|b|c|d|e|1|act=x;y' }), [{ e: 'x y' }]);
  });

  it('throws for what Azure Monitor does not allow', () => {
    assert.throws(() => createTransform({ kql: 'source | summarize count()', columns, now }), {
      code: 'transform',
    });
  });
});

describe('checkTransform', () => {
  const messages = (kql: string) =>
    checkTransform(kql, columns).map((e) => `${e.message} @${kql.slice(e.start, e.start + e.length)}`);

  it('takes the allowed list', () => {
    for (const kql of [
      'source',
      'source | where RawData has "x" and size in (1, 2) and RawData matches regex "a+" and RawData !contains_cs "y"',
      'source | extend a = iif(size > 1, "x", "y"), b = case(size > 1, 1, 2), c = max_of(1, 2), d = hash_sha256(RawData)',
      'source | extend a = datetime_add("day", 1, TimeGenerated), b = bin(TimeGenerated, 1h), c = ago(1d), d = binary_and(1, 2)',
      'source | extend a = parse_json(RawData).x[0].y, b = parse_xml(RawData), c = zip(pack_array(1), pack_array(2)), d = pack("a", 1)',
      'source | parse RawData with "a=" a:long " b=" b | project-away RawData | project-rename bee = b',
      'let limit = 3; let f = (x:long) { x + limit }; source | extend y = f(size)',
      'let t = datatable(a:string)["x"]; source | extend q = columnifexists("RawData", "")',
      'print x = 1',
    ]) {
      assert.deepEqual(messages(kql), [], kql);
    }
  });

  it('refuses operators with name and place', () => {
    assert.deepEqual(messages('source | summarize count()'), [
      'Azure Monitor does not allow the operator summarize in a transformation @summarize count()',
      'Azure Monitor does not allow the function count() in a transformation @count',
    ]);
    for (const operator of [
      'take 1',
      'sort by size',
      'distinct RawData',
      'mv-expand x = split(RawData, ",")',
      'project-keep size',
      'union source',
    ]) {
      assert.ok(messages(`source | ${operator}`).length > 0, operator);
    }
    assert.ok(messages('source | join source on size').some((m) => m.includes('operator join')));
  });

  it('refuses functions and string operators that are not listed', () => {
    for (const expression of [
      'iff(size > 1, 1, 2)',
      'coalesce(size, 1)',
      'replace_string(RawData, "a", "b")',
      'strcat_array(split(RawData, ","), ";")',
      'trim(" ", RawData)',
      'parse_csv(RawData)',
      'bag_keys(parse_json(RawData))',
      'dynamic([1])',
    ]) {
      assert.equal(messages(`source | extend x = ${expression}`).length >= 1, true, expression);
    }
    assert.match(messages('source | where RawData in~ ("a")')[0] ?? '', /in~/);
    assert.match(messages('source | where size between (1 .. 2)')[0] ?? '', /between/);
    assert.match(messages('source | where RawData has_any ("a")')[0] ?? '', /has_any/);
    assert.match(messages('source | where not(RawData == "a")')[0] ?? '', /not\(\)/);
  });

  it('refuses statements, other tables, too many columns of parse and too long a text', () => {
    assert.match(messages('set notruncation; source')[0] ?? '', /statement/);
    const parse = Array.from({ length: 11 }, (_, i) => `"${i}" c${i}`).join(' ');
    assert.match(messages(`source | parse RawData with ${parse}`)[0] ?? '', /11 columns/);
    assert.deepEqual(messages(`source | parse RawData with ${parse.replace(/"10" c10/, '')}`), []);
    const long = `source | extend a = "${'x'.repeat(MAX_TRANSFORM_LENGTH)}"`;
    assert.equal(checkTransform(long, columns)[0]?.code, 'transform-length');
    assert.match(
      messages('let f = (t:(size:long)) { t | where size > 1 }; f(source)')[0] ?? '',
      /table as a parameter/,
    );
  });

  it('gives binder errors first', () => {
    assert.deepEqual(
      checkTransform('source | where nothing == 1', columns).map((e) => e.code),
      ['KS142'],
    );
  });
});
