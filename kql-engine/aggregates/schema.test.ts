import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../testing/ask.ts';

test('buildschema merges what has been seen', () => {
  const { rows } = ask(
    'datatable(v:dynamic)[dynamic({"x":1, "y":3.5}), dynamic({"x":"somevalue", "z":[1, 2, 3]}), dynamic({"y":{"w":"zzz"}, "t":["aa", "bb"], "z":["foo"]})] | summarize buildschema(v)',
  );
  assert.deepEqual(rows, [
    [
      {
        x: ['long', 'string'],
        y: ['double', { w: 'string' }],
        z: { '`indexer`': ['long', 'string'] },
        t: { '`indexer`': 'string' },
      },
    ],
  ]);
});

test('a covariance is named after both columns, and what follows sees that name', () => {
  const { columns, rows } = ask(
    'datatable(x:real, y:real)[1.0, 14.0, 2.0, 10.0, 3.0, 17.0, 4.0, 20.0, 5.0, 50.0] | summarize covariance(x, y) | extend twice = covariance_x_y * 2',
  );
  assert.deepEqual(columns, ['covariance_x_y', 'twice']);
  assert.deepEqual(rows, [[20.5, 41]]);
});

test('numbers that do not fit 64 bits are turned down, as the service does', () => {
  assert.throws(() => ask('print dynamic(9223372036854775808)'), { kind: 'bind' });
  assert.throws(() => ask('print 9223372036854775808'), { kind: 'bind' });
  assert.throws(() => ask('print d = dynamic([1,2]) | mv-expand d | extend x = d * d'), { kind: 'bind' });
  assert.deepEqual(ask('print tolong(todouble(9223372036854775807)), tolong(real(+inf))').rows, [
    [-(2n ** 63n), null],
  ]);
  assert.deepEqual(ask('datatable(r:real)[1e30] | project tolong(r)').rows, [[2n ** 63n - 1n]]);
});
