import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../testing/ask.ts';

const bags =
  'datatable(k:long, d:dynamic)[1, dynamic({"b":1,"a":"x"}), 2, dynamic({"a":"y","c":[1]}), 3, dynamic(null)]';

describe('evaluate bag_unpack', () => {
  it('makes columns in the order of their names, null or empty where a slot is missing', () => {
    assert.deepEqual(ask(`${bags} | evaluate bag_unpack(d)`), {
      columns: ['k', 'a', 'b', 'c'],
      rows: [
        [1, 'x', 1, null],
        [2, 'y', null, [1]],
        [3, '', null, null],
      ],
    });
  });
  it('gives a slot of several types the type dynamic', () => {
    const t = 'datatable(d:dynamic)[dynamic({"v":1}), dynamic({"v":"s"})]';
    assert.deepEqual(ask(`${t} | evaluate bag_unpack(d) | extend g = gettype(v)`).rows, [
      [1, 'long'],
      ['s', 'string'],
    ]);
  });
  it('takes a prefix, ignored properties, and a choice for columns that are there', () => {
    assert.deepEqual(ask(`${bags} | evaluate bag_unpack(d, "p_")`).columns, ['k', 'p_a', 'p_b', 'p_c']);
    assert.deepEqual(
      ask(`${bags} | evaluate bag_unpack(d, ignoredProperties = dynamic(["a", "c"]))`).columns,
      ['k', 'b'],
    );
    const t = 'datatable(a:string, d:dynamic)["old", dynamic({"a":"new"}), "old", dynamic({})]';
    assert.deepEqual(ask(`${t} | evaluate bag_unpack(d, columnsConflict = "replace_source")`).rows, [
      ['new'],
      [''],
    ]);
    assert.deepEqual(ask(`${t} | evaluate bag_unpack(d, columnsConflict = "keep_source")`).rows, [
      ['old'],
      ['old'],
    ]);
    assert.throws(() => ask(`${t} | evaluate bag_unpack(d)`), { kind: 'runtime', code: 'bag_unpack' });
  });
  it('takes the columns of an output schema, and converts to their types', () => {
    assert.deepEqual(ask(`${bags} | evaluate bag_unpack(d) : (b:string, a:string) | take 1`), {
      columns: ['b', 'a'],
      rows: [['1', 'x']],
    });
    assert.deepEqual(ask(`${bags} | evaluate bag_unpack(d) : (*, z:long) | take 1`), {
      columns: ['k', 'z'],
      rows: [[1, null]],
    });
  });
});

describe('queries behind a schema that depends on the data', () => {
  const one = 'print d = dynamic({"n":1, "s":"q"}) | evaluate bag_unpack(d)';
  it('see the columns in pipes, let statements, joins and unions', () => {
    assert.deepEqual(ask(`${one} | where n == 1 | summarize m = max(n) by s`).rows, [['q', 1]]);
    assert.deepEqual(
      ask(`let X = ${one}; X | join kind=inner (X | project n, t = s) on n | project s, t`).rows,
      [['q', 'q']],
    );
    assert.deepEqual(ask(`union (${one}), (print s = "r")`).columns, ['n', 's']);
    assert.deepEqual(ask(`print v = toscalar(${one} | project n)`).rows, [[1]]);
  });
  it('and several plug-ins one after another', () => {
    const kql = `${one} | project d2 = bag_pack("u", n, "v", s) | evaluate bag_unpack(d2) | evaluate narrow()`;
    assert.deepEqual(ask(kql).rows, [
      [0, 'u', '1'],
      [0, 'v', 'q'],
    ]);
  });
  it('are bound for real: errors stand where they were written', () => {
    const kql = `${one} | where nosuch == 1`;
    assert.throws(
      () => ask(kql),
      (error: { code: string; start: number }) =>
        error.code === 'KS142' && error.start === kql.indexOf('nosuch'),
    );
  });
  it('work in functions, but not with other columns at each call', () => {
    const f = 'let F = (T:(d:dynamic)) { T | evaluate bag_unpack(d) };';
    assert.deepEqual(ask(`${f} print d = dynamic({"a":1}) | invoke F() | extend b = a + 1`).rows, [[1, 2]]);
    assert.throws(
      () =>
        ask(
          `${f} union (print d = dynamic({"a":1}) | invoke F()), (print d = dynamic({"b":1}) | invoke F())`,
        ),
      { kind: 'unsupported' },
    );
    assert.throws(() => ask('print k = 1, d = dynamic({"a":1}) | partition by k (evaluate bag_unpack(d))'), {
      kind: 'unsupported',
    });
  });
});

describe('evaluate pivot', () => {
  const t = 'datatable(k:string, p:string, v:long)["a","x",1, "a","y",2, "b","x",3, "b","x",4]';
  it('counts, or aggregates, by the other columns', () => {
    assert.deepEqual(ask(`${t} | project k, p | evaluate pivot(p)`), {
      columns: ['k', 'x', 'y'],
      rows: [
        ['a', 1, 1],
        ['b', 2, 0],
      ],
    });
    assert.deepEqual(ask(`${t} | evaluate pivot(p, sum(v))`).rows, [
      ['a', 1, 2],
      ['b', 7, 0],
    ]);
    assert.deepEqual(ask(`${t} | evaluate pivot(p, max(v), k)`).rows, [
      ['a', 1, 2],
      ['b', 4, null],
    ]);
  });
  it('gives no rows for no rows', () => {
    assert.deepEqual(ask(`${t} | where false | evaluate pivot(p)`), { columns: ['k', 'v'], rows: [] });
  });
});

describe('evaluate ipv4_lookup', () => {
  const ips = 'datatable(ip:string, zone:string)["10.1.2.3","a", "192.168.0.7","b", "x","a"]';
  const nets =
    'let N = datatable(net:string, name:string, zone:string)["10.0.0.0/8","ten","a", "10.1.0.0/16","ten-one","a", "192.168.0.0/24","home","c"];';
  it('gives all networks that hold the address', () => {
    assert.deepEqual(
      ask(`${nets} ${ips} | project ip | evaluate ipv4_lookup(N, ip, net) | project ip, name`).rows,
      [
        ['10.1.2.3', 'ten'],
        ['10.1.2.3', 'ten-one'],
        ['192.168.0.7', 'home'],
      ],
    );
  });
  it('keeps rows without a match when asked, and compares further keys', () => {
    const kql = `${nets} ${ips} | evaluate ipv4_lookup(N, ip, net, zone, return_unmatched = true) | project ip, name`;
    assert.deepEqual(ask(kql).rows, [
      ['10.1.2.3', 'ten'],
      ['10.1.2.3', 'ten-one'],
      ['192.168.0.7', ''],
      ['x', ''],
    ]);
  });
});

describe('other plug-ins', () => {
  it('are refused by name', () => {
    assert.throws(() => ask('print a = 1 | evaluate diffpatterns(a, "1", "2")'), /diffpatterns/);
  });
});
