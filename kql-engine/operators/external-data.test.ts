import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createDatabase } from '../index.ts';
import { readDelimited } from './read-delimited.ts';

const files: Record<string, string | Uint8Array> = {
  'https://lists.example/a.csv': 'name,n\r\n"x, ""y""\nz",1\r\nplain,\r\n',
  'b.tsv': 'a\t2\n',
  'c.json': '{"name":"p","n":9007199254740993}\n{"name":"q"}\n',
  'd.txt': 'one\ntwo\n',
  'e.csv.gz': gzipSync('k,7\n'),
  'f.json': '[{"name":"r","n":1},{"name":"s","n":"2"}]',
  'n.json': '{"in":{"a":"x"},"list":[5,6]}',
  'bad.json': 'no json',
};
const db = createDatabase({
  tables: [],
  now: () => new Date('2026-03-01T12:00:00Z'),
  externalData(uri) {
    const found = files[uri];
    if (found === undefined) throw new Error('not there');
    return found;
  },
});
const rows = (kql: string) => db.query(kql).rows;

describe('externaldata', () => {
  const two = 'externaldata(name:string, n:long)';
  it('csv with quotes, without its first record; a missing number is null', () => {
    assert.deepEqual(rows(`${two} ["https://lists.example/a.csv;secret"] with (ignoreFirstRecord = true)`), [
      ['x, "y"\nz', 1],
      ['plain', null],
    ]);
  });
  it('the format comes from the name; gzip is unpacked; several addresses follow one another', () => {
    assert.deepEqual(rows(`${two} ["b.tsv", "e.csv.gz"]`), [
      ['a', 2],
      ['k', 7],
    ]);
  });
  it('json by lines and in arrays, whole numbers exact', () => {
    assert.deepEqual(rows(`${two} ["c.json"]`), [
      ['p', 9007199254740993n],
      ['q', null],
    ]);
    assert.deepEqual(rows(`${two} ["f.json"] with (format = "multijson")`), [
      ['r', 1],
      ['s', 2],
    ]);
    assert.throws(() => rows(`${two} ["bad.json"]`), { code: 'externaldata' });
  });
  it('maps paths of JSON and fields of lines to columns', () => {
    const mapping = (...pairs: [string, object][]) =>
      `ingestionMapping='${JSON.stringify(pairs.map(([Column, Properties]) => ({ Column, Properties })))}'`;
    const nested = mapping(['a', { Path: '$.in.a' }], ['second', { Path: '$.list[1]' }]);
    assert.deepEqual(
      rows(`externaldata(second:long, a:string, b:string) ["n.json"] with (format="multijson", ${nested})`),
      [[6, 'x', '']],
    );
    assert.deepEqual(
      rows(`externaldata(k:string, n:long) ["b.tsv"] with (${mapping(['n', { Ordinal: '1' }])})`),
      [['', 2]],
    );
    for (const bad of [
      '[]x',
      JSON.stringify([{ Column: 'z', Properties: { Path: '$.z' } }]),
      JSON.stringify([{ Column: 'name', Properties: { Path: '$.z', Transform: 'DateTimeFromUnixSeconds' } }]),
      JSON.stringify([{ Column: 'name', Properties: { Ordinal: 0 } }]),
    ])
      assert.throws(
        () => rows(`${two} ["c.json"] with (ingestionMapping='${bad}')`),
        { kind: 'unsupported' },
        bad,
      );
  });
  it('text by lines', () => {
    assert.deepEqual(rows('externaldata(line:string) ["d.txt"] | where line has "two"'), [['two']]);
  });
  it('refuses what it cannot read, and everything without a reader', () => {
    assert.throws(() => rows(`${two} ["x.parquet"]`), { kind: 'unsupported' });
    assert.throws(() => rows(`${two} ["nowhere.csv"]`), /cannot read 'nowhere.csv'/);
    const none = createDatabase({ tables: [], now: () => new Date(0) });
    assert.throws(() => none.query(`${two} ["b.tsv"]`), { kind: 'unsupported' });
  });
});

describe('delimited text', () => {
  it('has records of fields as RFC 4180 says', () => {
    const read = (text: string) => [...readDelimited(text, ',')];
    assert.deepEqual(read('a,b\nc,d'), [
      ['a', 'b'],
      ['c', 'd'],
    ]);
    assert.deepEqual(read('"a""b",\n'), [['a"b', '']]);
    assert.deepEqual(read('a,,b\r\n\r\n"x\ny"'), [['a', '', 'b'], ['x\ny']]);
    assert.deepEqual(read('a,'), [['a', '']]);
    assert.deepEqual(read('"open'), [['open']]);
    assert.deepEqual(read(''), []);
  });
});
