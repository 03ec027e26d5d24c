import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { MarkLedger } from './mark-ledger.ts';

test('marks come in order, each once, and never before all rows in front of it are settled', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ rows: fc.integer({ min: 1, max: 5 }), marks: fc.nat(3) }), { maxLength: 12 }),
      fc.infiniteStream(fc.nat(100)),
      (bodies, choices) => {
        const reached: number[] = [];
        const ledger = new MarkLedger<number>((mark) => reached.push(mark));
        const positions: number[] = [];
        let rows = 0;
        const open = bodies.map((body) => {
          for (let mark = 0; mark < body.marks; mark++) {
            // Somewhere inside the body that is being filled.
            const position = rows + (mark % body.rows);
            if (position < (positions.at(-1) ?? 0)) continue;
            ledger.mark(position, positions.length);
            positions.push(position);
          }
          rows += body.rows;
          return { start: rows - body.rows, entry: ledger.open(rows) };
        });
        const waiting = [...open];
        while (waiting.length > 0) {
          const [settled] = waiting.splice(choices.next().value % waiting.length, 1);
          ledger.settle(settled!.entry);
          const firstOpen = waiting.length === 0 ? rows : Math.min(...waiting.map((each) => each.start));
          const expected = positions.filter((position) => position <= firstOpen).length;
          assert.deepEqual(
            reached,
            Array.from({ length: expected }, (_, index) => index),
          );
        }
        assert.equal(reached.length, positions.length);
        assert.equal(ledger.reached, reached.at(-1));
      },
    ),
  );
});
