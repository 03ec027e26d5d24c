import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ask } from '../testing/ask.ts';

const rows = (kql: string) => ask(kql).rows;

describe('search and tests of all columns', () => {
  const t = 'datatable(s:string, n:long)["one web01",1, "two",2]';
  it('find terms in any column', () => {
    assert.deepEqual(ask(`${t} | search "ONE"`), {
      columns: ['$table', 's', 'n'],
      rows: [['search_arg0', 'one web01', 1]],
    });
    assert.deepEqual(rows(`${t} | search "2" | project n`), [[2]]);
    assert.deepEqual(rows(`${t} | search "web*" and n == 1 | project n`), [[1]]);
    assert.deepEqual(rows(`${t} | search kind=case_sensitive "ONE"`), []);
    assert.deepEqual(rows(`${t} | search s:"two" | project n`), [[2]]);
    assert.deepEqual(rows(`${t} | where * has "two" | project n`), [[2]]);
    assert.deepEqual(rows(`${t} | where * !has "two" | project n`), [[1]]);
    assert.deepEqual(rows(`${t} | search * : "two" | project n`), [[2]]);
    assert.deepEqual(rows(`${t} | search n > 0 and not("two") | project n`), [[1]]);
    assert.throws(() => ask(`${t} | search "one" or 42`), { kind: 'bind' });
  });
  it('a wildcard inside a term is an expression between word boundaries', () => {
    const hosts = 'datatable(s:string)["srv corp-7.com x", "corpx", "xcorp.com", "corp.comx", "CORP.COM"]';
    assert.deepEqual(rows(`${hosts} | search "corp*.com" | project s`), [['srv corp-7.com x'], ['CORP.COM']]);
    assert.deepEqual(rows(`${hosts} | search kind=case_sensitive s:"corp*.com" | count`), [[1]]);
    assert.throws(() => ask(`${hosts} | search "*corp*.com"`), { kind: 'unsupported' });
  });
  it('search * finds all rows', () => {
    assert.deepEqual(rows(`${t} | search * | summarize count() by $table`), [['search_arg0', 2]]);
    assert.deepEqual(rows(`datatable(s:string)[""] | search * | count`), [[1]]);
  });
});

describe('partition', () => {
  it('runs a sub-query for each value', () => {
    const t = 'datatable(k:string, v:long)["a",1, "a",3, "b",2]';
    assert.deepEqual(rows(`${t} | partition by k (top 1 by v)`), [
      ['a', 3],
      ['b', 2],
    ]);
    assert.deepEqual(rows(`${t} | partition by k (summarize n = sum(v)) | sort by n asc`), [[2], [4]]);
  });
});

describe('scan', () => {
  it('carries values from match to match', () => {
    const t = 'range x from 1 to 4 step 1';
    assert.deepEqual(
      rows(
        `${t} | scan declare (sum:long = 0) with (step s: x != 2 => sum = s.sum + x;) | extend twice = sum * 2`,
      ),
      [
        [1, 1, 2],
        [3, 4, 8],
        [4, 8, 16],
      ],
    );
    assert.deepEqual(rows(`${t} | scan declare (before:long) with (step s: true => before = s.x;)`), [
      [1, null],
      [2, 1],
      [3, 2],
      [4, 3],
    ]);
    const counted = `${t} | scan declare (n:long = 0) with (step s: true => n = s.n + 1;)`;
    assert.deepEqual(ask(`${counted} | distinct *`).columns, ['x', 'n']);
    assert.deepEqual(ask(`${t} | lookup (${counted}) on x | top 1 by n`), {
      columns: ['x', 'n'],
      rows: [[4, 4]],
    });
    assert.throws(() => ask(`${counted} | project match_id`), { code: 'KS142' });
    assert.throws(() => ask(`${t} | scan with (step a: x == prev(x);)`), { kind: 'bind' });
  });
});

describe('scan with several steps', () => {
  const events = (...names: string[]) =>
    `datatable(t:long, e:string)[${names.map((n, i) => `${i}, "${n}"`).join(', ')}]`;
  it('follows a sequence from step to step and numbers it', () => {
    const kql = `${events('x', 'start', 'a', 'stop', 'b', 'start', 'stop')}
      | scan with_match_id=id with (step s: e == "start"; step m: e != "start" and e != "stop"; step z: e == "stop";)`;
    assert.deepEqual(ask(kql), {
      columns: ['t', 'e', 'id'],
      rows: [
        [1, 'start', 0],
        [2, 'a', 0],
        [3, 'stop', 0],
        [5, 'start', 1],
        // the first sequence still stands at its last step, which the row repeats
        [6, 'stop', 0],
      ],
    });
  });
  it('a new start takes the place of one that waits', () => {
    const kql = `${events('start', 'start', 'stop')}
      | scan with_match_id=id declare (from:long) with (step s: e == "start" => from = t; step z: e == "stop" => from = s.from;)`;
    assert.deepEqual(
      rows(kql),
      [
        [0, 'start', 0, 0],
        [1, 'start', 0, 1],
        [2, 'stop', 0, 1],
      ].map(([t, e, id, from]) => [t, e, from, id]),
    );
  });
  it('puts out all rows of a step, the last one, or none', () => {
    const t = events('a', 'a', 'b');
    const scan = (output: string) =>
      rows(`${t} | scan with (step s output=${output}: e == "a"; step z: e == "b";) | project t`);
    assert.deepEqual(scan('all'), [[0], [1], [2]]);
    assert.deepEqual(scan('last'), [[1], [2]]);
    assert.deepEqual(scan('none'), [[2]]);
  });
  it('gives the last row of a step at the end too', () => {
    assert.deepEqual(rows(`${events('a', 'a')} | scan with (step s output=last: e == "a";) | project t`), [
      [1],
    ]);
  });
  it('takes each partition on its own', () => {
    const t = 'datatable(k:string, v:long)["a",1, "b",10, "a",2]';
    assert.deepEqual(
      rows(`${t} | scan partition by k declare (sum:long = 0) with (step s: true => sum = s.sum + v;)`),
      [
        ['a', 1, 1],
        ['a', 2, 3],
        ['b', 10, 10],
      ],
    );
  });
});
