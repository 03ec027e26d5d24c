import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { SiteFolder } from '../site/site-folder.ts';
import { siteEndpoint } from './site-endpoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailflow-site-endpoint-'));
const site: { -readonly [name in keyof SiteFolder]: SiteFolder[name] } = {
  folder,
  failure: undefined,
  close: async () => {},
};
const serve = siteEndpoint(site);
const server = createServer((request, response) => {
  if (!serve(request, response, new URL(request.url!, 'http://127.0.0.1'))) response.writeHead(404).end();
});
const get = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

before(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), 'the page');
  for (const name of ['a-1.js', 'k.worker-1.js']) writeFileSync(join(folder, 'assets', name), '1');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('files of the site only, each with a policy', async () => {
  const script = await get('/assets/a-1.js');
  assert.equal(script.headers.get('content-type'), 'text/javascript; charset=utf-8');
  assert.match(script.headers.get('cache-control')!, /immutable/);
  assert.match(script.headers.get('content-security-policy')!, /script-src 'self'(;|$)/);
  const worker = await get('/assets/k.worker-1.js');
  assert.match(worker.headers.get('content-security-policy')!, /unsafe-eval/);
  const page = await get('/rules/some-rule');
  assert.equal(await page.text(), 'the page');
  assert.equal(page.headers.get('cache-control'), 'no-cache');
  for (const path of ['/assets/..%2findex.html', '/assets/none.js', '/index.html', '/rules/a/b', '/other'])
    assert.equal((await get(path)).status, 404, path);
});

test('while the site is built a page says so and loads itself again; a failure is told as text', async () => {
  site.folder = undefined;
  const building = await get('/query');
  assert.match(await building.text(), /http-equiv="refresh".*are being built/s);
  assert.equal((await get('/assets/a-1.js')).status, 404);
  site.failure = 'no <b>tool</b>';
  const failed = await get('/');
  assert.equal(failed.status, 500);
  const text = await failed.text();
  assert.match(text, /no &lt;b>tool/);
  assert.doesNotMatch(text, /refresh/);
});
