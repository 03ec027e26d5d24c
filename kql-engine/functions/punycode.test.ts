import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { values } from '../testing/ask.ts';
import { decodePunycode, encodePunycode } from './punycode.ts';

test('documented examples', () => {
  assert.deepEqual(
    values(
      'punycode_from_string("académie-française")',
      'punycode_to_string("acadmie-franaise-npb1a")',
      'punycode_domain_from_string("xn--fiqs8s.com")',
      'punycode_domain_from_string("xn--99999999.com")',
      'punycode_domain_to_string("艺术。com")',
      'punycode_to_string("99999999")',
    ),
    ['acadmie-franaise-npb1a', 'académie-française', '中国.com', '', 'xn--cqv902d.com', ''],
  );
});

test('decoding gives back what was encoded', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), (text) => {
      assert.equal(decodePunycode(encodePunycode(text)), text);
    }),
  );
});
