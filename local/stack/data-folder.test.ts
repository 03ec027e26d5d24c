import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkLogsFolder, prepareDataFolder } from './data-folder.ts';
import { stackLayout } from './stack-layout.ts';

test('a data folder below a file, and a missing or wrong logs folder, are refused with advice', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mailflow-folder-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  assert.throws(() => prepareDataFolder(stackLayout(join(file, 'data'), 4280)), {
    code: 'data-folder',
    message: /is a file, or lies below one/,
    advice: /--data/,
  });
  assert.throws(() => checkLogsFolder(join(folder, 'none')), {
    code: 'logs-folder',
    message: /does not exist/,
  });
  assert.throws(() => checkLogsFolder(file), { code: 'logs-folder', message: /is a file/ });
  checkLogsFolder(folder);
});
