import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createDatabase, type KqlError } from '../index.ts';

const db = createDatabase({
  tables: [{ name: 'T', columns: [{ name: 'x', type: 'long' }] }],
  functions: [
    { name: 'Unknown', body: 'T\n| where nosuch > 1' },
    { name: 'Braces', parameters: '(n:long)', body: '{\nT\n| extend y = toint(missing)\n}' },
    { name: 'Refused', body: 'print x = 1\n| evaluate diffpatterns(x, "1", "2")' },
    { name: 'Fails', body: 'range i from 1 to 2000 step 1 | sort by i desc' },
    { name: 'Outer', body: 'Unknown\n| take 1' },
    { name: 'Narrow', parameters: '(S:(x:long), least:long = 2)', body: 'S | where x >= least' },
    { name: 'Unpacked', body: 'print d = dynamic({"a":1}) | evaluate bag_unpack(d)' },
    { name: 'Total', parameters: '(n:long)', body: 'toscalar(T | where x > n | count)' },
  ],
  now: () => new Date('2026-03-01T12:00:00Z'),
  limits: { operatorRows: 1000 },
});
db.ingest('T', [{ x: 1 }, { x: 2 }, { x: 3 }]);

function failure(kql: string): KqlError {
  try {
    db.query(kql);
  } catch (error) {
    return error as KqlError;
  }
  throw new Error(`${kql} did not fail`);
}

describe('errors in saved functions', () => {
  it('name the function and the line, and stand at the call', () => {
    const kql = 'T | union (Unknown())';
    const error = failure(kql);
    assert.equal(error.code, 'KS142');
    assert.match(error.message, /nosuch.*\(in the function 'Unknown', line 2\)/);
    assert.equal(kql.slice(error.start, error.start + error.length), 'Unknown()');
    assert.match(failure('Braces(1)').message, /missing.*\(in the function 'Braces', line 3\)/);
  });
  it('also when the engine refuses something, and while rows are made', () => {
    const refused = failure('Refused');
    assert.equal(refused.kind, 'unsupported');
    assert.match(refused.message, /diffpatterns.*\(in the function 'Refused', line 2\)/);
    assert.match(
      failure('print a = 1 | union (Fails())').message,
      /E_RUNAWAY_QUERY.*\(in the function 'Fails'\)$/,
    );
  });
  it('name the innermost function once', () => {
    const error = failure('Outer');
    assert.match(error.message, /\(in the function 'Unknown', line 2\)$/);
    assert.equal(error.start, 0);
  });
  it('of let functions stand where their text is', () => {
    const kql = 'let f = (n:long) { T | where absent > n };\nf(1)';
    const error = failure(kql);
    assert.equal(error.code, 'KS142');
    assert.equal(kql.slice(error.start, error.start + error.length), 'absent');
  });
});

describe('saved functions', () => {
  it('take tables, defaults and scalars', () => {
    assert.deepEqual(db.query('T | invoke Narrow()').rows, [[2], [3]]);
    assert.deepEqual(db.query('Narrow(T, 3)').rows, [[3]]);
    assert.deepEqual(db.query('Narrow((T | extend y = 1), least = 3)').rows.length, 1);
    assert.deepEqual(db.query('print n = Total(1)').rows, [[2]]);
    assert.deepEqual(db.query('T | extend n = Total(2) | take 1').rows, [[1, 1]]);
  });
  it('may unpack columns that depend on the data', () => {
    assert.deepEqual(db.query('Unpacked | project b = a + 1').rows, [[2]]);
  });
});
