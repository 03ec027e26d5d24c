import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createDatabase } from '../index.ts';
import { ask } from '../testing/ask.ts';

const rows = (kql: string) => ask(kql).rows;

describe('join', () => {
  const db = createDatabase({
    tables: [
      {
        name: 'L',
        columns: [
          { name: 'k', type: 'long' },
          { name: 's', type: 'string' },
          { name: 'l', type: 'int' },
        ],
      },
      {
        name: 'R',
        columns: [
          { name: 'k', type: 'long' },
          { name: 's', type: 'string' },
          { name: 'r', type: 'int' },
        ],
      },
    ],
    now: () => new Date(0),
  });
  type Row = [number | null, string, number];

  /** Every kind written as two loops. */
  function nestedLoop(kind: string, left: Row[], right: Row[]): unknown[][] {
    const fits = (a: Row, b: Row) => a[0] === b[0] && a[1] === b[1];
    const none = [null, '', null];
    const seen = new Set<string>();
    const lefts =
      kind === 'innerunique'
        ? left.filter((a) => {
            const key = JSON.stringify([a[0], a[1]]);
            return !seen.has(key) && seen.add(key);
          })
        : left;
    const pairs = lefts.flatMap((a) => right.filter((b) => fits(a, b)).map((b) => [...a, ...b]));
    const lonelyLeft = left.filter((a) => !right.some((b) => fits(a, b)));
    const lonelyRight = right.filter((b) => !left.some((a) => fits(a, b)));
    switch (kind) {
      case 'leftouter':
        return [...pairs, ...lonelyLeft.map((a) => [...a, ...none])];
      case 'rightouter':
        return [...pairs, ...lonelyRight.map((b) => [...none, ...b])];
      case 'fullouter':
        return [
          ...pairs,
          ...lonelyLeft.map((a) => [...a, ...none]),
          ...lonelyRight.map((b) => [...none, ...b]),
        ];
      case 'leftanti':
        return lonelyLeft;
      case 'rightanti':
        return lonelyRight;
      case 'leftsemi':
        return left.filter((a) => right.some((b) => fits(a, b)));
      case 'rightsemi':
        return right.filter((b) => left.some((a) => fits(a, b)));
      default:
        return pairs;
    }
  }

  const side = fc.array(
    fc.tuple(
      fc.option(fc.integer({ min: 0, max: 3 })),
      fc.constantFrom('', 'x', 'X'),
      fc.integer({ min: 0, max: 99 }),
    ),
    { maxLength: 12 },
  );
  for (const kind of [
    'inner',
    'innerunique',
    'leftouter',
    'rightouter',
    'fullouter',
    'leftanti',
    'rightanti',
    'leftsemi',
    'rightsemi',
  ]) {
    it(`kind=${kind} is what two loops give; null matches null`, () => {
      fc.assert(
        fc.property(side, side, (left, right) => {
          db.clear('L');
          db.clear('R');
          db.ingest(
            'L',
            left.map(([k, s, l]) => ({ k, s, l })),
          );
          db.ingest(
            'R',
            right.map(([k, s, r]) => ({ k, s, r })),
          );
          const text = (list: unknown[][]) => list.map((r) => JSON.stringify(r)).sort();
          assert.deepEqual(
            text(db.query(`L | join kind=${kind} R on k, s`).rows),
            text(nestedLoop(kind, left, right)),
          );
        }),
        { numRuns: 40 },
      );
    });
  }

  it('is innerunique by default, renames, and joins on other names', () => {
    assert.deepEqual(ask('datatable(a:long)[1, 1] | join (datatable(a:long, b:string)[1,"x"]) on a'), {
      columns: ['a', 'a1', 'b'],
      rows: [[1, 1, 'x']],
    });
    assert.deepEqual(rows('print a = 1 | join kind=inner (print b = 1, c = 2) on $left.a == $right.b'), [
      [1, 1, 2],
    ]);
    assert.deepEqual(ask('print a = 1 | lookup (print a = 1, c = 2) on a'), {
      columns: ['a', 'c'],
      rows: [[1, 2]],
    });
  });
});
