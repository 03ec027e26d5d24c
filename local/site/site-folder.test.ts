import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { checkoutSite } from './site-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('a site is built once for its sources, by a process of its own', { timeout: 180_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-site-folder-'));
  try {
    mkdirSync(join(folder, 'site-old'));
    const first = checkoutSite(root, folder);
    assert.equal(first.folder, undefined);
    while (first.folder === undefined && first.failure === undefined) await sleep(50);
    assert.equal(first.failure, undefined);
    assert.match(
      readFileSync(join(first.folder!, 'index.html'), 'utf8'),
      /<script type="module"[^>]* src="\/assets\//,
    );
    assert.equal(existsSync(join(folder, 'site-old')), false);
    const again = checkoutSite(root, folder);
    assert.equal(again.folder, first.folder);
    await Promise.all([first.close(), again.close()]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a build that is not wanted any more ends and leaves no site', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-site-folder-'));
  try {
    const site = checkoutSite(root, folder);
    await site.close();
    assert.equal(site.folder, undefined);
    assert.deepEqual(readdirSync(folder), []);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
