import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { compressRows, halve, onlyRow, originOf, type Piece } from './body.ts';
import { BodySizer } from './body-sizer.ts';
import { RowPacker } from './row-packer.ts';
import { maxWireBytes } from './service-limits.ts';

function pack(rows: readonly string[]) {
  const packer = new RowPacker();
  for (const [index, row] of rows.entries())
    packer.append(row, { line: index, offset: index * 7, end: index * 7 + 7 });
  return packer;
}

const parse = (piece: Piece): unknown[] => JSON.parse(gunzipSync(piece.wire).toString('utf8'));

test('halving down to single rows gives every row back once, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { minLength: 1, maxLength: 40 }), (values) => {
      const rows = values.map((value) => JSON.stringify({ value }));
      const body = compressRows(pack(rows).take(), new BodySizer());
      const walk = (piece: Piece): string[] => {
        assert.deepEqual(
          parse(piece),
          rows.slice(piece.from, piece.to).map((row) => JSON.parse(row)),
        );
        if (piece.to - piece.from === 1) return [onlyRow(piece)];
        return halve(body, piece).flatMap(walk);
      };
      assert.deepEqual(body.pieces.flatMap(walk), rows);
      assert.deepEqual(originOf(body, rows.length - 1), {
        line: rows.length - 1,
        offset: (rows.length - 1) * 7,
        end: rows.length * 7,
      });
    }),
  );
});

test('what comes out above the wire limit is halved, and later bodies are made smaller', () => {
  let state = 1;
  const noise = () => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    return state >>> 0;
  };
  const sizer = new BodySizer();
  const before = sizer.target(1);
  const rows = Array.from({ length: 400 }, () => JSON.stringify({ n: Array.from({ length: 1_000 }, noise) }));
  const body = compressRows(pack(rows).take(), sizer);
  assert.ok(body.pieces.length > 1);
  assert.ok(body.pieces.every((piece) => piece.wire.length <= maxWireBytes));
  assert.deepEqual(
    body.pieces.flatMap(parse),
    rows.map((row) => JSON.parse(row)),
  );
  assert.ok(sizer.target(1) < before);
});

test('a packer is used again, and takes back a row', () => {
  const packer = pack(['{"a":1}']);
  packer.undoLast();
  packer.append('{"a":2}', { line: 1, offset: 2, end: 3 });
  packer.append('{"a":"é"}', { line: 2, offset: 3, end: 4 });
  packer.shrink();
  assert.equal(packer.take().raw.toString(), '[{"a":2},{"a":"é"}]');
  assert.equal(packer.rows, 0);
  packer.shrink();
  packer.append('{}', { line: 3, offset: 4, end: 5 });
  assert.equal(packer.take().raw.toString(), '[{}]');
});

test('sizes: shared among sessions, halved by a 413, back after many good bodies', () => {
  const sizer = new BodySizer();
  sizer.compressed(4_000_000, 400_000);
  for (let body = 0; body < 20; body++) sizer.compressed(4_000_000, 400_000);
  const alone = sizer.target(1);
  assert.ok(alone > 8_000_000);
  assert.ok(sizer.target(8) <= 2 * 1_048_576);
  sizer.tooLarge(8_000_000);
  assert.equal(sizer.target(1), 4_000_000);
  for (let body = 0; body < 10; body++) sizer.tooLarge(1_000);
  assert.equal(sizer.target(1), 1_000_000);
  for (let body = 0; body < 64 * 5; body++) sizer.accepted();
  assert.equal(sizer.target(1), alone);
});
