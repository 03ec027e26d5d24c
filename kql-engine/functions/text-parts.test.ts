import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KqlError } from '../kql-error.ts';
import { ask, values } from '../testing/ask.ts';
import { windowsArguments } from './text-parts.ts';

test('parse_version orders versions as numbers', () => {
  assert.deepEqual(
    values(
      'parse_version("0.0.0.5")',
      'parse_version("0.0.3")',
      'parse_version("1.2.3.4")',
      'parse_version("1")',
      'parse_version("1.0") == parse_version("1.0.0.0")',
      'parse_version("9.11") > parse_version("9.2")',
      'parse_version("1.2.3.4.5")',
      'parse_version("1.x")',
      'parse_version("123456789")',
    ),
    [
      '5',
      '300000000',
      '1000000020000000300000004',
      '1000000000000000000000000',
      true,
      true,
      null,
      null,
      null,
    ],
  );
});

test('parse_command_line follows the rules of Windows', () => {
  assert.deepEqual(values('parse_command_line("echo \\"hello world!\\" print$?", "windows")'), [
    ['echo', 'hello world!', 'print$?'],
  ]);
  assert.deepEqual(windowsArguments(String.raw`a\\b d"e f"g h`), [String.raw`a\\b`, 'de fg', 'h']);
  assert.deepEqual(windowsArguments(String.raw`a\\\"b c d`), [String.raw`a\"b`, 'c', 'd']);
  assert.deepEqual(windowsArguments(String.raw`a\\\\"b c" d e`), [String.raw`a\\b c`, 'd', 'e']);
  assert.deepEqual(windowsArguments('  x  "" y '), ['x', '', 'y']);
});

test('format_bytes', () => {
  assert.deepEqual(
    values(
      'format_bytes(564)',
      'format_bytes(10332, 1)',
      'format_bytes(20010332)',
      'format_bytes(20010332, 2)',
      'format_bytes(20010332, 0, "KB")',
    ),
    ['564 Bytes', '10.1 KB', '19 MB', '19.08 MB', '19541 KB'],
  );
});

test('regex_quote makes a pattern that matches the text itself', () => {
  assert.deepEqual(
    values('regex_quote("(so$me.Te^xt)")', '"a.b*c" matches regex strcat("^", regex_quote("a.b*c"), "$")'),
    ['\\(so\\$me\\.Te\\^xt\\)', true],
  );
});

test('parse_path knows drives, schemes, shares and streams', () => {
  const { rows } = ask(
    String.raw`print a = parse_path("file://C:/temp/file.txt:some.exe"), b = parse_path(@"\\shared\users\temp\file.txt.gz"), c = parse_path("a.exe:b.exe")`,
  );
  const [a, b, c] = rows[0] as Record<string, string>[];
  assert.deepEqual(
    [a!.Scheme, a!.RootPath, a!.DirectoryPath, a!.Filename, a!.AlternateDataStreamName],
    ['file', 'C:', 'C:/temp', 'file.txt', 'some.exe'],
  );
  assert.deepEqual(
    [b!.RootPath, b!.DirectoryPath, b!.DirectoryName, b!.Extension],
    ['', String.raw`\\shared\users\temp`, 'temp', 'gz'],
  );
  assert.deepEqual([c!.Filename, c!.AlternateDataStreamName], ['a.exe', 'b.exe']);
});

test('extract_all takes groups by name', () => {
  assert.deepEqual(
    values(
      'extract_all(@"(?P<first>\\w)(?P<middle>\\w+)(?P<last>\\w)", dynamic(["first", 2, "last"]), "a short text")',
    ),
    [
      [
        ['s', 'hor', 't'],
        ['t', 'ex', 't'],
      ],
    ],
  );
});

test('bag_set_key sets by key or path and keeps types', () => {
  assert.deepEqual(
    values(
      'bag_set_key(dynamic({"key1":1}), "key3", 3)',
      'bag_set_key(dynamic({"key1":123}), "$.key2.prop1", "abc")',
      'bag_set_key(dynamic({"a":1}), "t", 1h)',
      'gettype(bag_set_key(dynamic({}), "r", 2.0).r)',
      'bag_set_key(dynamic([1]), "a", 1)',
    ),
    [{ key1: 1, key3: 3 }, { key1: 123, key2: { prop1: 'abc' } }, { a: 1, t: '01:00:00' }, 'double', null],
  );
});

test('assert, around, column names', () => {
  assert.deepEqual(
    values(
      'assert(1 == 1, "x")',
      'around(5, 4, 1)',
      'around(datetime(2024-01-02), datetime(2024-01-01), 1h)',
      'around(1.5, 1.0, 0.4)',
    ),
    [true, true, false, false],
  );
  assert.throws(
    () => values('assert(1 == 2, "no")'),
    (e) => e instanceof KqlError && e.code === 'assert',
  );
  assert.deepEqual(ask('let T = () { print A = "", B = 1 }; print c = column_names_of(T())').rows, [
    [['A', 'B']],
  ]);
  assert.deepEqual(ask('print A = 1 | extend x = iscolumnexists("A"), y = iscolumnexists("Z")').rows, [
    [1, true, false],
  ]);
});

test('bin_auto takes its size and start from options', () => {
  assert.deepEqual(
    ask(
      'set query_bin_auto_size=1h; set query_bin_auto_at=datetime(2017-01-01 00:05); print bin_auto(datetime(2017-01-01 02:04))',
    ).rows,
    [['2017-01-01T01:05:00.0000000Z']],
  );
});
