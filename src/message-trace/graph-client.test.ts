import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  RestError,
} from '@azure/core-rest-pipeline';
import { createGraphClient } from './graph-client.ts';
import { traceAppId, traceRole } from './message-trace-permission.ts';

const now = Date.UTC(2026, 10, 21, 5);

function jwt(claims: object): string {
  return `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;
}

interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

function client(reply: Reply | (() => never), options: { roles?: string[]; endpoint?: string } = {}) {
  const seen: PipelineRequest[] = [];
  let tokens = 0;
  const httpClient: HttpClient = {
    async sendRequest(request) {
      seen.push(request);
      if (typeof reply === 'function') return reply();
      const { status = 200, body = { value: [] }, headers = {} } = reply;
      const bodyAsText = typeof body === 'string' ? body : JSON.stringify(body);
      return { request, status, headers: createHttpHeaders(headers), bodyAsText };
    },
  };
  const graph = createGraphClient({
    endpoint: options.endpoint ?? 'https://graph.test/',
    credential: {
      async getToken(scopes) {
        tokens++;
        assert.equal(scopes, 'https://graph.test/.default');
        return {
          token: jwt({ roles: options.roles ?? [traceRole], n: tokens }),
          expiresOnTimestamp: now + 3_600_000,
        };
      },
    },
    httpClient,
    now: () => now,
  });
  return { graph, seen, tokens: () => tokens };
}

const range = { from: Date.UTC(2026, 10, 20, 5), to: Date.UTC(2026, 10, 21, 4) };

test('asks for whole pages of whole seconds with both bounds, and names unknown members', async () => {
  const { graph, seen } = client({});
  await graph.list({ ...range, status: 'pending', senderDomain: 'contoso.com' });
  const [request] = seen;
  const url = new URL(request!.url);
  assert.equal(url.origin + url.pathname, 'https://graph.test/v1.0/admin/exchange/tracing/messageTraces');
  assert.equal(url.searchParams.get('$top'), '5000');
  assert.equal(
    url.searchParams.get('$filter'),
    "receivedDateTime ge 2026-11-20T05:00:00Z and receivedDateTime le 2026-11-21T04:00:00Z and status eq 'pending' and senderAddress eq '*@contoso.com'",
  );
  assert.equal(request!.headers.get('prefer'), 'include-unknown-enum-members');
  assert.match(request!.headers.get('authorization') ?? '', /^Bearer e30\./);
  assert.match(request!.headers.get('user-agent') ?? '', /^mailflow\//);
});

test('addresses in a details URL: quotes are doubled, everything is encoded', async () => {
  const { graph, seen } = client({});
  await graph.details('a/b', "O'Neil+x#ä@contoso.com");
  const { pathname } = new URL(seen[0]!.url);
  assert.ok(
    decodeURIComponent(pathname).endsWith(
      "/messageTraces/a/b/getDetailsByRecipient(recipientAddress='O''Neil+x#ä@contoso.com')",
    ),
    pathname,
  );
  assert.ok(!pathname.includes('a/b'));
});

test('one token serves many requests, until it is forgotten', async () => {
  const { graph, tokens } = client({});
  await graph.list(range);
  await graph.list(range);
  assert.equal(tokens(), 1);
  graph.forgetToken();
  await graph.list(range);
  assert.equal(tokens(), 2);
});

test('links are followed to the configured https host only', () => {
  const { graph } = client({});
  assert.ok(graph.mayFollow('https://graph.test/v1.0/x?$skiptoken=a'));
  for (const link of [
    'http://graph.test/v1.0/x',
    'https://graph.test:444/v1.0/x',
    'https://graph.test.example.net/v1.0/x',
    'https://user@graph.test/v1.0/x',
    'https://example.net/https://graph.test/',
    '/v1.0/x',
    'nonsense',
  ]) {
    assert.ok(!graph.mayFollow(link), link);
  }
});

test('redirects are not followed: the token stays here', async () => {
  const { graph, seen } = client({ status: 302, headers: { location: 'https://example.net/' } });
  assert.equal((await graph.list(range)).kind, 'bad-request');
  assert.equal(seen.length, 1);
});

test('an endpoint without https is refused', () => {
  assert.throws(() => client({}, { endpoint: 'http://graph.test' }), { code: 'bad-endpoint' });
});

describe('answers', () => {
  const error = (code: string, message: string) => ({ error: { code, message } });
  const cases: [string, Reply, object, { roles?: string[] }?][] = [
    [
      'page',
      { body: { value: [1], '@odata.nextLink': 'https://graph.test/n' } },
      { kind: 'page', rows: [1], nextLink: 'https://graph.test/n' },
    ],
    ['page cut off', { body: '{"value":[' }, { kind: 'unavailable' }],
    ['not a list', { body: '<html>' }, { kind: 'unavailable' }],
    [
      '429 with time',
      { status: 429, headers: { 'retry-after': '17' } },
      { kind: 'throttled', waitMs: 17_000 },
    ],
    ['429 without', { status: 429 }, { kind: 'throttled' }],
    ['500', { status: 500 }, { kind: 'unavailable' }],
    [
      '503 with time',
      { status: 503, headers: { 'retry-after': '2' } },
      { kind: 'unavailable', waitMs: 2000 },
    ],
    [
      '400',
      { status: 400, body: error('BadRequest', 'Invalid starting recipient address') },
      { kind: 'bad-request' },
    ],
    [
      '400 path',
      { status: 400, body: error('BadRequest', "Resource not found for the segment 'tracing'.") },
      { kind: 'not-offered' },
    ],
    ['404', { status: 404 }, { kind: 'not-offered' }],
    [
      '401 app',
      { status: 401, body: error('UnknownError', `… App ID ${traceAppId} was not found`) },
      { kind: 'unauthorized', reason: 'service-principal-missing' },
    ],
    [
      '401 token',
      { status: 401, body: error('InvalidAuthenticationToken', 'expired') },
      { kind: 'unauthorized', reason: 'token-refused' },
    ],
    [
      '403 without role',
      { status: 403, body: error('Authorization_RequestDenied', '') },
      { kind: 'unauthorized', reason: 'role-missing' },
      { roles: [] },
    ],
    [
      '403 with role',
      { status: 403, body: error('Authorization_RequestDenied', '') },
      { kind: 'unauthorized', reason: 'propagating' },
    ],
  ];
  for (const [name, reply, expected, options] of cases) {
    test(name, async () => {
      const answer = await client(reply, options).graph.list(range);
      assert.partialDeepStrictEqual(answer, expected);
      if ('error' in answer) assert.notEqual(answer.error.advice, '');
    });
  }

  test("the service's time comes along", async () => {
    const { graph } = client({ status: 500, headers: { date: 'Sat, 21 Nov 2026 05:00:07 GMT' } });
    assert.equal((await graph.list(range)).date, now + 7000);
  });

  test('a broken connection is told by its code, never by its URL', async () => {
    const { graph } = client(() => {
      throw new RestError('https://graph.test/?$skiptoken=secret a@b.com', { code: 'ECONNRESET' });
    });
    const answer = await graph.list(range);
    assert.ok(answer.kind === 'unavailable');
    assert.match(answer.error.message, /ECONNRESET/);
    assert.doesNotMatch(`${answer.error.message} ${answer.error.cause}`, /secret|@/);
  });

  test('no token', async () => {
    const graph = createGraphClient({
      endpoint: 'https://graph.test',
      credential: {
        getToken: () =>
          Promise.reject(Object.assign(new Error('no'), { name: 'CredentialUnavailableError' })),
      },
      now: () => now,
    });
    assert.partialDeepStrictEqual(await graph.list(range), { kind: 'unauthorized', reason: 'no-token' });
  });
});
