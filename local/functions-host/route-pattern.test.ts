import assert from 'node:assert/strict';
import { test } from 'node:test';
import { routePattern } from './route-pattern.ts';

test('routes match as in Azure Functions', () => {
  assert.ok(routePattern('api/lines').test('/API/Lines'));
  assert.ok(routePattern('api/lines').test('/api/lines/'));
  assert.equal(routePattern('api/lines').test('/api/lines/x'), false);
  assert.equal(routePattern('api/a.b').test('/api/axb'), false);
  assert.deepEqual(
    { ...routePattern('api/{kind}/{id:int?}').exec('/api/a/7')?.groups },
    { kind: 'a', id: '7' },
  );
  assert.deepEqual(
    { ...routePattern('api/{kind}/{id?}').exec('/api/a')?.groups },
    { kind: 'a', id: undefined },
  );
  assert.deepEqual({ ...routePattern('files/{*rest}').exec('/files/a/b')?.groups }, { rest: 'a/b' });
});
