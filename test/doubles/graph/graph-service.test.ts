import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GraphService, type GraphServiceOptions } from './graph-service.ts';
import { tenantRow } from './sample-rows.ts';
import { GraphTenant, type ShownRow, type TenantRow } from './tenant.ts';

const noon = Date.UTC(2026, 10, 21, 12);
const list = 'https://graph.microsoft.com/v1.0/admin/exchange/tracing/messageTraces';
const hour = 3_600_000;

interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: ShownRow[];
  readonly link: string | undefined;
  readonly error: { code: string; message: string } | undefined;
}

class Client {
  time = noon;
  readonly service: GraphService;

  constructor(rows: readonly TenantRow[], options: Partial<GraphServiceOptions> = {}) {
    this.service = new GraphService({ tenant: new GraphTenant(rows), now: () => this.time, ...options });
  }

  get(url: string, headers: Record<string, string> = {}): Page {
    const answer = this.service.handle({
      method: 'GET',
      url,
      headers: { authorization: 'Bearer t', ...headers },
    });
    const { value, error, ...body } = JSON.parse(answer.body);
    return { status: answer.status, headers: answer.headers, value, error, link: body['@odata.nextLink'] };
  }

  /** A whole window, page by page. */
  all(url: string): ShownRow[] {
    const rows: ShownRow[] = [];
    for (let next: string | undefined = url; next !== undefined; ) {
      const page = this.get(next);
      assert.equal(page.status, 200);
      rows.push(...page.value);
      next = page.link;
    }
    return rows;
  }
}

function window(from: string, to: string, rest = ''): string {
  const filter = `receivedDateTime ge ${from} and receivedDateTime le ${to}${rest}`;
  return `${list}?$filter=${encodeURIComponent(filter)}`;
}
const today = window('2026-11-21T00:00:00Z', '2026-11-21T12:00:00Z');

/** So many rows, a second apart, to differing recipients. */
function manyRows(count: number): TenantRow[] {
  return Array.from({ length: count }, (_, index) =>
    tenantRow({
      receivedDateTime: new Date(noon - hour + index * 1000).toISOString(),
      recipientAddress: `person${index}@contoso.com`,
    }),
  );
}

test('without options: the last 48 hours, 1000 rows a page, newest first', () => {
  const client = new Client([...manyRows(1001), tenantRow({ receivedDateTime: '2026-11-19T11:59:59Z' })]);
  const page = client.get(list);
  assert.equal(page.value.length, 1000);
  assert.equal(page.value[0]!.recipientAddress, 'person1000@contoso.com');
  assert.equal(page.headers.date, 'Sat, 21 Nov 2026 12:00:00 GMT');
  assert.deepEqual(
    client.get(page.link!).value.map((row) => row.recipientAddress),
    ['person0@contoso.com'],
  );
});

test('pages hold every row once, more than a page of one time and recipient included', () => {
  const rows = Array.from({ length: 25 }, (_, index) => tenantRow({ id: `${index}`.padStart(36, '0') }));
  const client = new Client([...manyRows(25), ...rows]);
  for (const top of [1, 7, 5000]) {
    client.time += hour; // A new quota.
    const found = client.all(`${today}&$top=${top}`);
    assert.equal(new Set(found.map((row) => row.id + row.recipientAddress)).size, 50);
    assert.equal(found.length, 50);
  }
});

test('a link keeps the conditions, and rows that arrive above it change nothing', () => {
  const tenant = new GraphTenant(manyRows(10));
  const client = new Client([], { tenant });
  const first = client.get(
    `${window('2026-11-21T00:00:00Z', '2026-11-21T12:00:00Z', " and senderAddress eq '*@fabrikam.com'")}&$top=5`,
  );
  tenant.add(tenantRow({ receivedDateTime: '2026-11-21T11:59:00Z' }));
  tenant.add(tenantRow({ receivedDateTime: '2026-11-21T10:59:59Z', senderAddress: 'x@contoso.com' }));
  assert.deepEqual(
    client.get(first.link!).value.map((row) => row.recipientAddress),
    [4, 3, 2, 1, 0].map((index) => `person${index}@contoso.com`),
  );
});

