import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Chunk, type LazyColumn } from '../chunk.ts';
import { columnAt } from '../expressions/compile.ts';
import type { Expr } from '../scope.ts';
import { GroupTable } from './group-table.ts';

/** A column that comes as codes, as a table gives it; the list of values has one that no row uses. */
function codedColumn(texts: string[]): LazyColumn {
  const values = ['unused', ...new Set(texts)];
  const column: LazyColumn = () => texts;
  const dictionary = { codes: Uint16Array.from(texts, (t) => values.lastIndexOf(t)), values };
  column.dictionary = () => dictionary;
  return column;
}

const text = fc.constantFrom('a', 'b', 'c', '', 'A');
const number = fc.constantFrom(0, -0, 1, 2.5, Number.NaN, null);
const rows = fc.array(fc.array(fc.tuple(text, number, text), { maxLength: 12 }), { maxLength: 4 });
const keyOf = (row: unknown[]) => row.map((v) => (v === null ? 'null' : `${typeof v} ${v}`)).join('|');

function chunkOf(part: [string, number | null, string][]): Chunk {
  return new Chunk(part.length, [
    codedColumn(part.map((r) => r[0])),
    part.map((r) => r[1]),
    part.map((r) => r[2]),
  ]);
}

describe('groups', () => {
  const keys = [columnAt(0, 'string'), columnAt(1, 'real'), columnAt(2, 'string')];

  it('are numbered in order of arrival, over chunks with codes and without', () => {
    fc.assert(
      fc.property(rows, fc.subarray([0, 1, 2], { minLength: 1 }), (parts, chosen) => {
        const table = new GroupTable(chosen.map((k) => keys[k]!));
        const known = new Map<string, number>();
        for (const part of parts) {
          const expected = part.map((row) => {
            const key = keyOf(chosen.map((k) => row[k]));
            if (!known.has(key)) known.set(key, known.size);
            return known.get(key)!;
          });
          assert.deepEqual([...table.number(chunkOf(part))], expected);
        }
        assert.equal(table.size, known.size);
        const values = [...known.keys()].map((_, g) => keyOf(table.values.map((v) => v[g])));
        assert.deepEqual(values, [...known.keys()]);
      }),
    );
  });

  it('are found again by other keys, where they are there', () => {
    fc.assert(
      fc.property(rows, rows, (parts, others) => {
        const table = new GroupTable(keys);
        const known = new Map<string, number>();
        for (const part of parts) {
          table.number(chunkOf(part)).forEach((group, i) => {
            known.set(keyOf(part[i]!), group);
          });
        }
        for (const part of others) {
          const expected = part.map((row) => known.get(keyOf(row)) ?? -1);
          assert.deepEqual([...table.find(chunkOf(part), keys)], expected);
        }
      }),
    );
  });

  it('that are not there may come later, also where chunks share their codes', () => {
    const texts = codedColumn(['a', 'b', 'c', 'a']);
    const all = new Chunk(4, [texts]);
    for (const key of [columnAt(0, 'string'), { ...columnAt(0, 'string'), column: undefined }] as Expr[]) {
      const table = new GroupTable([key]);
      table.number(all.slice(0, 1));
      assert.deepEqual([...table.find(all, [key])], [0, -1, -1, 0]);
      assert.deepEqual([...table.number(all.slice(1, 2))], [1]);
      assert.deepEqual([...table.find(all, [key])], [0, 1, -1, 0]);
      assert.deepEqual([...table.number(all)], [0, 1, 2, 0]);
      assert.deepEqual([...table.find(all, [key])], [0, 1, 2, 0]);
    }
  });

  it('without keys are one', () => {
    const table = new GroupTable([]);
    assert.deepEqual([...table.number(new Chunk(3, []))], [0, 0, 0]);
    assert.equal(table.size, 0);
  });
});
