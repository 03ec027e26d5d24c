import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LogsIngestionClient } from '@azure/monitor-ingestion';
import { LogsQueryClient } from '@azure/monitor-query-logs';
import rule from '../../infra/generated/ingestion-dcr.json' with { type: 'json' };
import tables from '../../infra/generated/tables.json' with { type: 'json' };
import { localTokens } from '../identity/local-tokens.ts';
import { builtSite } from '../site/site-folder.ts';
import { ruleImmutableId, type StackLayout, workspaceId } from '../stack/stack-layout.ts';
import { temporaryLayout } from '../stack/temporary-layout.ts';
import { type Monitor, startMonitor } from './monitor.ts';

let time = new Date('2026-06-15T12:00:00.000Z');
let tokenTime = time;
const tokens = localTokens('a secret', () => tokenTime);
const reports: string[] = [];
const huntingQueries = [{ query: "_GetWatchlist('Others')" }];
let layout: StackLayout;
let remove: () => void;
let monitor: Monitor;
let ca: Buffer;

const open = () =>
  startMonitor({
    ...layout,
    sitePort: 0,
    apiPort: 0,
    tables,
    rule,
    immutableId: ruleImmutableId,
    tokens,
    identityHeader: 'the header',
    site: builtSite(join(layout.dataFolder, 'site')),
    content: {
      functions: [{ alias: 'Twice', parameters: 'n:long=1', description: '', query: 'print n * 2' }],
      'analytics-rules': [],
      'hunting-queries': huntingQueries,
    },
    watchlists: { VIPUsers: { rows: [{ SearchKey: 'ann@contoso.com' }] } },
    status: () => ({ children: [] }),
    report: (text) => reports.push(text),
    now: () => time,
  });

before(async () => {
  ({ layout, remove } = await temporaryLayout());
  mkdirSync(join(layout.dataFolder, 'site'));
  writeFileSync(join(layout.dataFolder, 'site/index.html'), '<p>the page</p>');
  ca = readFileSync(layout.caFile);
  monitor = await open();
});
after(async () => {
  await monitor.close();
  remove();
});

const credential = (resource: string) => ({
  getToken: async () => ({ token: tokens.issue(resource).token, expiresOnTimestamp: Date.now() + 3.6e6 }),
});
const health = (component: string, more: object = {}) => ({
  TimeGenerated: time.toISOString(),
  component,
  ...more,
});
const query = async (kql: string) => {
  const response = await fetch(`http://127.0.0.1:${monitor.sitePort}/v1/workspaces/any/query`, {
    method: 'POST',
    body: JSON.stringify({ query: kql }),
  });
  const body = (await response.json()) as { tables: { rows: unknown[][] }[]; error?: unknown };
  assert.equal(response.status, 200, JSON.stringify(body));
  return body.tables[0]!.rows;
};

