import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { readWatchlists } from '../monitor/read-watchlists.ts';
import { prepareWatchlists } from './prepare-watchlists.ts';
import { temporaryLayout } from './temporary-layout.ts';

test('the sample brings its watchlists along; without it only those of the user are left', async (t) => {
  const { layout, remove } = await temporaryLayout();
  t.after(remove);
  const folder = layout.watchlistsFolder;
  prepareWatchlists(folder, false);
  assert.equal(existsSync(folder), false);
  prepareWatchlists(folder, true);
  writeFileSync(join(folder, 'MailflowThreats.csv'), 'Indicator\nevil.example\n');
  prepareWatchlists(folder, true);
  assert.ok('VIPUsers' in readWatchlists(folder));
  prepareWatchlists(folder, false);
  assert.deepEqual(Object.keys(readWatchlists(folder)), ['MailflowThreats']);
});

test('a stack does not start with a watchlist that cannot be read', async (t) => {
  const { layout, remove } = await temporaryLayout();
  t.after(remove);
  prepareWatchlists(layout.watchlistsFolder, true);
  writeFileSync(join(layout.watchlistsFolder, 'VIPUsers.csv'), 'SearchKey,Name\nann@contoso.com\n');
  assert.throws(() => prepareWatchlists(layout.watchlistsFolder, true), {
    code: 'watchlist',
    message: /VIPUsers\.csv cannot be read: line 2 has 1 fields/,
  });
});
