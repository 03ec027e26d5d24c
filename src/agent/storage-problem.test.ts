import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RestError } from '@azure/storage-blob';
import { storageProblem } from './storage-problem.ts';

const cases: [Error, RegExp, boolean][] = [
  [
    new RestError('m', { statusCode: 403, code: 'AuthorizationPermissionMismatch' }),
    /Storage Blob Data Contributor/,
    true,
  ],
  [new RestError('m', { statusCode: 403, code: 'AuthorizationFailure' }), /network settings/, true],
  [new RestError('m', { statusCode: 404, code: 'ContainerNotFound' }), /Deploy mailflow/, false],
  [new RestError('m', { statusCode: 503, code: 'ServerBusy' }), /goes on by itself/, true],
  [new RestError('m', { code: 'ENOTFOUND' }), /the proxy/, true],
  [
    Object.assign(new Error('m'), { name: 'CredentialUnavailableError' }),
    /Hybrid agent extension applications/,
    true,
  ],
  [Object.assign(new Error('m'), { name: 'AbortError' }), /reachable/, true],
];

test('each trouble comes with what to do', () => {
  for (const [error, advice, retryable] of cases) {
    const problem = storageProblem(error);
    assert.match(problem.advice, advice);
    assert.equal(problem.retryable, retryable);
    assert.equal(problem.cause, error);
    assert.equal(storageProblem(problem), problem);
  }
});
