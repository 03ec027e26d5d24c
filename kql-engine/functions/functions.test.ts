import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ask, values } from '../testing/ask.ts';

/** Expressions and what they give, from the documentation of KQL. */
function table(cases: Record<string, unknown>): void {
  const got = values(...Object.keys(cases));
  Object.entries(cases).forEach(([expression, want], i) => {
    assert.deepEqual(got[i], want, expression);
  });
}

describe('operators of scalars', () => {
  it('compare with null as Kusto does', () => {
    table({
      'long(null) == 1': false,
      'long(null) != 1': true,
      'long(null) == long(null)': null,
      'long(null) != long(null)': null,
      'long(null) > 1': null,
      'not(long(null) > 1)': null,
      'long(null) in (1, 2)': false,
      'long(null) !in (1)': true,
      '"" == ""': true,
      'isnull("")': false,
      'bool(null) and false': false,
      'bool(null) or true': true,
      'bool(null) and true': null,
      'real(nan) == real(nan)': false,
      'parse_json("{}").a == "x"': false,
      'parse_json("{}").a != "x"': true,
    });
  });
  it('calculate with whole numbers, reals and times', () => {
    table({
      '7 / 2': 3,
      '-7 / 2': -3,
      '7 / 0': null,
      '-10 % 4': 2,
      '7.5 % 2': 1.5,
      '1.0 / 0': Number.POSITIVE_INFINITY,
      '9223372036854775807 + 1': -9223372036854775808n,
      '9007199254740993 + 1': 9007199254740994n,
      'int(2147483647) + int(1)': 2147483648,
      'datetime(2026-01-02) - datetime(2026-01-01)': '1.00:00:00',
      '1h / 1m': 60,
      '1h * 1.5': '01:30:00',
      'datetime(9999-12-31 23:59:59.9999999) + 1tick': null,
      'datetime(0001-01-01) + 1tick': '0001-01-01T00:00:00.0000001Z',
      '3 between (1 .. 3)': true,
      'datetime(2026-01-01) between (datetime(2025-12-31) .. 1d)': true,
    });
  });
  it('find terms, parts and beginnings', () => {
    table({
      '"alpha_beta" has "alpha"': true,
      '"alphabeta" has "alpha"': false,
      '"Alpha" has "aLPHA"': true,
      '"Alpha" has_cs "alpha"': false,
      '"a" has ""': true,
      '"straße 5" has "straße"': true,
      '"abc" contains "B"': true,
      '"abc" contains_cs "B"': false,
      '"abc" !contains "x"': true,
      '"abc" startswith "AB"': true,
      '"abc" endswith_cs "BC"': false,
      '"abc" hasprefix "ab"': true,
      '"x abc" hassuffix "bc"': true,
      '"ABC" =~ "abc"': true,
      '"ABC" !~ "abc"': false,
      '"b" in~ ("A", "B")': true,
      '"one two" has_any ("x", "TWO")': true,
      '"one two" has_all ("one", "three")': false,
      '"1.2.3" matches regex @"^\\d\\.\\d"': true,
    });
  });
});

describe('conversions', () => {
  it('give null where there is no value', () => {
    table({
      'toint("3.14")': null,
      'tolong(" 42 ")': 42,
      'tolong("9223372036854775808")': null,
      'toint(3.9)': 3,
      'toint(1e10)': 2147483647,
      'tolong("0xFF")': 255,
      'todouble("abc")': null,
      'tobool("TRUE")': true,
      'tobool("x")': null,
      'tobool(2)': true,
      'todatetime("x")': null,
      'totimespan("01:00:00")': '01:00:00',
      'toguid("{74BE27DE-1E4E-49D9-B579-FE0B331D3642}")': '74be27de-1e4e-49d9-b579-fe0b331d3642',
      'tolong(datetime(0001-01-01) + 5tick)': 5,
      'tostring(true)': 'True',
      'tostring(1.0)': '1.0',
      'tostring(long(null))': '',
      'tostring(datetime(2026-01-01))': '2026-01-01T00:00:00.0000000Z',
      'tostring(dynamic({"a":[1,"x",null,1.0]}))': '{"a":[1,"x",null,1.0]}',
      'gettype(dynamic(1))': 'long',
      'gettype(parse_json("[1]"))': 'array',
      'gettype(parse_json("null"))': 'null',
      'parse_json("not json")': 'not json',
      'iff(false, 1, 2.5)': 2.5,
      'coalesce("", "x")': 'x',
      'coalesce(long(null), 5)': 5,
      'case(false, "a", true, "b", "c")': 'b',
      'max_of(1, 2.5)': 2.5,
      'min_of(3, 2, 1)': 1,
    });
  });
});

