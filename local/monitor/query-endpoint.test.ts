import assert from 'node:assert/strict';
import { request } from 'node:https';
import { after, before, test } from 'node:test';
import { huntingQueries, TestMonitor } from './test-monitor.ts';

let monitor: TestMonitor;
before(async () => {
  monitor = await TestMonitor.start();
});
after(() => monitor.stop());

test('the query API: GET and POST without sign-in over HTTP, with it over HTTPS, and its errors', async () => {
  const url = `${monitor.url}/v1/workspaces/any/query`;
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
    request({ host: '127.0.0.1', port: monitor.apiPort, path, ca: monitor.ca }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  assert.equal(status, 401);
});

test('metadata, content, the chart that a query asks for', async () => {
  const { url } = monitor;
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
  assert.deepEqual(await monitor.query('Twice(4)'), [[8]]);
  assert.deepEqual(await monitor.query("_GetWatchlist('VIPUsers') | project SearchKey"), [
    ['ann@contoso.com'],
  ]);
  assert.deepEqual(await monitor.query("_GetWatchlist('Others') | count"), [[0]]);
  monitor.watchlists = { others: { rows: [{ SearchKey: 'changed' }] } };
  assert.deepEqual(await monitor.query("_GetWatchlist('Others') | project SearchKey"), [['changed']]);
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