test('what is refused with 400', () => {
  const client = new Client([]);
  const refused = (url: string, message: RegExp) => {
    const { status, error } = client.get(url);
    assert.equal(status, 400, url);
    assert.equal(error!.code, 'BadRequest');
    assert.match(error!.message, message);
  };
  for (const top of ['0', '5001', '-1', 'many']) refused(`${today}&$top=${top}`, /ResultSize/);
  refused(window('2026-11-11T11:59:59Z', '2026-11-21T12:00:00Z'), /10 days/);
  refused(window('2026-08-22T23:59:59Z', '2026-08-23T12:00:00Z'), /90 days/);
  refused(window('2026-11-21T12:00:00Z', '2026-11-21T12:00:01Z'), /future/);
  refused(window('2026-11-21T12:00:00Z', '2026-11-21T11:59:59Z'), /later than EndDate/);
  refused(window('2026-11-21T12:00:00', '2026-11-21T12:00:00'), /Invalid date/);
  refused(`${list}?$filter=receivedDateTime ge 2026-11-21T00:00:00Z`, /EndDate is missing/);
  refused(
    `${list}?$filter=receivedDateTime ge 2026-11-21T00:00:00Z and receivedDateTime lt 2026-11-21T01:00:00Z`,
    /EndDate is missing/,
  );
  refused(`${list}?$filter=receivedDateTime le 2026-11-21T00:00:00Z`, /StartDate is missing/);
  refused(`${list}?$skiptoken=abc`, /malformed/);
  refused('https://graph.microsoft.com/v1.0/admin/exchange/tracing/messages', /segment 'messages'/);
  for (const fine of [
    window('2026-11-11T12:00:00Z', '2026-11-21T12:00:00Z'),
    window('2026-08-23T00:00:00Z', '2026-08-24T12:00:00Z'),
    `${today}&$select=id&$orderby=size&$count=true`,
  ]) {
    assert.equal(client.get(fine).status, 200, fine);
  }
});

test('a fraction in a bound is cut off', () => {
  const client = new Client([tenantRow({ receivedDateTime: '2026-11-21T11:00:00.300Z' })]);
  assert.equal(client.get(window('2026-11-21T11:00:00Z', '2026-11-21T11:00:00.500Z')).value.length, 0);
  assert.equal(client.get(window('2026-11-21T11:00:00Z', '2026-11-21T11:00:01Z')).value.length, 1);
});

test('100 requests in any 5 minutes, refused ones count; Retry-After is enough', () => {
  const client = new Client([]);
  for (let index = 0; index < 100; index++) {
    client.time += 1000;
    assert.equal(client.get(list).status, 200);
  }
  const refused = client.get(list);
  assert.equal(refused.status, 429);
  assert.match(refused.error!.message, /surpassed the permitted limit/);
  // The second request was made 98 s ago; the first no longer matters, as this refused one took its place.
  assert.equal(refused.headers['retry-after'], '202');
  client.time += 201_000;
  assert.equal(client.get(list).status, 429);
  client.time += 2000;
  assert.equal(client.get(list).status, 200);
  assert.deepEqual(client.service.log.map(({ status }) => status).slice(-3), [429, 429, 200]);
});

test('recalled is shown only to clients that know all members; other words as they stand', () => {
  const client = new Client([tenantRow({ status: 'recalled' }), tenantRow({ id: 'b', status: 'Delivered' })]);
  const states = (headers = {}) => client.get(today, headers).value.map((row) => row.status);
  assert.deepEqual(states(), ['unknownFutureValue', 'Delivered']);
  assert.deepEqual(states({ prefer: 'include-unknown-enum-members' }), ['recalled', 'Delivered']);
});