describe('text functions', () => {
  it('count from zero and keep to the text', () => {
    table({
      'strlen("a😀b")': 3,
      'substring("abcdef", 2)': 'cdef',
      'substring("abcdef", 1, 3)': 'bcd',
      'substring("abc", -2, 1)': 'b',
      'substring("abc", 5)': '',
      'indexof("abcabc", "c")': 2,
      'indexof("abcabc", "c", 0, -1, 2)': 5,
      'indexof("abc", "x")': -1,
      'split("a,,b", ",")': ['a', '', 'b'],
      'split("a,b", ",", 1)': ['b'],
      'split("", ",")': [''],
      'strcat("a", 1, true)': 'a1True',
      'strcat_delim("-", 1, "b", 2.0)': '1-b-2.0',
      'strcat_array(dynamic([1, null, "x"]), "-")': '1--x',
      'replace_string("aXbX", "X", "-")': 'a-b-',
      'replace_regex("a1b22", @"(\\d+)", @"<\\1>")': 'a<1>b<22>',
      'trim("-+", "--a-b--")': 'a-b',
      'trim_start(@"[^\\w]+", "- hello")': 'hello',
      'countof("aaa", "aa")': 2,
      'countof("a1b2", @"\\d", "regex")': 2,
      'extract(@"(\\d+)-(\\d+)", 2, "x 12-34")': '34',
      'extract(@"(\\d+)", 1, "x12", typeof(long))': 12,
      'extract(@"z", 0, "x")': '',
      'extract_all(@"(\\w)(\\d)", "a1 b2")': [
        ['a', '1'],
        ['b', '2'],
      ],
      'extract_all(@"(\\d)", "a1b2")': ['1', '2'],
      'extract_all(@"(\\d)", "none")': null,
      'reverse("abc")': 'cba',
      'toupper("straße")': 'STRASSE',
      'isempty("")': true,
      'hash_sha256("abc")': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      'base64_encode_tostring("Kusto")': 'S3VzdG8=',
      'base64_decode_tostring("S3VzdG8=")': 'Kusto',
      'base64_decode_tostring("%%")': '',
      'url_decode("a%20b%C3%A9")': 'a bé',
      'parse_csv("a,\\"b,\\"\\"c\\",d")': ['a', 'b,"c', 'd'],
    });
  });
});