interface Answer {
  status: number;
  code?: string;
  message?: string;
  headers: Record<string, unknown>;
}
interface Post {
  stream?: string;
  rule?: string;
  version?: string;
  headers?: Record<string, string>;
  method?: string;
}
function post(
  body: string | Buffer,
  { stream = 'Custom-MailflowHealth', ...options }: Post = {},
): Promise<Answer> {
  const path = `/dataCollectionRules/${options.rule ?? ruleImmutableId}/streams/${stream}?api-version=${options.version ?? '2023-01-01'}`;
  const headers = {
    'content-type': 'application/json',
    authorization: `Bearer ${tokens.issue('https://monitor.azure.com').token}`,
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: monitor.apiPort, path, method: options.method ?? 'POST', headers, ca },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        const error =
          text === '' ? {} : (JSON.parse(text) as { error: { code: string; message: string } }).error;
        resolve({ status: response.statusCode!, ...error, headers: response.headers });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

test('@azure/monitor-ingestion uploads, @azure/monitor-query-logs reads', async () => {
  const ingestion = new LogsIngestionClient(
    `https://127.0.0.1:${monitor.apiPort}`,
    credential('https://monitor.azure.com'),
    { tlsOptions: { ca: ca.toString() } },
  );
  const row = {
    TimeGenerated: '2026-06-15T10:11:12.345Z',
    eventId: 'RECEIVE',
    source: 'SMTP',
    messageId: '<sdk@contoso.com>',
    senderAddress: 'ann@contoso.com',
    recipientAddress: 'Bob@contoso.com;eve@fabrikam.com',
    totalBytes: '1234',
    Computer: 'MBX01',
    collector: 'Function',
  };
  const rows = Array.from({ length: 2500 }, (_, number) => ({ ...row, internalMessageId: String(number) }));
  await ingestion.upload(ruleImmutableId, 'Custom-MessageTrackingLog', rows);

  const client = new LogsQueryClient(credential('https://api.loganalytics.io'), {
    endpoint: `https://127.0.0.1:${monitor.apiPort}/v1`,
    tlsOptions: { ca: ca.toString() },
  } as ConstructorParameters<typeof LogsQueryClient>[1]);
  const result = await client.queryWorkspace(
    workspaceId,
    `MessageTrackingLog_CL
     | where messageId == '<sdk@contoso.com>'
     | summarize Rows = count(), Records = dcount(recordId), Bytes = max(sizeBytes), Last = max(eventTime), take_any(recipients)`,
    { startTime: new Date('2026-06-15T10:00:00Z'), endTime: new Date('2026-06-15T11:00:00Z') },
  );
  assert.equal(result.status, 'Success');
  const [table] = result.status === 'Success' ? result.tables : [];
  const [count, records, bytes, last, recipients] = table!.rows[0]!;
  assert.deepEqual([count, bytes], [2500, 1234]);
  assert.ok(Math.abs(Number(records) - 2500) < 100, `${records} records`);
  assert.deepEqual(last, new Date('2026-06-15T10:11:12.345Z'));
  assert.deepEqual(recipients, ['bob@contoso.com', 'eve@fabrikam.com']);

  const earlier = await client.queryWorkspace(
    workspaceId,
    "MessageTrackingLog_CL | where messageId == '<sdk@contoso.com>'",
    {
      duration: 'PT1H',
    },
  );
  assert.equal(earlier.status === 'Success' && earlier.tables[0]!.rows.length, 0);
});

test('what is wrong with a request is told as the service tells it', async () => {
  const rows = JSON.stringify([health('never')]);
  const expect = async (answer: Promise<Answer>, status: number, code: string) => {
    const { status: given, code: word } = await answer;
    assert.deepEqual([given, word], [status, code]);
  };
  await expect(post(rows, { headers: { authorization: '' } }), 401, 'InvalidToken');
  const storageToken = `Bearer ${tokens.issue('https://storage.azure.com').token}`;
  await expect(post(rows, { headers: { authorization: storageToken } }), 401, 'InvalidToken');
  const token = `Bearer ${tokens.issue('https://monitor.azure.com').token}`;
  tokenTime = new Date(time.getTime() + 25 * 3_600_000);
  await expect(post(rows, { headers: { authorization: token } }), 401, 'InvalidToken');
  tokenTime = time;
  await expect(post(rows, { rule: 'dcr-00000000000000000000000000000000' }), 404, 'NotFound');
  await expect(post(rows, { stream: 'MailflowHealth' }), 404, 'NotFound');
  await expect(post(rows, { version: '2021-11-01-preview' }), 400, 'InvalidApiVersion');
  await expect(post('{"component":"never"}'), 400, 'InvalidContent');
  await expect(post('[1]'), 400, 'InvalidContent');
  await expect(post(rows.slice(0, -1)), 400, 'InvalidContent');
  await expect(post(rows, { headers: { 'content-encoding': 'gzip' } }), 400, 'InvalidContent');
  await expect(post(rows, { headers: { 'content-encoding': 'br' } }), 415, 'UnsupportedMediaType');
  await expect(post(rows, { method: 'PUT' }), 405, 'MethodNotAllowed');
  assert.deepEqual(await query("MailflowHealth_CL | where component == 'never'"), []);
});

test('sizes count as sent: 1,048,576 bytes pass, one more does not; 50 MiB after gunzip', async () => {
  const filled = (bytes: number) => {
    const empty = JSON.stringify([health('size', { error: '' })]).length;
    return JSON.stringify([health('size', { error: 'x'.repeat(bytes - empty) })]);
  };
  assert.equal((await post(filled(1_048_576))).status, 204);
  const tooLong = await post(filled(1_048_577));
  assert.deepEqual([tooLong.status, tooLong.code], [413, 'ContentLengthLimitExceeded']);
  assert.match(tooLong.message!, /Maximum allowed content length: 1048576 bytes/);
  const gzip = { headers: { 'content-encoding': 'gzip' } };
  const random = gzipSync(
    JSON.stringify([health('size', { error: randomBytes(900_000).toString('base64') })]),
  );
  assert.ok(random.length < 1_048_576);
  assert.equal((await post(random, gzip)).status, 204);
  const bomb = gzipSync(filled(50 * 1024 * 1024 + 1));
  assert.deepEqual((await post(bomb, gzip)).code, 'ContentLengthLimitExceeded');
  // Longer values than 64 KB are cut.
  assert.deepEqual(
    await query("MailflowHealth_CL | where component == 'size' | distinct L = strlen(error)"),
    [[65_536]],
  );
});

test('columns, types and times follow the declaration and the service', async () => {
  const rows = [
    health('types', { rowsRead: '7', lagSeconds: 'soon', unknown: 1, Computer: 5 }),
    { ...health('types'), TimeGenerated: '2026-06-12T12:00:00Z' },
    { component: 'types' },
  ];
  const answer = await post(JSON.stringify(rows), { headers: { 'x-ms-client-request-id': 'abc' } });
  assert.equal(answer.status, 204);
  assert.equal(answer.headers['x-ms-client-request-id'], 'abc');
  assert.equal((await post('[]')).status, 204);
  const found = await query(
    "MailflowHealth_CL | where component == 'types' | project TimeGenerated, rowsRead, lagSeconds, Computer",
  );
  assert.deepEqual(found, [
    ['2026-06-15T12:00:00.0000000Z', 7, null, '5'],
    ['2026-06-15T12:00:00.0000000Z', null, null, ''],
    ['2026-06-15T12:00:00.0000000Z', null, null, ''],
  ]);
});

test('rows are there after a restart, with the time of their receipt', async (t) => {
  await post(JSON.stringify([health('kept')]));
  const before = new Map(monitor.counts);
  await monitor.close();
  const received = time;
  time = new Date(received.getTime() + 3_600_000);
  t.after(() => {
    time = received;
  });
  monitor = await open();
  assert.deepEqual(new Map(monitor.counts), before);
  assert.deepEqual(await query("MailflowHealth_CL | where component == 'kept' | project ingestion_time()"), [
    ['2026-06-15T12:00:00.0000000Z'],
  ]);
});

test('the query API: GET and POST without sign-in over HTTP, with it over HTTPS, and its errors', async () => {
  const url = `http://127.0.0.1:${monitor.sitePort}/v1/workspaces/any/query`;
  const get = await fetch(
    `${url}?query=${encodeURIComponent('print a=1, t=datetime(2026-01-02), d=dynamic({"x":[1]})')}`,
  );
  assert.deepEqual(await get.json(), {
    tables: [
      {
        name: 'PrimaryResult',
        columns: [
          { name: 'a', type: 'long' },
          { name: 't', type: 'datetime' },
          { name: 'd', type: 'dynamic' },
        ],
        rows: [[1, '2026-01-02T00:00:00.0000000Z', '{"x":[1]}']],
      },
    ],
  });
  const several = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({
      query: 'print n = 1 | fork (count) second=(project d = pack_array(n)); print m = 2',
    }),
  });
  assert.deepEqual(await several.json(), {
    tables: [
      { name: 'PrimaryResult', columns: [{ name: 'Count', type: 'long' }], rows: [[1]] },
      { name: 'second', columns: [{ name: 'd', type: 'dynamic' }], rows: [['[1]']] },
      { name: 'PrimaryResult_2', columns: [{ name: 'm', type: 'long' }], rows: [[2]] },
    ],
  });
  const failure = async (body: string) => {
    const response = await fetch(url, { method: 'POST', body });
    assert.equal(response.status, 400);
    const { error } = (await response.json()) as { error: { code: string; innererror: { code: string } } };
    assert.equal(error.code, 'BadArgumentError');
    return error.innererror.code;
  };
  assert.equal(await failure('{"query":"print 1 | | count"}'), 'SyntaxError');
  assert.equal(await failure('{"query":"NoSuchTable | count"}'), 'SemanticError');
  assert.equal(await failure('{"query":"print 1","timespan":"1h"}'), 'InvalidArgument');
  assert.equal(await failure('{"timespan":"PT1H"}'), 'InvalidArgument');
  assert.equal(await failure('{'), 'InvalidArgument');

  const status = await new Promise<number | undefined>((resolve) => {
    const path = '/v1/workspaces/any/query?query=print%201';
    request({ host: '127.0.0.1', port: monitor.apiPort, path, ca }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  assert.equal(status, 401);
});

test('metadata, content, the chart that a query asks for', async () => {
  const url = `http://127.0.0.1:${monitor.sitePort}`;
  const metadata = (await (await fetch(`${url}/v1/workspaces/any/metadata`)).json()) as {
    tables: { name: string; columns: { name: string; type: string }[] }[];
    functions: { name: string; parameters: string; body: string }[];
  };
  const [table] = metadata.tables;
  assert.equal(table!.name, 'MessageTrackingLog_CL');
  assert.deepEqual(table!.columns[0], { name: 'TimeGenerated', type: 'datetime' });
  assert.deepEqual(
    metadata.functions.map(({ name, parameters, body }) => [name, parameters, body]),
    [['Twice', 'n:long=1', 'print n * 2']],
  );
  assert.deepEqual(await query('Twice(4)'), [[8]]);
  assert.deepEqual(await query("_GetWatchlist('VIPUsers') | project SearchKey"), [['ann@contoso.com']]);
  assert.deepEqual(await query("_GetWatchlist('Others') | count"), [[0]]);
  assert.deepEqual(await (await fetch(`${url}/content/hunting-queries`)).json(), huntingQueries);
  assert.equal((await fetch(`${url}/content/constructor`)).status, 404);

  const ask = async (kql: string, prefer?: string) => {
    const response = await fetch(`${url}/v1/workspaces/any/query`, {
      method: 'POST',
      headers: prefer === undefined ? {} : { prefer },
      body: JSON.stringify({ query: kql }),
    });
    return (await response.json()) as { render?: object };
  };
  const chart = 'print x = 1 | render piechart with (title="Shares")';
  assert.equal((await ask(chart)).render, undefined);
  assert.deepEqual((await ask(chart, 'wait=10, include-render=true')).render, {
    visualization: 'piechart',
    title: 'Shares',
  });
  assert.deepEqual((await ask('print 1', 'include-render=true')).render, {});
});

test('the page, the status, and names that are not ours', async () => {
  const url = `http://127.0.0.1:${monitor.sitePort}`;
  assert.equal(await (await fetch(url)).text(), '<p>the page</p>');
  const status = (await (await fetch(`${url}/status`)).json()) as { tables: Record<string, number> };
  assert.deepEqual(Object.keys(status.tables), ['MessageTrackingLog_CL', 'MailflowHealth_CL']);
  assert.equal((await fetch(`${url}/nothing`)).status, 404);
  assert.equal((await fetch(`${url}/api/lines`, { method: 'POST', body: 'x' })).status, 503);
  const { get } = await import('node:http');
  const rebound = await new Promise<number | undefined>((resolve) => {
    get(url, { headers: { host: `evil.example:${monitor.sitePort}` } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
  });
  assert.equal(rebound, 421);
  assert.deepEqual(reports, []);
});
