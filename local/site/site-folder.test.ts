import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSite } from './build-site.ts';
import { checkoutSite, type SiteFolder } from './site-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder: string;
let cache: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mailflow-site-folder-'));
  cache = join(folder, 'cache');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A module in place of the one that builds, which is slow on a busy machine. */
function builder(text: string): URL {
  const path = join(folder, 'builder.mjs');
  writeFileSync(
    path,
    `import { mkdirSync, writeFileSync } from 'node:fs';\nconst folder = process.argv[2];\n${text}`,
  );
  return pathToFileURL(path);
}
const quick = 'mkdirSync(folder); writeFileSync(folder + "/index.html", String(process.pid));';

async function end(site: SiteFolder): Promise<void> {
  while (site.folder === undefined && site.failure === undefined) await sleep(20);
}

test('a site is built once for its sources, by a process of its own', async () => {
  const first = checkoutSite(root, cache, builder(quick));
  assert.equal(first.folder, undefined);
  await end(first);
  assert.equal(first.failure, undefined);
  assert.notEqual(readFileSync(join(first.folder!, 'index.html'), 'utf8'), String(process.pid));
  const again = checkoutSite(root, cache, builder('process.exit(1)'));
  assert.equal(again.folder, first.folder);
  await Promise.all([first.close(), again.close()]);
});

test('builds that other stacks may serve stay, others go', async () => {
  const builds = ['site-unused', 'site-of-another-stack', 'draft-left-behind'].map((name) =>
    join(cache, name),
  );
  for (const path of builds) mkdirSync(path, { recursive: true });
  for (const path of [builds[0]!, builds[2]!]) utimesSync(path, 0, 0);
  const site = checkoutSite(root, cache, builder(quick));
  await end(site);
  assert.deepEqual(
    builds.map((path) => existsSync(path)),
    [false, true, false],
  );

  // A build that is taken again is in use.
  utimesSync(site.folder!, 0, 0);
  checkoutSite(root, cache);
  assert.ok(statSync(site.folder!).mtimeMs > 0);
});

test('a build that fails says why and leaves no site', async () => {
  const site = checkoutSite(root, cache, builder("mkdirSync(folder); throw new Error('no room');"));
  await end(site);
  assert.match(site.failure!, /no room/);
  assert.equal(site.folder, undefined);
  assert.deepEqual(readdirSync(cache), []);
});

test('a build that is not wanted any more ends and leaves no site', async () => {
  const site = checkoutSite(root, cache, builder('mkdirSync(folder); setInterval(() => {}, 1000);'));
  await site.close();
  assert.equal(site.folder, undefined);
  assert.deepEqual(readdirSync(cache), []);
});

test('the sources make a page that loads its script from here', async () => {
  await buildSite(folder);
  assert.match(
    readFileSync(join(folder, 'index.html'), 'utf8'),
    /<script type="module"[^>]* src="\/assets\//,
  );
});
