import assert from 'node:assert/strict';
import { it } from 'node:test';
import { values } from '../testing/ask.ts';

/** Functions that queries still call by an old name, and the name of today. */
const pairs: [string, string][] = [
  ['parsejson("[1]")', 'parse_json("[1]")'],
  ['todynamic("[1]")', 'parse_json("[1]")'],
  ['toobject("[1]")', 'parse_json("[1]")'],
  ['parseurl("https://a/b?c=1")', 'parse_url("https://a/b?c=1")'],
  ['parseurlquery("a=1&b=2")', 'parse_urlquery("a=1&b=2")'],
  ['notempty("a")', 'isnotempty("a")'],
  ['notnull(1)', 'isnotnull(1)'],
  ['toboolean("true")', 'tobool("true")'],
  ['totime("00:01:00")', 'totimespan("00:01:00")'],
  ['monthofyear(now())', 'getmonth(now())'],
  ['datepart("year", now())', 'datetime_part("year", now())'],
  ['extractall("(a)", "aba")', 'extract_all("(a)", "aba")'],
  ['extractjson("$.a", "{\\"a\\": 1}")', 'extract_json("$.a", "{\\"a\\": 1}")'],
  ['arraylength(dynamic([1]))', 'array_length(dynamic([1]))'],
  ['array_iif(dynamic([1]), 1, 2)', 'array_iff(dynamic([1]), 1, 2)'],
  ['pack("a", 1)', 'bag_pack("a", 1)'],
  ['weekofyear(now())', 'week_of_year(now())'],
  ['to_utf8("aß")', 'unicode_codepoints_from_string("aß")'],
  ['make_string(97, 223)', 'unicode_codepoints_to_string(97, 223)'],
  ['base64_encodestring("a")', 'base64_encode_tostring("a")'],
  ['base64_decodestring("YQ==")', 'base64_decode_tostring("YQ==")'],
];

it('old names mean what the new ones do', () => {
  const got = values(...pairs.flat());
  pairs.forEach(([old, name], i) => {
    assert.notEqual(got[2 * i], null, old);
    assert.deepEqual(got[2 * i], got[2 * i + 1], `${old} and ${name}`);
  });
});