describe('dynamic functions', () => {
  it('read arrays and bags', () => {
    table({
      'parse_json(\'{"a":{"b":[1,2]}}\').a.b[-1]': 2,
      'parse_json(\'{"a b":1}\')["a b"]': 1,
      'parse_json("[1,2]")[5]': null,
      'array_length(dynamic([1, 2]))': 2,
      'array_length(parse_json("{}"))': null,
      'array_concat(dynamic([1]), dynamic([2, 3]))': [1, 2, 3],
      'array_slice(dynamic([1,2,3,4]), 1, -2)': [2, 3],
      'array_index_of(dynamic(["a","b"]), "b")': 1,
      'array_sort_desc(dynamic([1, 3, 2]))': [3, 2, 1],
      'array_sum(dynamic([1, 2.5]))': 3.5,
      'bag_keys(dynamic({"b":1,"a":2}))': ['b', 'a'],
      'bag_merge(dynamic({"a":1}), dynamic({"a":2,"b":3}))': { a: 1, b: 3 },
      'pack("a", 1, "b", "x")': { a: 1, b: 'x' },
      'pack_array(1, "x", dynamic(null))': [1, 'x', null],
      'zip(dynamic([1,2]), dynamic(["a"]))': [
        [1, 'a'],
        [2, null],
      ],
      'set_union(dynamic([1,2]), dynamic([2,3]))': [1, 2, 3],
      'set_has_element(dynamic(["a"]), "a")': true,
      'extractjson("$.a[0].b", \'{"a":[{"b":7}]}\')': '7',
      'parse_xml("<a x=\'1\'><b>t</b><b/></a>")': { a: { '@x': '1', b: ['t', null] } },
      'parse_xml("<a>")': null,
      'range(1, 7, 3)': [1, 4, 7],
    });
  });
  it('treat sets as sets', () => {
    const list = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 6 });
    fc.assert(
      fc.property(list, list, (a, b) => {
        const [A, B] = [`dynamic(${JSON.stringify(a)})`, `dynamic(${JSON.stringify(b)})`];
        const [union, both, minus] = values(
          `set_union(${A}, ${B})`,
          `set_intersect(${A}, ${B})`,
          `set_difference(${A}, ${B})`,
        ) as number[][];
        assert.deepEqual(new Set(union), new Set([...a, ...b]));
        assert.deepEqual(new Set(both), new Set(a.filter((x) => b.includes(x))));
        assert.deepEqual(new Set(minus), new Set(a.filter((x) => !b.includes(x))));
        for (const set of [union, both, minus]) assert.equal(new Set(set).size, set!.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('time functions', () => {
  it('follow the calendar', () => {
    table({
      'now()': '2026-03-01T12:00:00.0000000Z',
      'ago(1d)': '2026-02-28T12:00:00.0000000Z',
      'startofweek(datetime(2026-03-04))': '2026-03-01T00:00:00.0000000Z',
      'startofmonth(datetime(2026-03-04), -1)': '2026-02-01T00:00:00.0000000Z',
      'endofday(datetime(2026-03-04))': '2026-03-04T23:59:59.9999999Z',
      'dayofweek(datetime(2026-03-01))': '00:00:00',
      'week_of_year(datetime(2020-12-31))': 53,
      'dayofyear(datetime(2024-12-31))': 366,
      'hourofday(datetime(2026-03-01 13:45))': 13,
      'datetime_add("month", 1, datetime(2026-01-31))': '2026-02-28T00:00:00.0000000Z',
      'datetime_diff("year", datetime(2026-01-01), datetime(2025-12-31))': 1,
      'datetime_diff("hour", datetime(2026-01-01 00:10), datetime(2026-01-01 01:05))': -1,
      'datetime_diff("week", datetime(2026-03-01), datetime(2026-02-28))': 1,
      'datetime_part("quarter", datetime(2026-05-01))': 2,
      'make_datetime(2026, 2, 30)': null,
      'make_timespan(1, 2, 3)': '01:02:03',
      'format_datetime(datetime(2026-03-01 13:05:06.5), "yy-M-d hh:mm tt s.ff")': '26-3-1 01:05 PM 6.50',
      'format_timespan(1d + 2h, "d.hh:mm:ss")': '1.02:00:00',
      'bin(datetime(2026-03-01 12:34), 1h)': '2026-03-01T12:00:00.0000000Z',
      'bin(-7, 5)': -10,
      'bin(2.5, 1)': 2,
      'bin(25h, 1d)': '1.00:00:00',
      'unixtime_seconds_todatetime(0)': '1970-01-01T00:00:00.0000000Z',
    });
    assert.throws(() => ask('print format_datetime(now(), "yyyy\\\\MM")'), { code: 'rejected' });
  });
});

describe('number functions', () => {
  it('have the answers of the engine at their edges', () => {
    table({
      'round(2.5)': 3,
      'round(-2.5)': -3,
      'round(3.25, 1)': 3.3,
      'sqrt(-1)': Number.NaN,
      'log(0)': Number.NEGATIVE_INFINITY,
      'log(-1)': null,
      'pow(2, 10)': 1024,
      'abs(-5)': 5,
      'sign(-0.5)': -1,
      'ceiling(1.2)': 2,
      'isnan(real(nan))': true,
      'isfinite(real(+inf))': false,
      'binary_and(12, 10)': 8,
      'binary_shift_left(1, 3)': 8,
      'binary_not(0)': -1,
      'tohex(-1)': 'ffffffffffffffff',
      'ipv4_is_private("10.1.2.3")': true,
      'ipv4_is_in_range("192.168.1.6", "192.168.1.0/24")': true,
      'ipv4_compare("1.2.3.4", "1.2.3.5")': -1,
    });
  });
});
