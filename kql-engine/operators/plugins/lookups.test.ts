import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createDatabase } from '../../index.ts';
import { ask } from '../../testing/ask.ts';

describe('evaluate ipv6_lookup', () => {
  const nets = `let N = datatable(net:string, name:string)
    ["2001:db8::/32","lab", "2001:db8:5::/48","floor 5", "fd00::/8","home", "192.0.2.0/24","old", "no net","none"];`;
  const ips = 'datatable(ip:string)["2001:db8:5::1", "FD00::7", "192.0.2.9", "2001:db9::1", "x"]';
  it('gives all networks that hold the address', () => {
    assert.deepEqual(ask(`${nets} ${ips} | evaluate ipv6_lookup(N, ip, net) | project ip, name`).rows, [
      ['2001:db8:5::1', 'lab'],
      ['2001:db8:5::1', 'floor 5'],
      ['FD00::7', 'home'],
      ['192.0.2.9', 'old'],
    ]);
  });
  it('keeps rows without a match when asked', () => {
    const kql = `${nets} ${ips} | evaluate ipv6_lookup(N, ip, net, true) | where isempty(name)`;
    assert.deepEqual(ask(kql), {
      columns: ['net', 'name', 'ip'],
      rows: [
        ['', '', '2001:db9::1'],
        ['', '', 'x'],
      ],
    });
  });
  it('refuses columns of one name in both tables', () => {
    assert.throws(
      () => ask(`${nets} print net = "fd00::1" | evaluate ipv6_lookup(N, net, net)`),
      /'net' in both/,
    );
  });
  it('looks a network up by its own prefix', () => {
    const kql = `${nets} datatable(ip:string)["2001:db8::/16", "2001:db8::/40"] | evaluate ipv6_lookup(N, ip, net) | project name`;
    assert.deepEqual(ask(kql).rows, [['lab']]);
  });
});

describe('evaluate rows_near', () => {
  const t = 'range n from 1 to 9 step 1';
  const near = (args: string) => ask(`${t} | evaluate rows_near(${args})`).rows.flat();
  it('keeps as many rows before and behind', () => {
    assert.deepEqual(near('n == 4, 1'), [3, 4, 5]);
    assert.deepEqual(near('n in (1, 9), 2'), [1, 2, 3, 7, 8, 9]);
    assert.deepEqual(near('n in (4, 5), 2, 0'), [2, 3, 4, 5]);
    assert.deepEqual(near('n == 4, 0, 3'), [4, 5, 6, 7]);
    assert.deepEqual(near('n == 40, 3'), []);
    assert.deepEqual(near('bool(null), 3'), []);
  });
  it('needs numbers of rows that are not negative', () => {
    assert.throws(() => near('n == 4, -1'), { kind: 'runtime', code: 'rows_near' });
  });
  it('keeps just the rows whose distance is right', () => {
    const rows = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 4 });
    const few = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(rows, few, few, (hits, before, after) => {
        const want = Array.from({ length: 9 }, (_, i) => i + 1).filter((n) =>
          hits.some((hit) => n >= hit - before && n <= hit + after),
        );
        assert.deepEqual(near(`set_has_element(dynamic([${hits}]), n), ${before}, ${after}`), want);
      }),
      { seed: 7, numRuns: 40 },
    );
  });
});

describe('evaluate preview', () => {
  const db = createDatabase({ tables: [], now: () => new Date(0) });
  const tables = (kql: string) => db.query(kql).tables?.map((t) => [t.columns.map((c) => c.name), t.rows]);
  it('gives the first rows, and how many there are', () => {
    assert.deepEqual(tables('range n from 1 to 9 step 1 | evaluate preview(2)'), [
      [['n'], [[1], [2]]],
      [['Count'], [[9]]],
    ]);
    assert.deepEqual(tables('range n from 1 to 2 step 1 | evaluate preview(5)'), [
      [['n'], [[1], [2]]],
      [['Count'], [[2]]],
    ]);
    assert.deepEqual(tables('range n from 1 to 2 step 1 | evaluate preview(0)'), [
      [['n'], []],
      [['Count'], [[2]]],
    ]);
  });
});
