import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parseOddLine } from './parse-odd-line.ts';
import { ODD_QUOTE, OPEN_QUOTE, splitLine } from './split-line.ts';

const value = fc.string({ unit: fc.constantFrom('a', ',', '"', '#', ' ', 'ü', '\n', '\r\n', ';', '🎉') });

function quoted(text: string, always: boolean): string {
  return always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

describe('splitLine', () => {
  const cases: [string, ReturnType<typeof splitLine>][] = [
    ['', ['']],
    [',', ['', '']],
    ['a,b', ['a', 'b']],
    ['"a,b",c', ['a,b', 'c']],
    ['a,"b ""c"" d",""', ['a', 'b "c" d', '']],
    ['5" disk,3" tape', ['5" disk', '3" tape']],
    ['#1,"#2"', ['#1', '#2']],
    ['a,"', OPEN_QUOTE],
    ['a,"b""', OPEN_QUOTE],
    ['"a" b,c', ODD_QUOTE],
  ];
  for (const [line, expected] of cases) {
    test(JSON.stringify(line), () => assert.deepEqual(splitLine(line), expected));
  }

  test('gives the values of any row that was written by RFC 4180', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.boolean()), { minLength: 1, maxLength: 8 }), (fields) => {
        const line = fields.map(([text, always]) => quoted(text, always)).join(',');
        assert.deepEqual(
          splitLine(line),
          fields.map(([text]) => text),
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('agrees with csv-parse on any line that it splits', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', ' ', '#'), minLength: 1 }), (line) => {
        const values = splitLine(line);
        if (values === OPEN_QUOTE) assert.throws(() => parse(line, { relax_quotes: true }));
        if (typeof values === 'string') return;
        assert.deepEqual([values], parse(line, { relax_quotes: true, relax_column_count: true }));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('parseOddLine', () => {
  test('keeps the quotes of a field with text behind them', () => {
    assert.deepEqual(parseOddLine('a,"b" c,d'), ['a', '"b" c', 'd']);
    assert.deepEqual(parseOddLine('a,"b, x" c,"d, e"'), ['a', '"b, x" c', 'd, e']);
  });

  test('gives nothing where the quotes do not pair up', () => {
    assert.equal(parseOddLine('"a, b,"x, y",z'), undefined);
    assert.equal(parseOddLine('a,"b" c,"d'), undefined);
  });
});
