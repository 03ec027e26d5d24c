import assert from 'node:assert/strict';
import { it } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { ask, values } from '../testing/ask.ts';

/** Expressions and what they give, from the documented semantics. */
function table(cases: Record<string, unknown>): void {
  const got = values(...Object.keys(cases));
  Object.entries(cases).forEach(([expression, want], i) => {
    assert.deepEqual(got[i], want, expression);
  });
}

it('base64 of text, bytes and guids', () => {
  table({
    'base64_encode_tostring("Kusto")': 'S3VzdG8=',
    'base64_decode_tostring("S3VzdG8=")': 'Kusto',
    'base64_decode_tostring("U3RyaW5n0KHR0tGA0L7Rh9C60LA=")': '',
    'base64_decode_toarray("S3VzdG8=")': [75, 117, 115, 116, 111],
    'base64_encode_fromarray(dynamic([75, 117, 115, 116, 111]))': 'S3VzdG8=',
    'base64_encode_fromguid(toguid("ae3133f2-6e22-49ae-b06a-16e6a9b212eb"))': '8jMxriJurkmwahbmqbIS6w==',
    'base64_decode_toguid("8jMxriJurkmwahbmqbIS6w==")': 'ae3133f2-6e22-49ae-b06a-16e6a9b212eb',
  });
});

it('hashes as hexadecimal text', () => {
  table({
    'hash_md5("World")': 'f5a7924e621e84c9280a9a27e1bcb7f6',
    'hash_sha1("World")': '70c07ec18ef89c5309bbb0937f3a6342411e1fdd',
    'hash_sha256("World")': '78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524',
  });
});

it('urls', () => {
  table({
    'url_encode("a b&c/ü")': 'a+b%26c%2f%c3%bc',
    'url_encode_component("a b&c")': 'a%20b%26c',
    'url_decode("a%20b%26c")': 'a b&c',
    'parse_urlquery("k1=v1&k2=v2")': { 'Query Parameters': { k1: 'v1', k2: 'v2' } },
  });
  const url = values('parse_url("https://ann:x@mail.contoso.com:8443/a/b?k=v#f")')[0];
  assert.deepEqual(url, {
    Scheme: 'https',
    Host: 'mail.contoso.com',
    Port: '8443',
    Path: '/a/b',
    Username: 'ann',
    Password: 'x',
    'Query Parameters': { k: 'v' },
    Fragment: 'f',
  });
});

it('compression: what others packed comes out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      const packed = (bytes: Buffer) => JSON.stringify(bytes.toString('base64'));
      assert.deepEqual(
        values(
          `zlib_decompress_from_base64_string(${packed(deflateSync(text))})`,
          `gzip_decompress_from_base64_string(${packed(gzipSync(text))})`,
        ),
        [text, text],
      );
    }),
    { numRuns: 20 },
  );
});

it('text in parts', () => {
  table({
    'strcmp("a", "b")': -1,
    'strcmp("b", "a")': 1,
    'strcmp("a", "a")': 0,
    'strrep("ab", 3)': 'ababab',
    'strrep("ab", 2, "-")': 'ab-ab',
    'string_size("aß")': 3,
    'translate("abc", "x", "cabbage")': 'xxxxxge',
    'translate("krasp", "otsku", "spark")': 'kusto',
    'trim_end("[0-9]+", "ab12")': 'ab',
    'trim_start("[0-9]+", "12ab")': 'ab',
    'array_strcat(dynamic([1, "a"]), "-")': '1-a',
    'strcat_array(dynamic([1, "a"]), "-")': '1-a',
    'indexof_regex("ab12", "[0-9]")': 2,
    'indexof_regex("ab", "[0-9]")': -1,
    'has_any_index("this is an example", dynamic(["this", "example"]))': 0,
    'has_any_index("this is an example", dynamic(["not", "example"]))': 1,
    'has_any_index("this is an example", dynamic(["not"]))': -1,
    'replace_strings("a.b,c", dynamic([".", ","]), dynamic(["1", "2"]))': 'a1b2c',
    'isascii("abc")': true,
    'isascii("ß")': false,
    'isutf8("ß")': true,
    'bitset_count_ones(42)': 3,
    'bitset_count_ones(-1)': 64,
    'dynamic_to_json(dynamic({"b": 1, "a": [1, null]}))': '{"a":[1,null],"b":1}',
    'dynamic_to_json("a b")': 'a b',
    'dynamic_to_json(dynamic("a b"))': '"a b"',
    'dynamic_to_json(true)': 'True',
    'dynamic_to_json(datetime(2020-01-01))': '2020-01-01T00:00:00.0000000Z',
    'dynamic_to_json(long(null))': '',
    'unicode_codepoints_to_string(97, -1)': '',
    'unicode_codepoints_to_string(dynamic([97, 1114112]))': '',
    'make_string(parse_json("{}"), 97)': '',
    'toguid("74be27de1e4e49d9b579fe0b331d3642 and more")': '74be27de-1e4e-49d9-b579-fe0b331d3642',
    'tohex(1, 20)': '0000000000000001',
  });
});

it('unix times in their units', () => {
  table({
    'unixtime_seconds_todatetime(1546300800)': '2019-01-01T00:00:00.0000000Z',
    'unixtime_milliseconds_todatetime(1546300800001)': '2019-01-01T00:00:00.0010000Z',
    'unixtime_microseconds_todatetime(1546300800000001)': '2019-01-01T00:00:00.0000010Z',
    'unixtime_nanoseconds_todatetime(1546300800000000100)': '2019-01-01T00:00:00.0000001Z',
  });
});

it('IPv4 addresses with and without prefix', () => {
  table({
    'ipv4_is_match("192.168.1.1/24", "192.168.1.255/24")': true,
    'ipv4_is_match("192.168.1.1", "192.168.1.255", 24)': true,
    'ipv4_is_match("192.168.1.1", "192.168.1.255")': false,
    'ipv4_is_in_any_range("192.168.1.6", "10.0.0.0/8", "192.168.1.1/24")': true,
    'ipv4_is_in_any_range("192.168.1.6", dynamic(["10.0.0.0/8"]))': false,
    'ipv4_netmask_suffix("10.1.2.3")': 32,
    'ipv4_netmask_suffix("10.1.2.3/16")': 16,
    'parse_ipv4("127.0.0.1")': 2130706433,
    'parse_ipv4("x")': null,
    'parse_ipv4_mask("192.1.168.2", 24)': 3221334016,
  });
});

it('estimate_data_size adds the sizes of its columns', () => {
  assert.deepEqual(ask('print a = 1, b = "abc" | project n = estimate_data_size(a, b)').rows, [[11]]);
});
