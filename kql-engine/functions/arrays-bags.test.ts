import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { ask, values } from '../testing/ask.ts';

/** Expressions and what they give, from the documented semantics. */
function table(cases: Record<string, unknown>): void {
  const got = values(...Object.keys(cases));
  Object.entries(cases).forEach(([expression, want], i) => {
    assert.deepEqual(got[i], want, expression);
  });
}

it('arrays are turned, moved and cut', () => {
  table({
    'array_reverse(dynamic([1, "a", null]))': [null, 'a', 1],
    'array_rotate_left(dynamic([1, 2, 3, 4]), 1)': [2, 3, 4, 1],
    'array_rotate_left(dynamic([1, 2, 3, 4]), -1)': [4, 1, 2, 3],
    'array_rotate_right(dynamic([1, 2, 3, 4]), 1)': [4, 1, 2, 3],
    'array_shift_left(dynamic([1, 2, 3]), 1)': [2, 3, null],
    'array_shift_left(dynamic([1, 2, 3]), -1, 0)': [0, 1, 2],
    'array_shift_right(dynamic([1, 2, 3]), 2, "x")': ['x', 'x', 1],
    'array_split(dynamic([1, 2, 3, 4]), 1)': [[1], [2, 3, 4]],
    'array_split(dynamic([1, 2, 3, 4]), dynamic([1, -1]))': [[1], [2, 3], [4]],
    'array_split(dynamic([1]), 5)': [[1], []],
    'arraylength(dynamic([1, 2]))': 2,
    'array_length(parse_json("{}"))': null,
  });
});

it('array_sort: nulls last unless told otherwise, further arrays follow the first', () => {
  table({
    'array_sort_asc(dynamic([3, null, 1]))': [1, 3, null],
    'array_sort_desc(dynamic([3, null, 1]))': [3, 1, null],
    'array_sort_asc(dynamic([3, null, 1]), false)': [null, 1, 3],
    'array_sort_asc(dynamic(["b", "a"]))': ['a', 'b'],
  });
  const sorted = 'array_sort_asc(dynamic([2, 1]), dynamic(["two", "one"]))';
  assert.deepEqual(ask(`print ${sorted}`).rows, [
    [
      [1, 2],
      ['one', 'two'],
    ],
  ]);
  assert.deepEqual(values(`${sorted}[1]`), [['one', 'two']]);
  assert.deepEqual(ask(`print a = ${sorted}`), { columns: ['a'], rows: [[[1, 2]]] });
});

it('array_sort_asc puts in order what it was given, and only that', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1 }), (list) => {
      const sorted = [...list].sort((a, b) => a - b);
      const array = `dynamic([${list.join()}])`;
      assert.deepEqual(values(`array_sort_asc(${array})`, `array_reverse(array_sort_desc(${array}))`), [
        sorted,
        sorted,
      ]);
    }),
    { numRuns: 30 },
  );
});

it('array_iff picks by condition; a condition that is neither bool nor number gives null', () => {
  table({
    'array_iff(dynamic([true, false]), dynamic([1, 2]), dynamic([3, 4]))': [1, 4],
    'array_iif(dynamic([1, 0, "x"]), "yes", "no")': ['yes', 'no', null],
    'array_iff(dynamic([true, true]), dynamic([1]), 0)': [1, null],
  });
});

it('bags are made, asked and taken apart', () => {
  table({
    'bag_pack("a", 1, "b", "x")': { a: 1, b: 'x' },
    'pack_dictionary("a", 1)': { a: 1 },
    'bag_has_key(dynamic({"a": null}), "a")': true,
    'bag_has_key(dynamic({"a": 1}), "b")': false,
    'bag_has_key(dynamic({"a": {"b": 1}}), "$.a.b")': true,
    'bag_remove_keys(dynamic({"a": 1, "b": 2}), dynamic(["a", "z"]))': { b: 2 },
    'bag_remove_keys(dynamic({"a": {"b": 1, "c": 2}}), dynamic(["$.a.b"]))': { a: { c: 2 } },
    'bag_zip(dynamic(["a", "b"]), dynamic([1]))': { a: 1, b: null },
    'bag_zip(dynamic(["a", 8]), dynamic(1))': { a: null },
    'bag_zip(dynamic("a"), dynamic([1]))': null,
    'jaccard_index(dynamic([1, 2, 2]), dynamic([2, 3]))': 1 / 3,
    'set_equals(dynamic([1, 2]), dynamic([2, 1, 1]))': true,
    'set_equals(dynamic([1]), dynamic([2]))': false,
    'array_sort_asc(treepath(parse_json(\'{"a": {"b": 1}, "c": [1]}\')))': [
      "['a']",
      "['a']['b']",
      "['c']",
      "['c'][0]",
    ],
    'extract_json("$.a[1]", \'{"a": [1, 2]}\', typeof(long))': 2,
  });
});

it('pack_all holds the columns of the row', () => {
  assert.deepEqual(
    ask('print a = 1, b = "", c = "x" | project all = pack_all(), some = pack_all(true)').rows,
    [
      [
        { a: 1, b: '', c: 'x' },
        { a: 1, c: 'x' },
      ],
    ],
  );
});

it('column_ifexists takes the column, or the value in its place', () => {
  assert.deepEqual(
    ask('print a = 1 | project x = column_ifexists("a", 5), y = column_ifexists("b", 5)').rows,
    [[1, 5]],
  );
});
