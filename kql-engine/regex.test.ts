import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { allMatches, compileRegex, replaceAll } from './regex.ts';

/** What RE2JS itself finds. */
function exact(pattern: string, text: string): (string | undefined)[][] {
  const matcher = RE2JS.compile(pattern).matcher(text);
  const out: (string | undefined)[][] = [];
  while (matcher.find()) {
    out.push(Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? undefined));
  }
  return out;
}

const found = (pattern: string, text: string) =>
  [...allMatches(compileRegex(pattern)!, text)].map((m) => [...m.groups]);

/** Of the kinds that rules and hunting queries of Microsoft Sentinel have. */
const common = [
  '(?i)^.*\\.exe$',
  '(cmd|powershell|wscript|cscript|mshta|rundll32|regsvr32)\\.exe',
  '^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$',
  '\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b',
  '^(\\d{1,3}\\.){3}\\d{1,3}$',
  '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}',
  'E2ELatency=([0-9.]+)',
  '"key":"([^"]+)"',
  'https?://([^/]+)/',
  'User: ([^,]+)',
  '\\\\([^\\\\]+)$',
  '(?:^|,)("(?:[^"]|"")*"[^,]*|[^,]*)',
  'UserName=(.*?);',
];

describe('compileRegex', () => {
  it('keeps the meaning of RE2', () => {
    assert.equal(compileRegex('(?i)STRASSE')?.test('strasse'), true);
    assert.equal(compileRegex('(?s)^a.b$')?.test('a\nb'), true);
    assert.equal(compileRegex('^a.b$')?.test('a\nb'), false);
    assert.equal(compileRegex('a$')?.test('a\n'), false);
    assert.equal(compileRegex('(?m)^b$')?.test('a\nb\nc'), true);
    assert.equal(compileRegex('\\x{FEFF}x')?.test('\ufeffx'), true);
    assert.equal(compileRegex('^.$')?.test('😀'), true);
    assert.equal(compileRegex('\\s')?.test('\u00a0'), false);
    assert.equal(compileRegex('[[:alpha:]]+')?.exec('12ab', 0)?.start, 2);
    assert.equal(compileRegex('(?i)k')?.test('\u212a'), true);
    assert.equal(compileRegex('\\pL+')?.test('é'), true);
  });

  it('says that an expression is not valid', () => {
    for (const pattern of ['(', '[', 'a**', '(?=a)', '\\1', '(?<!a)b'])
      assert.equal(compileRegex(pattern), null, pattern);
  });

  it('is not caught by nested repetition', () => {
    for (const [pattern, text] of [
      ['^(a+)+$', `${'a'.repeat(2000)}b`],
      ['^(?:a|a)*$', `${'a'.repeat(2000)}b`],
      ['^(?:a?){30}a{30}$', 'a'.repeat(29)],
      [`${'a?'.repeat(30)}${'a'.repeat(30)}$`, 'a'.repeat(29)],
    ] as const) {
      const regex = compileRegex(pattern)!;
      assert.equal(regex.isNative(text), false, pattern);
      assert.equal(regex.test(text), false, pattern);
    }
  });

  it('runs natively where the steps are few', () => {
    const long = 'Some text: key=value, 10.0.0.1 <a.b@contoso.com> '.repeat(2000);
    for (const pattern of common) assert.equal(compileRegex(pattern)?.isNative(long), true, pattern);
    for (const pattern of ['\\d+x', '(\\w+)@', '(?i)powershell.*-enc', '[A-Za-z0-9+/]{50,}={0,2}'])
      assert.equal(compileRegex(pattern)?.isNative('x'.repeat(500)), true, pattern);
  });

  it('does not run natively where the steps would grow faster than the text', () => {
    for (const [pattern, text] of [
      ['\\d+x', '1'.repeat(100_000)],
      ['\\d+\\d+x', '1'.repeat(2000)],
      ['.*a.*b.*c', 'ab'.repeat(1000)],
      ['.{0,200}x', 'a'.repeat(100_000)],
      ['(?i)powershell.*-enc', 'powershell '.repeat(10_000)],
      ['[\\r\\n]*$', `${'\n'.repeat(100_000)}x`],
    ] as const) {
      const regex = compileRegex(pattern)!;
      assert.equal(regex.isNative(text), false, pattern);
      assert.equal(regex.isNative('-'.repeat(50)), true, pattern);
    }
  });

  it('does not end where the native stack does', () => {
    const text = 'ab'.repeat(2_500_000);
    const regex = compileRegex('^(?:a|b)*$')!;
    assert.equal(regex.isNative(text), true);
    assert.equal(regex.test(text), true);
    assert.equal(regex.test(`${text}c`), false);
  });

  it('replaces with groups', () => {
    assert.equal(replaceAll(compileRegex('(\\w)(\\d)')!, 'a1 b2', '\\2\\1'), '1a 2b');
    assert.equal(replaceAll(compileRegex('x*')!, 'ab', '-'), '-a-b-');
  });

  it('finds what RE2JS finds', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '\\d',
      '\\w',
      '\\s',
      'x',
      '1',
      ' ',
      '(a)',
      '(?:b|c)',
      '(a|bc)',
      '^',
      '$',
      '\\b',
    );
    const piece = fc
      .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '*?', '+?', '{1,2}'))
      .map(([a, q]) => (/^(\^|\$|\\b)$/.test(a) ? a : a + q));
    const pattern = fc
      .tuple(fc.constantFrom('', '(?i)', '(?s)'), fc.array(piece, { minLength: 1, maxLength: 5 }))
      .map(([f, p]) => f + p.join(''));
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', 'A', '1', ' ', '\n', 'é', '\u00a0', '😀', '\u212a'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(pattern, text, (p, t) => {
        assert.deepEqual(found(p, t), exact(p, t), `${p} on ${JSON.stringify(t)}`);
      }),
      { numRuns: 2000 },
    );
  });
});
