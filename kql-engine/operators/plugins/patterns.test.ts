import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ask } from '../../testing/ask.ts';

const mails = `datatable(server:string, status:string, code:int, n:long)[
  "mbx1","sent",250,4, "mbx1","sent",250,2, "mbx2","sent",250,2, "mbx2","failed",550,2]`;

describe('evaluate basket', () => {
  it('gives each pattern with all that its rows have in common, by count times columns', () => {
    assert.deepEqual(ask(`${mails} | project-away n | evaluate basket(0.4)`), {
      columns: ['SegmentId', 'Count', 'Percent', 'server', 'status', 'code'],
      rows: [
        [0, 2, 50, 'mbx1', 'sent', 250],
        [1, 3, 75, '', 'sent', 250],
        [2, 2, 50, 'mbx2', '', null],
      ],
    });
  });
  it('weighs rows by a column, which belongs to no pattern', () => {
    assert.deepEqual(ask(`${mails} | evaluate basket(0.7, n)`).rows, [[0, 8, 80, '', 'sent', 250, null]]);
    assert.deepEqual(
      ask(`${mails} | evaluate basket("~", n, "~", "*", int(-1)) | where status == "failed"`).rows,
      [[3, 2, 20, 'mbx2', 'failed', 550, null]],
    );
  });
  it('takes as many independent columns as are asked for', () => {
    const t = 'datatable(a:string, b:string)["x","y", "x","z", "w","y", "x","y"]';
    assert.deepEqual(ask(`${t} | evaluate basket(0.5, "~", 1) | sort by SegmentId asc`).rows, [
      [0, 3, 75, 'x', ''],
      [1, 3, 75, '', 'y'],
    ]);
    assert.equal(ask(`${t} | evaluate basket(0.5, "~", 2)`).rows.length, 3);
  });
  it('writes wildcards of its own for each type', () => {
    assert.deepEqual(
      ask(`${mails} | project server, code | evaluate basket(0.4, "~", "~", "*", int(-1))`).rows,
      [
        [0, 2, 50, 'mbx1', 250],
        [1, 3, 75, '*', 250],
        [2, 2, 50, 'mbx2', -1],
      ],
    );
  });
  it('gives nothing for no rows, refuses dynamic columns and a threshold that is out of bounds', () => {
    assert.deepEqual(ask(`${mails} | where false | evaluate basket()`).rows, []);
    assert.throws(() => ask('print d = dynamic([1]) | evaluate basket()'), { kind: 'unsupported' });
    assert.throws(() => ask(`${mails} | evaluate basket(0.001)`), { kind: 'runtime', code: 'basket' });
    assert.throws(() => ask('print a = 1, w = 1.5 | evaluate basket(0.1, w)'), { kind: 'unsupported' });
  });
  it('finds what counting every combination finds', () => {
    const cell = fc.constantFrom('a', 'b', 'c');
    const row = fc.tuple(cell, cell, cell);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (rows) => {
        const found = new Map<string, number>();
        for (const seed of rows) {
          for (let mask = 1; mask < 8; mask++) {
            const has = rows.filter((r) => r.every((v, i) => !(mask & (1 << i)) || v === seed[i]));
            if (has.length < 0.3 * rows.length) continue;
            const common = seed.map((v, i) => (has.every((r) => r[i] === v) ? v : ''));
            found.set(common.join(), has.length);
          }
        }
        const table = `datatable(a:string, b:string, c:string)[${rows.flat().map((v) => `"${v}"`)}]`;
        const got = ask(`${table} | evaluate basket(0.3)`).rows.map(
          (r) => [r.slice(3).join(), r[1]] as const,
        );
        assert.deepEqual(new Map([...got].sort()), new Map([...found].sort()));
      }),
      { seed: 7, numRuns: 60 },
    );
  });
});

describe('evaluate autocluster', () => {
  it('finds the groups of rows that are alike, each with its count and share', () => {
    const t = `range i from 1 to 100 step 1
      | extend server = iff(i <= 60, "mbx1", iff(i <= 90, "mbx2", strcat("edge", i))),
               status = iff(i <= 60, "sent", iff(i <= 90, "failed", strcat("s", i)))
      | project server, status`;
    assert.deepEqual(ask(`${t} | evaluate autocluster()`).rows, [
      [0, 60, 60, 'mbx1', 'sent'],
      [1, 30, 30, 'mbx2', 'failed'],
    ]);
    assert.deepEqual(ask(`${t} | evaluate autocluster("~", "~", 1, "*")`).rows, [
      [0, 60, 60, 'mbx1', 'sent'],
    ]);
  });
  it('covers more and says less as the size weight grows', () => {
    const t = `range i from 1 to 100 step 1 | project server = iff(i % 10 == 0, "b", "a"), client = tostring(i % 3)`;
    assert.deepEqual(ask(`${t} | evaluate autocluster(1.0) | take 1`).rows, [[0, 90, 90, 'a', '']]);
    assert.equal(
      ask(`${t} | evaluate autocluster(0.0)`).rows.every((r) => r[3] !== '' && r[4] !== ''),
      true,
    );
  });
  it('weighs rows, gives nothing for no rows, and refuses what is out of bounds', () => {
    assert.deepEqual(ask(`${mails} | project server, n | evaluate autocluster("~", n) | take 1`).rows, [
      [0, 6, 60, 'mbx1', null],
    ]);
    assert.deepEqual(ask(`${mails} | where false | evaluate autocluster()`).rows, []);
    assert.throws(() => ask(`${mails} | evaluate autocluster(2.0)`), { code: 'autocluster' });
  });
});
