import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CutOptions, cutWholeLines } from './line-cut.ts';

const growing: CutOptions = { encoding: 'utf8', finished: false, atEnd: true, full: false };
const finished: CutOptions = { ...growing, finished: true };
const cut = (text: string | Buffer, options: Partial<CutOptions> = {}) =>
  cutWholeLines(Buffer.from(text as string), { ...growing, ...options });

test('a half-written last line is held back, and goes once the file is finished', () => {
  assert.deepEqual(cut('a,b\r\nc,'), { length: 5, held: 2 });
  assert.deepEqual(cut('c,'), { length: 0, held: 2 });
  assert.deepEqual(cut('a,b\r\nc,', finished), { length: 7, held: 0 });
});

test('zeros at the end never go', () => {
  assert.deepEqual(cut('a\n\0\0\0'), { length: 2, held: 0 });
  assert.deepEqual(cut('a\nb\0\0\0', finished), { length: 3, held: 0 });
  assert.deepEqual(cut('\0\0\0', finished), { length: 0, held: 0 });
});

test('a hole of zeros stops the cut until the file is finished', () => {
  assert.deepEqual(cut('a\n\0\0\0b\n'), { length: 2, held: 5 });
  assert.deepEqual(cut('\0\0\0b\n'), { length: 0, held: 5 });
  assert.deepEqual(cut('\0\0\0b\n', finished), { length: 5, held: 0 });
});

test('UTF-16 is cut on code units: neither U+0A0A nor half a line break counts', () => {
  const le = (text: string) => Buffer.from(text, 'utf16le');
  const be = (text: string) => le(text).swap16();
  assert.deepEqual(cut(le('a\r\nb'), { encoding: 'utf16le' }), { length: 6, held: 2 });
  assert.deepEqual(cut(be('a\r\nb'), { encoding: 'utf16be' }), { length: 6, held: 2 });
  assert.equal(cut(le('\u0a0a\u0a00\u000a\u0a41'), { encoding: 'utf16le' }).length, 6);
  assert.equal(cut(be('\u0a0a\u0a00\u000a\u0a41'), { encoding: 'utf16be' }).length, 6);
  assert.equal(cut(le('a\n').subarray(0, 3), { encoding: 'utf16le' }).length, 0, 'half a code unit');
  assert.equal(
    cut(Buffer.concat([le('a'), Buffer.from([0x62])]), { ...finished, encoding: 'utf16le' }).length,
    2,
  );
  assert.deepEqual(cut(le('a\n\0\0'), { encoding: 'utf16le' }), { length: 4, held: 0 });
});

test('a piece without any line break goes only when it is as long as a block may be', () => {
  assert.equal(cut('abc', { atEnd: false }).length, 0);
  assert.equal(cut('abc', { atEnd: false, full: true }).length, 3);
  assert.equal(cut('a\nb', { ...finished, atEnd: false }).length, 2);
  assert.equal(cut('abc', { ...finished, atEnd: false, full: true }).length, 3);
});

test('cut pieces join to whole lines: a property', () => {
  const part = fc.constantFrom('a', ',', '\r\n', '\n', 'é', '"');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), fc.nat(60), (parts, at) => {
      const file = Buffer.from(parts.join(''));
      const first = cutWholeLines(file.subarray(0, at), growing).length;
      const rest = cutWholeLines(file.subarray(first), growing);
      assert.equal(first + rest.length, file.lastIndexOf(0x0a) + 1);
      assert.equal(first + rest.length + rest.held, file.length);
    }),
  );
});
