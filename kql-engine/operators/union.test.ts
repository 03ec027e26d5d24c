import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../testing/ask.ts';

describe('union of columns of one name and several types', () => {
  it('calls them by their types', () => {
    assert.deepEqual(ask('union (print x = 1), (print x = "a"), (print x = 2)'), {
      columns: ['x_long', 'x_string'],
      rows: [
        [1, ''],
        [null, 'a'],
        [2, ''],
      ],
    });
  });

  it('gives another name to the one whose name is taken', () => {
    const views =
      'let A = view () { print x=1 }; let B = view () { print x=toint(2) }; let C = view () { print x_long=3 };';
    const expected = {
      columns: ['from', 'x_long1', 'x_int', 'x_long'],
      rows: [
        ['A', 1, null, null],
        ['B', null, 2, null],
        ['C', null, null, 3],
      ],
    };
    assert.deepEqual(ask(`${views} union withsource=from A, B, C`), expected);
    assert.deepEqual(ask(`${views} A | union withsource=from B, C | where isnotnull(x_long)`).rows, [
      ['C', null, null, 3],
    ]);
    assert.deepEqual(ask(`${views} union A, B, C | project x_long1`).rows, [[1], [null], [null]]);
    assert.deepEqual(ask(`${views} let f = () { union A, B, C | where x_long1 == 1 }; f() | count`).rows, [
      [1],
    ]);
  });

  it('is refused where the next name is taken too', () => {
    assert.throws(() => ask('union (print x=1), (print x="a"), (print x_long=1, x_long1=2)'), /x_long1/);
    assert.throws(
      () => ask('union (print x=1), (print x="a"), (print x_long=1), (print x_long="a")'),
      /x_long/,
    );
  });

  it('is refused with kind=inner where all inputs have the name', () => {
    assert.throws(() => ask('union kind=inner (print x=1, y=1), (print x="a", y=2)'), /several types/);
    assert.deepEqual(ask('union kind=inner (print x=1, y=1), (print y=2)').columns, ['y']);
  });
});

describe('union isfuzzy=true', () => {
  const view = 'let V = view () { print x = 1 };';

  it('leaves out inputs of which the table is not there', () => {
    assert.deepEqual(
      ask(`${view} union isfuzzy=true (V | where x > 0), (Gone | where x > 0 | extend y = z), V`),
      {
        columns: ['x'],
        rows: [[1], [1]],
      },
    );
    assert.deepEqual(
      ask(`${view} union isfuzzy=true withsource=from Gone, (V | as A), (print x = "b" | as B)`),
      {
        columns: ['from', 'x_long', 'x_string'],
        rows: [
          ['A', 1, ''],
          ['B', null, 'b'],
        ],
      },
    );
    assert.deepEqual(ask(`${view} union isfuzzy=true (Gone | where x > 0), V | summarize sum(x)`).rows, [
      [1],
    ]);
  });

  it('is an error where no table is there', () => {
    assert.throws(() => ask('union isfuzzy=true Gone, (AlsoGone | where x > 0)'), { kind: 'bind' });
  });
});