test('details of one recipient; a quote is doubled', () => {
  const row = tenantRow({ recipientAddress: "mary.o'neill+x@contoso.com", status: 'failed' });
  const client = new Client([row]);
  const details = (recipient: string) =>
    client.get(
      `${list}/${row.id}/getDetailsByRecipient(recipientAddress='${encodeURIComponent(recipient)}')`,
    );
  const found = details("mary.o''neill+x@contoso.com").value as unknown as { id: string; event: string }[];
  assert.deepEqual(
    found.map(({ id, event }) => [id, event]),
    [
      [row.id, 'Receive'],
      [row.id, 'Fail'],
    ],
  );
  assert.deepEqual(details('mary@contoso.com').value, []);
  assert.equal(details("mary.o'neill+x@contoso.com").status, 400);
  assert.equal(client.get(`${list}/${row.id}/getDetailsByRecipient`).status, 400);
});

test('tokens', () => {
  const client = new Client([], {
    authorize: (header) => (header === 'Bearer good' ? undefined : 'role-missing'),
  });
  assert.equal(client.get(list).status, 403);
  assert.equal(client.get(list, { authorization: 'Bearer good' }).status, 200);
  assert.equal(new Client([]).get(list, { authorization: '' }).status, 401);
});

test('faults', () => {
  let fault: ReturnType<NonNullable<GraphServiceOptions['faults']>>;
  const client = new Client(manyRows(20), { faults: () => fault });
  const url = `${today}&$top=10`;
  const withFault = (one: typeof fault, at = url) => {
    fault = one;
    try {
      return client.get(at);
    } finally {
      fault = undefined;
    }
  };

  assert.equal(withFault({ kind: 'throttle', retryAfterSeconds: 7 }).headers['retry-after'], '7');
  assert.equal(withFault({ kind: 'throttle' }).headers['retry-after'], undefined);
  assert.equal(withFault({ kind: 'server-error', status: 503 }).status, 503);
  assert.throws(() => withFault({ kind: 'network' }), { name: 'ConnectionBroken' });
  assert.equal(client.service.log.at(-1)!.status, 0);

  const twice = withFault({ kind: 'double-encoded-token' });
  assert.equal(twice.value.length, 10);
  assert.match(
    client.get(twice.link!).error!.message,
    /Cannot process argument transformation on parameter 'StartDate'/,
  );
  const recipient = withFault({ kind: 'bad-starting-recipient' });
  assert.match(client.get(recipient.link!).error!.message, /Invalid starting recipient address/);
  // A page without more rows has no link that could be wrong.
  assert.equal(withFault({ kind: 'double-encoded-token' }, client.get(url).link!).link, undefined);

  const second = client.get(url).link!;
  assert.equal(withFault({ kind: 'repeated-link' }, second).link, second);
  assert.equal(new URL(withFault({ kind: 'foreign-link' }).link!).host, 'graph.example.net');
  const empty = withFault({ kind: 'empty-page' }, second);
  const emptyAgain = withFault({ kind: 'empty-page' }, empty.link);
  assert.deepEqual([empty.value, emptyAgain.value], [[], []]);
  assert.notEqual(empty.link, emptyAgain.link);
  assert.deepEqual(client.get(emptyAgain.link!).value, client.get(second).value);

  const reasons = ['token-expired', 'service-principal-missing', 'role-missing', 'propagating'] as const;
  const answers = reasons.map((reason) => withFault({ kind: 'unauthorized', reason }));
  assert.deepEqual(
    answers.map(({ status }) => status),
    [401, 401, 403, 401],
  );
  assert.match(answers[1]!.error!.message, /^Service principal-less .*8bd644d1-64a1-4d4b-ae52-2e0cbf64e373/);
  assert.match(
    withFault({ kind: 'not-offered' }).error!.message,
    /Resource not found for the segment 'tracing'/,
  );
});
