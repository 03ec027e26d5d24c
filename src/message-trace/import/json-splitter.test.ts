import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type JsonPiece, JsonSplitter } from './json-splitter.ts';

function split(text: string, size = text.length || 1) {
  const splitter = new JsonSplitter();
  const pieces: JsonPiece[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(...splitter.push(text.slice(at, at + size)));
  pieces.push(...splitter.end());
  return { pieces, envelopeKeys: [...splitter.envelopeKeys] };
}

/** Texts of sound entries, reasons of the others. */
function entries(text: string): string[] {
  return split(text).pieces.map(({ text: entry, reason }) => reason ?? entry);
}

test('pages, lists, single objects and lines give the same rows', () => {
  const shapes = [
    '[{"a":1},{"b":[{"value":[2]}]}]',
    '{"value":[{"a":1},{"b":[{"value":[2]}]}]}',
    '{"@odata.context":"x","value":[{"a":1}],"@odata.nextLink":"y"}{"value":[{"b":[{"value":[2]}]}]}',
    '[{"value":[{"a":1}]},{"value":[]},{"value":[{"b":[{"value":[2]}]}],"Count":1}]',
    '{"d":{"results":[{"a":1},{"b":[{"value":[2]}]}],"__next":"z"}}',
    '{"d":[{"a":1},{"b":[{"value":[2]}]}]}',
    '{"a":1}\n{"b":[{"value":[2]}]}\n',
    '{"a":1}\r\n\r\n\ufeff{"b":[{"value":[2]}]}',
    '[[{"a":1}],[{"b":[{"value":[2]}]}]]',
  ];
  for (const shape of shapes) assert.deepEqual(entries(shape), ['{"a":1}', '{"b":[{"value":[2]}]}'], shape);
});

test('nothing in it is no error', () => {
  for (const text of ['', ' \n', '[]', '{"value":[]}', '{"d":{"results":[]}}', '[{"value":[]}]'])
    assert.deepEqual(entries(text), [], text);
});

test('names around the rows', () => {
  const { envelopeKeys } = split(
    '{"odata.metadata":"m","n":{"inner":1},"value":[{"a":1}],"odata.nextLink":"x"}',
  );
  assert.deepEqual(envelopeKeys, ['odata.metadata', 'n', 'value', 'odata.nextLink']);
});

test('brackets and quotes in strings are text', () => {
  const row = JSON.stringify({ subject: '}]{["\\', 'value"': '\\"', other: '\\\\' });
  assert.deepEqual(entries(`[${row},${row}]`), [row, row]);
});

test('damage in a file of lines ends with its line', () => {
  const lines = [
    '{"a":1}',
    '{"b":"cut',
    '{"c":1}',
    '{"d":{"e":',
    '{"f":1}',
    'word "x',
    '{"g":1}}',
    '{"h":1}',
  ];
  assert.deepEqual(
    split(lines.join('\n')).pieces.map(({ line, text, reason }) => `${line} ${reason ?? text}`),
    [
      '1 {"a":1}',
      '2 json',
      '3 {"c":1}',
      '4 json',
      '5 {"f":1}',
      '6 json',
      '6 json',
      '7 {"g":1}',
      '7 json',
      '8 {"h":1}',
    ],
  );
});

test('damage elsewhere ends at the next object', () => {
  const text = '[\n  {\n    "a": 1\n  },\n  {\n    "b": "cut\n  },\n  {\n    "c": 1\n  }\n]';
  assert.deepEqual(
    entries(text).map((entry) => entry.replaceAll(/\s/g, '')),
    ['{"a":1}', 'json', '{"c":1}'],
  );
});

test('a file that ends too early says so', () => {
  assert.deepEqual(entries('[{"a":1},{"b":'), ['{"a":1}', 'cut-off']);
  assert.deepEqual(entries('{"value":[{"a":1}'), ['{"a":1}', 'cut-off']);
  assert.deepEqual(entries('{"value":[{"a":1}],"@odata.nextLink":"htt'), ['{"a":1}', 'cut-off']);
});

test('an entry that is too long is not kept, and the next one is found', () => {
  const long = JSON.stringify({ long: 'x'.repeat(3 << 20), nested: [{ a: '\\' }] });
  const { pieces } = split(`[{"a":1},${long},{"b":1}]`, 1 << 16);
  assert.deepEqual(
    pieces.map(({ text, reason }) => reason ?? text),
    ['{"a":1}', 'too-long', '{"b":1}'],
  );
  assert.equal(pieces[1]!.text.length, 64 * 1024);
});

test('wherever the pieces end, the entries are the same', () => {
  const row = fc.record({ id: fc.string({ unit: 'binary' }), size: fc.integer(), more: fc.jsonValue() });
  const shape = fc.constantFrom(
    (rows: unknown[]) => JSON.stringify(rows, null, 2),
    (rows: unknown[]) => JSON.stringify({ '@odata.context': 'c', value: rows, '@odata.nextLink': 'n' }),
    (rows: unknown[]) => JSON.stringify({ d: { results: rows, __next: null } }, null, '\t'),
    (rows: unknown[]) => rows.map((one) => JSON.stringify(one)).join('\n'),
  );
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 5 }),
      shape,
      fc.integer({ min: 1, max: 30 }),
      (rows, write, size) => {
        const text = write(rows);
        const { pieces } = split(text, size);
        assert.deepEqual(
          pieces.map((piece) => JSON.parse(piece.text)),
          JSON.parse(JSON.stringify(rows)),
        );
        assert.deepEqual(split(text).pieces, pieces);
      },
    ),
    { numRuns: 500 },
  );
});

test('whatever the text, splitting ends, and cuts change nothing', () => {
  const junk = fc.string({
    unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', '\n', ',', ':', 'd', '"value":', '1'),
  });
  fc.assert(
    fc.property(junk, fc.integer({ min: 1, max: 5 }), (text, size) => {
      const reasons = ({ pieces }: ReturnType<typeof split>) =>
        pieces.map(({ line, reason }) => [line, reason]);
      assert.deepEqual(reasons(split(text, size)), reasons(split(text)));
    }),
    { numRuns: 5000 },
  );
});
