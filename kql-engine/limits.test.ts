import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDatabase } from './index.ts';

const now = () => new Date('2026-03-01T12:00:00Z');
const small = { operatorRows: 100_000, madeRows: 1_000_000, resultRows: 1000, timeMs: 60_000 };
const db = createDatabase({
  tables: [],
  functions: [{ name: 'Again', parameters: '(n:long)', body: 'Again(n)' }],
  now,
  limits: small,
});
const runaway = { kind: 'runtime', code: 'E_RUNAWAY_QUERY' };

describe('limits', () => {
  it('a cross join, a long range and an explosion of mv-expand are runaway queries', () => {
    const million = 'range x from 1 to 1000000000 step 1';
    assert.throws(() => db.query(`${million} | summarize count()`), runaway);
    assert.throws(() => db.query(`${million} | sort by x asc | take 1`), runaway);
    assert.throws(() => db.query(`${million} | summarize count() by x`), runaway);
    const side = 'range x from 1 to 50000 step 1 | extend k = 1';
    assert.throws(() => db.query(`${side} | join kind=inner (${side}) on k | count`), runaway);
    assert.throws(
      () => db.query(`range x from 1 to 100000 step 1 | extend a = range(1, 1000) | mv-expand a | count`),
      runaway,
    );
    assert.throws(() => db.query('range x from 1 to 200000 step 1 | summarize make_list(x) by x'), runaway);
  });
  it('texts and arrays that double are runaway queries', () => {
    const doubled = (start: string, step: string) => {
      const steps = Array.from({ length: 40 }, (_, i) => `let v${i + 1} = ${step.replaceAll('$', `v${i}`)};`);
      return `let v0 = ${start}; ${steps.join(' ')} print strlen(tostring(v40))`;
    };
    assert.throws(() => db.query(doubled('"0123456789"', 'strcat($, $)')), runaway);
    assert.throws(() => db.query(doubled('dynamic([1, 2])', 'array_concat($, $)')), runaway);
    assert.throws(() => db.query(doubled('"ab"', 'replace_string($, "a", "aa,aa")')), runaway);
  });
  it('lists end at 1,048,576 elements, as documented', () => {
    const large = createDatabase({ tables: [], now });
    const kql = 'range x from 1 to 1100000 step 1 | summarize l = make_list(x) | project n = array_length(l)';
    assert.deepEqual(large.query(kql).rows, [[1_048_576]]);
  });
  it('a result of too many rows or bytes is refused', () => {
    const tooLarge = { kind: 'runtime', code: 'E_QUERY_RESULT_SET_TOO_LARGE' };
    assert.throws(() => db.query('range x from 1 to 1001 step 1'), tooLarge);
    const narrow = createDatabase({ tables: [], now, limits: { resultBytes: 10_000 } });
    assert.throws(
      () => narrow.query('range x from 1 to 101 step 1 | project s = strrep("a", 100)'),
      tooLarge,
    );
    assert.throws(() => narrow.query('print d = range(1, 2000)'), tooLarge);
    assert.equal(narrow.query('range x from 1 to 90 step 1 | project s = strrep("a", 100)').rows.length, 90);
  });
  it('a query that runs too long is stopped', () => {
    const hurried = createDatabase({ tables: [], now, limits: { timeMs: 20 } });
    assert.throws(
      () => hurried.query('range x from 1 to 90000000 step 1 | extend y = sqrt(x) | summarize sum(y)'),
      { kind: 'runtime', code: 'GatewayTimeout' },
    );
  });
  it('functions that call themselves are refused', () => {
    assert.throws(() => db.query('let f = (n:long) { f(n - 1) }; print f(3)'), { kind: 'bind' });
    assert.throws(() => db.query('Again(3)'), { kind: 'bind', code: 'recursion' });
    assert.throws(() => db.query('print x = Again(3)'), { kind: 'bind', code: 'recursion' });
  });
  it('an expression of a regular expression that others need ages for is quick', () => {
    const kql = 'print s = strcat(strrep("a", 1000), "b") | where s matches regex "^(a+)+$" | count';
    assert.deepEqual(db.query(kql).rows, [[0]]);
  });
  it('the database goes on answering after each of them', () => {
    assert.deepEqual(db.query('print x = 1').rows, [[1]]);
  });
});
