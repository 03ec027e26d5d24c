import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { values } from '../testing/ask.ts';

test('has_ipv4 finds whole addresses between borders', () => {
  const line = '"05:04:54 127.0.0.1 GET /favicon.ico 404"';
  assert.deepEqual(
    values(
      `has_ipv4(${line}, "127.0.0.1")`,
      'has_ipv4("05:04:54 127.0.0.256 GET", "127.0.0.256")',
      'has_ipv4("05:04:54127.0.0.1 GET", "127.0.0.1")',
      'has_ipv4("(10.0.0.1)", "10.0.0.1")',
      'has_ipv4("10.0.0.11", "10.0.0.1")',
      `has_any_ipv4(${line}, "1.1.1.1", "127.0.0.1")`,
      `has_any_ipv4(${line}, dynamic(["1.1.1.1"]))`,
    ),
    [true, false, false, true, false, true, false],
  );
});

test('a prefix ends with a dot or is a whole address', () => {
  const line = '"05:04:54 127.0.0.1 GET"';
  assert.deepEqual(
    values(
      `has_ipv4_prefix(${line}, "127.0.")`,
      `has_ipv4_prefix(${line}, "127.0")`,
      `has_ipv4_prefix(${line}, "127.0.0.1")`,
      'has_ipv4_prefix("27.127.0.0", "127.")',
      'has_ipv4_prefix("1.2.3.4", "256.")',
      `has_any_ipv4_prefix(${line}, dynamic(["127.0.","192.168."]))`,
      `has_any_ipv4_prefix(${line}, "10.", "192.168.")`,
    ),
    [true, false, true, false, false, true, false],
  );
});

test('format_ipv4 cuts to the shorter prefix; what is no address is empty', () => {
  assert.deepEqual(
    values(
      'format_ipv4("192.168.1.1", 24)',
      'format_ipv4_mask("192.168.1.1/24", 32)',
      'format_ipv4(3232235777)',
      'format_ipv4("192.168.1.1", 33)',
      'format_ipv4("x")',
      'format_ipv4_mask("10.1.2.3", 0)',
    ),
    ['192.168.1.0', '192.168.1.0/24', '192.168.1.1', '', '', '0.0.0.0/0'],
  );
});

test('ipv4_range_to_cidr_list covers a range with the fewest networks', () => {
  assert.deepEqual(
    values(
      'ipv4_range_to_cidr_list("1.1.128.0", "1.1.140.255")',
      'ipv4_range_to_cidr_list("10.0.0.1", "10.0.0.1")',
      'ipv4_range_to_cidr_list("0.0.0.0", "255.255.255.255")',
      'ipv4_range_to_cidr_list("2.0.0.0", "1.0.0.0")',
    ),
    [['1.1.128.0/21', '1.1.136.0/22', '1.1.140.0/24'], ['10.0.0.1/32'], ['0.0.0.0/0'], null],
  );
});

test('the networks of a range are its addresses, each once', () => {
  fc.assert(
    fc.property(fc.nat(0xffff), fc.nat(600), (start, size) => {
      const text = (n: number) => `10.9.${n >> 8}.${n & 255}`;
      const end = Math.min(0xffff, start + size);
      const [list] = values(`ipv4_range_to_cidr_list("${text(start)}", "${text(end)}")`) as [string[]];
      const total = list.reduce((n, cidr) => n + 2 ** (32 - Number(cidr.split('/')[1])), 0);
      assert.equal(total, end - start + 1);
    }),
    { numRuns: 20 },
  );
});

test('ipv6_compare takes IPv4 as mapped addresses', () => {
  assert.deepEqual(
    values(
      'ipv6_compare("::ffff:7f00:1", "127.0.0.1")',
      'ipv6_compare("fe80::85d:e82c:9446:7994", "fe80::85d:e82c:9446:7995")',
      'ipv6_compare("192.168.1.1/24", "192.168.1.255/24")',
      'ipv6_compare("fe80::85d:e82c:9446:7994", "fe80::85d:e82c:9446:7995", 127)',
      'ipv6_compare("192.168.1.1", "192.168.1.0", 31)',
      'ipv6_is_match("::ffff:c0a8:0101", "192.168.1.255", 120)',
      'ipv6_compare("x", "::1")',
      'ipv6_is_match("::1", "::1", 129)',
    ),
    [0, -1, 0, 0, 0, true, null, null],
  );
});

test('IPv6 ranges and full forms', () => {
  assert.deepEqual(
    values(
      'ipv6_is_in_range("a5e:f127:8a9d:146d:e102:b5d3:c755:abcd", "a5e:f127:8a9d:146d:e102:b5d3:c755:0/112")',
      'ipv6_is_in_range("a5e::1", "a5f::/16")',
      'ipv6_is_in_any_range("a5e::1", dynamic(["::1", "a5e::/16"]))',
      'ipv6_is_in_any_range("a5e::1", "::1", "b::/16")',
      'parse_ipv6("127.0.0.1")',
      'parse_ipv6("fe80::85d:e82c:9446:7994")',
      'parse_ipv6_mask("192.168.255.255/24", 124)',
      'parse_ipv6_mask("::192.168.255.255/24", 128)',
      'parse_ipv6("::1.2.3.4")',
      'parse_ipv6("1:2")',
    ),
    [
      true,
      false,
      true,
      false,
      '0000:0000:0000:0000:0000:ffff:7f00:0001',
      'fe80:0000:0000:0000:085d:e82c:9446:7994',
      '0000:0000:0000:0000:0000:ffff:c0a8:ff00',
      '0000:0000:0000:0000:0000:ffff:c0a8:ff00',
      '0000:0000:0000:0000:0000:0000:0102:0304',
      '',
    ],
  );
});
