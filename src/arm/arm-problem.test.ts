import assert from 'node:assert/strict';
import { it } from 'node:test';
import { MailflowError } from '../error.ts';
import { armProblem } from './arm-problem.ts';

function error(fields: object): Error {
  return Object.assign(new Error('the text of the service\nand a trace id'), fields);
}

const cases: [string, object, string, RegExp, boolean][] = [
  ['no sign-in', { name: 'CredentialUnavailableError' }, 'no-access-token', /az login/, false],
  [
    'a sign-in service that is down',
    { name: 'AuthenticationError', statusCode: 503 },
    'unavailable',
    /few minutes/,
    true,
  ],
  [
    'a wrong tenant',
    { statusCode: 401, code: 'InvalidAuthenticationTokenTenant' },
    'unauthorized',
    /--tenant/,
    false,
  ],
  [
    'a wrong cloud',
    { statusCode: 401, code: 'InvalidAuthenticationToken' },
    'unauthorized',
    /--cloud/,
    false,
  ],
  [
    'a missing role',
    { statusCode: 403, code: 'AuthorizationFailed' },
    'forbidden',
    /the role Reader on it/,
    true,
  ],
  ['a lock', { statusCode: 403, code: 'ScopeLocked' }, 'forbidden', /lock/, true],
  [
    'a wrong subscription',
    { statusCode: 404, code: 'SubscriptionNotFound' },
    'not-found',
    /subscription/,
    false,
  ],
  ['a wrong group', { statusCode: 404, code: 'ResourceGroupNotFound' }, 'not-found', /resource group/, false],
  ['a change under way', { statusCode: 409, code: 'Conflict' }, 'conflict', /Wait/, true],
  ['throttling', { statusCode: 429, code: 'TooManyRequests' }, 'throttled', /few minutes/, true],
  // The generated clients give the status as text.
  ['a service that is down', { status: '500' }, 'unavailable', /few minutes/, true],
  ['an unknown host', { name: 'RestError', code: 'ENOTFOUND' }, 'unreachable', /proxy/, true],
  ['anything else', { statusCode: 400, code: 'InvalidParameter' }, 'arm-refused', /text says why/, false],
];

for (const [name, fields, code, advice, retryable] of cases) {
  it(`armProblem gives advice for ${name}`, () => {
    const problem = armProblem(error(fields), 'read it', 'Reader on it');
    assert.equal(problem.code, code);
    assert.match(problem.advice, advice);
    assert.equal(problem.retryable, retryable);
    assert.match(problem.message, /^Could not read it \(.*the text of the service\)$/);
  });
}

it('armProblem knows a classic table by the text, and leaves our own errors alone', () => {
  const classic = new Error('Changing Classic table T_CL schema by using this API is not supported.');
  const problem = armProblem(Object.assign(classic, { statusCode: 400 }), 'change it', '');
  assert.match(problem.advice, /table migrate/);
  const own = new MailflowError('x', 'y');
  assert.equal(armProblem(own, 'z', ''), own);
});
