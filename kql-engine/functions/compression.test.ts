import assert from 'node:assert/strict';
import { it } from 'node:test';
import { gunzipSync, inflateSync } from 'node:zlib';
import { values } from '../testing/ask.ts';
import { expectValues } from '../testing/expect-values.ts';

const packed = (name: string, expression: string) =>
  Buffer.from(String(values(`${name}_compress_to_base64_string(${expression})`)[0]), 'base64');

it('what is compressed is a zlib or gzip stream that others can read', () => {
  for (const [expression, text] of [
    ['"x"', 'x'],
    ['"grüße 😀"', 'grüße 😀'],
    ['strrep("ab", 1000)', 'ab'.repeat(1000)],
  ] as const) {
    assert.equal(inflateSync(packed('zlib', expression)).toString('utf8'), text);
    assert.equal(gunzipSync(packed('gzip', expression)).toString('utf8'), text);
  }
});

it('and comes back through the function that unpacks', () => {
  expectValues({
    'zlib_decompress_from_base64_string(zlib_compress_to_base64_string("mail flow"))': 'mail flow',
    'gzip_decompress_from_base64_string(gzip_compress_to_base64_string("mail flow"))': 'mail flow',
    'gzip_decompress_from_base64_string(gzip_compress_to_base64_string(""))': '',
  });
});

it('text that would not get smaller is stored, longer text is packed', () => {
  assert.equal(packed('zlib', '"mail"').toString('hex'), '7801010400fbff6d61696c041901a4');
  assert.ok(packed('zlib', 'strrep("ab", 1000)').length < 100);
});
