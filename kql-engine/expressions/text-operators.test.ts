import assert from 'node:assert/strict';
import { it } from 'node:test';
import { values } from '../testing/ask.ts';

/** Conditions in their four forms: plain, !, _cs and ! with _cs, over the same text and needle. */
const forms: [string, string, string, [boolean, boolean, boolean, boolean]][] = [
  ['One two-Three', 'hasprefix', 'THR', [true, false, false, true]],
  ['One two-Three', 'hasprefix', 'wo', [false, true, false, true]],
  ['One two-Three', 'hassuffix', 'WO', [true, false, false, true]],
  ['One two-Three', 'hassuffix', 'Thr', [false, true, false, true]],
  ['One two-Three', 'has', 'ONE', [true, false, false, true]],
  ['One two-Three', 'contains', 'TWO-t', [true, false, false, true]],
  ['One two-Three', 'startswith', 'ONE', [true, false, false, true]],
  ['One two-Three', 'endswith', 'Three', [true, false, true, false]],
  ['', 'has', 'a', [false, true, false, true]],
  ['', 'contains', '', [true, false, true, false]],
];

it('text operators, with and without case, and their opposites', () => {
  for (const [text, word, needle, want] of forms) {
    const written = [word, `!${word}`, `${word}_cs`, `!${word}_cs`];
    const got = values(...written.map((operator) => `"${text}" ${operator} "${needle}"`));
    assert.deepEqual(got, want, `${text} ${word} ${needle}`);
  }
  // spelled out once, for whoever looks for them
  assert.deepEqual(
    values(
      '"a b" hasprefix_cs "B"',
      '"a b" hassuffix_cs "b"',
      '"a b" !hasprefix "B"',
      '"a b" !hasprefix_cs "B"',
      '"a b" !hassuffix "c"',
      '"a b" !hassuffix_cs "b"',
    ),
    [false, true, false, true, true, false],
  );
});

it('lists and ranges, and their opposites', () => {
  assert.deepEqual(
    values('"A" in~ ("a")', '"A" !in~ ("a")', '"A" in ("a")', '"A" !in ("a")', '"" !in~ ("a", "b")'),
    [true, false, false, true, true],
  );
  assert.deepEqual(
    values('2 between (1 .. 2)', '2 !between (1 .. 2)', '3 !between (1 .. 2)', 'long(null) between (1 .. 2)'),
    [true, false, true, null],
  );
});
