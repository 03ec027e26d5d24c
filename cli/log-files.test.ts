import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { logFiles } from './log-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailflow-files-'));
after(() => rmSync(folder, { recursive: true }));

test('paths, patterns and packed files', async () => {
  writeFileSync(join(folder, 'MSGTRK2026112101-1.LOG'), 'one\n');
  writeFileSync(join(folder, 'MSGTRK2026112102-1.LOG'), 'two\n');
  writeFileSync(join(folder, 'old.LOG.gz'), gzipSync('three\n'));
  const files = await logFiles([join(folder, 'MSGTRK*.LOG'), join(folder, 'old.LOG.gz')]);
  assert.deepEqual(
    files.map(({ size }) => size),
    [4, 4, gzipSync('three\n').length],
  );
  const texts = await Promise.all(
    files.map(async (file) => Buffer.concat(await Array.fromAsync(file.open())).toString()),
  );
  assert.deepEqual(texts, ['one\n', 'two\n', 'three\n']);
});

test('a folder is refused with the way to name its files', async () => {
  mkdirSync(join(folder, 'logs'));
  await assert.rejects(logFiles([join(folder, 'logs')]), { code: 'is-a-directory', advice: /\*\.LOG/ });
});

test('nothing there', async () => {
  await assert.rejects(logFiles([join(folder, 'none.LOG')]), { code: 'no-such-file', message: /none\.LOG/ });
  await assert.rejects(logFiles([join(folder, 'none*.LOG')]), {
    code: 'no-such-file',
    message: /No file matches/,
  });
});

test('a packed file that is none says which it is, and why', async () => {
  const path = join(folder, 'broken.LOG.gz');
  writeFileSync(path, 'not packed');
  const [file] = await logFiles([path]);
  await assert.rejects(Array.fromAsync(file.open()), {
    code: 'file-unreadable',
    message: /broken\.LOG\.gz.*header/,
  });
});
