import assert from 'node:assert/strict';
import { test } from 'node:test';
import { graphHttpClient } from '../../test/doubles/graph/graph-http-client.ts';
import { type GraphFault, GraphService } from '../../test/doubles/graph/graph-service.ts';
import { GraphTenant } from '../../test/doubles/graph/tenant.ts';
import { checkMessageTrace, type MessageTraceCheck } from './check-message-trace.ts';
import { createGraphClient } from './graph-client.ts';
import { traceRole } from './message-trace-permission.ts';

const time = Date.parse('2026-11-21T12:00:00Z');

interface Situation {
  readonly fault?: GraphFault;
  readonly roles?: readonly string[];
  readonly signIn?: Error;
  /** Milliseconds by which our clock is ahead. */
  readonly ahead?: number;
}

async function check({
  fault,
  roles = [traceRole],
  signIn,
  ahead = 0,
}: Situation): Promise<MessageTraceCheck> {
  const service = new GraphService({
    tenant: new GraphTenant(),
    now: () => time,
    ...(fault && { faults: () => fault }),
  });
  const token = `e30.${Buffer.from(JSON.stringify({ roles })).toString('base64url')}.x`;
  const now = (): number => time + ahead;
  const client = createGraphClient({
    endpoint: 'https://graph.microsoft.com',
    credential: {
      async getToken() {
        if (signIn !== undefined) throw signIn;
        return { token, expiresOnTimestamp: time + 86_400_000 };
      },
    },
    pageSize: 1,
    httpClient: graphHttpClient(service),
    now,
  });
  const result = await checkMessageTrace(client, now);
  if (signIn === undefined) assert.equal(service.log.length, 1, 'one request');
  return result;
}

test('all is well', async () => {
  const { state, code, advice, clockSkewMs } = await check({});
  assert.deepEqual([state, code, advice], ['ok', 'ready', '']);
  assert.ok(Math.abs(clockSkewMs!) <= 1000);
});

const signIn = Object.assign(new Error('no identity'), { name: 'CredentialUnavailableError' });

/** What stands in the way, what the preflight calls it, and what its advice must speak of. */
const situations: [string, Situation, MessageTraceCheck['state'], string, RegExp][] = [
  ['no token', { signIn }, 'failed', 'no-access-token', /managed identity/],
  [
    'a token without the role',
    { fault: { kind: 'unauthorized', reason: 'role-missing' }, roles: ['Mail.Read'] },
    'failed',
    'graph-role-missing',
    /ExchangeMessageTrace\.Read\.All/,
  ],
  [
    'no service principal of the message trace service',
    { fault: { kind: 'unauthorized', reason: 'service-principal-missing' } },
    'failed',
    'graph-service-principal-missing',
    /8bd644d1-64a1-4d4b-ae52-2e0cbf64e373/,
  ],
  [
    'all is given, but too new',
    { fault: { kind: 'unauthorized', reason: 'propagating' } },
    'wait',
    'graph-propagating',
    /hours/,
  ],
  [
    'the quota is used up',
    { fault: { kind: 'throttle', retryAfterSeconds: 60 } },
    'wait',
    'throttled',
    /5 minutes/,
  ],
  ['a cloud without the API', { fault: { kind: 'not-offered' } }, 'failed', 'graph-not-offered', /import/],
  ['no connection', { fault: { kind: 'network' } }, 'wait', 'graph-unavailable', /firewall/],
  ['our clock is ahead', { ahead: 30 * 60_000 }, 'failed', 'clock-skew', /NTP/],
];

for (const [name, situation, state, code, advice] of situations) {
  test(name, async () => {
    const found = await check(situation);
    assert.deepEqual([found.state, found.code], [state, code]);
    assert.match(found.advice, advice);
    assert.ok(found.message.length > 20);
  });
}

test('clock skew is told in both directions', async () => {
  assert.ok(Math.abs((await check({ ahead: 90_000 })).clockSkewMs! - 90_000) <= 1000);
  assert.ok(Math.abs((await check({ ahead: -90_000 })).clockSkewMs! + 90_000) <= 1000);
});
