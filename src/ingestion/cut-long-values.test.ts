import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { cutLongValues, cutText } from './cut-long-values.ts';

test('cuts only what is too long, and leaves every other character of the row alone', () => {
  const row = `{ "n": 12345678901234567890, "a" : "short" ,"b\\u0021":"${'x'.repeat(65_537)}","o":{"q":["]","}"]} }`;
  const cut = cutLongValues(row);
  assert.deepEqual(cut?.columns, ['b!']);
  assert.equal(cut?.row, row.replace('x'.repeat(65_537), 'x'.repeat(65_536)));
});

test('exactly 65,536 bytes stay, also where escapes make the text longer', () => {
  assert.equal(cutLongValues(JSON.stringify({ a: 'x'.repeat(65_536) })), undefined);
  assert.equal(cutLongValues(JSON.stringify({ a: '\n'.repeat(65_536) })), undefined);
  assert.deepEqual(JSON.parse(cutLongValues(JSON.stringify({ a: '\\'.repeat(65_537) }))!.row), {
    a: '\\'.repeat(65_536),
  });
});

test('a long object is named but not cut', () => {
  const row = JSON.stringify({ list: ['y'.repeat(70_000)], a: 1 });
  assert.deepEqual(cutLongValues(row), { row, columns: ['list'] });
});

test('text that is no JSON object is left to the service', () => {
  for (const row of ['', '[1]', '{"a":', '{"a" 1}', `{"a":"${'x'.repeat(70_000)}`]) {
    assert.equal(cutLongValues(row), undefined);
  }
});

test('a cut never splits a character', () => {
  assert.equal(cutText('aé', 2), 'a');
  assert.equal(cutText('aé', 3), 'aé');
  assert.equal(cutText('a😀', 4), 'a');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, limit) => {
      const cut = cutText(text, limit);
      assert.ok(Buffer.byteLength(cut) <= limit || cut === text);
      assert.ok(text.startsWith(cut));
      const next = [...text.slice(cut.length)][0];
      if (next !== undefined) assert.ok(Buffer.byteLength(cut + next) > limit);
    }),
  );
});

test('the same as cutting the parsed values', () => {
  const value = fc.oneof(
    fc.string(),
    fc.nat(3).map((extra) => '"é\\'.repeat(16_384 + extra - 1)),
    fc.integer(),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), value), fc.constantFrom(0, 1), (row, indent) => {
      const text = JSON.stringify(row, undefined, indent);
      const expected = Object.fromEntries(
        Object.entries(row).map(([name, each]) => [
          name,
          typeof each === 'string' ? cutText(each, 65_536) : each,
        ]),
      );
      const cut = cutLongValues(text);
      assert.deepEqual(JSON.parse(cut?.row ?? text), JSON.parse(JSON.stringify(expected)));
    }),
  );
});
