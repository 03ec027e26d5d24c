import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { MailflowError } from '../error.ts';
import { logFileError } from './log-file-error.ts';
import { readLogFile } from './read-log-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'mailflow-'));
after(() => rmSync(folder, { recursive: true }));

describe('readLogFile', () => {
  test('reads a file of several chunks, and goes on at a state', async () => {
    const path = join(folder, 'MSGTRK2026112109-1.LOG');
    const line = `2026-11-21T09:00:00.000Z,SEND,<1@contoso.com>,${'x'.repeat(950)}\r\n`;
    writeFileSync(path, `#Fields: date-time,event-id,message-id,message-subject\r\n${line.repeat(3000)}`);
    const batches = await Array.fromAsync(readLogFile(path, { final: true }));
    assert.ok(batches.length >= 3);
    const counts = batches.map(({ records }) => records.length);
    assert.equal(
      counts.reduce((sum, count) => sum + count),
      3000,
    );
    const rest = await Array.fromAsync(readLogFile(path, { final: true, state: batches[0]!.state }));
    assert.equal(rest.flatMap(({ records }) => records).length, 3000 - counts[0]!);
  });

  for (const [name, path, code] of [
    ['a folder', folder, 'is-directory'],
    ['a missing file', join(folder, 'none.LOG'), 'file-not-found'],
  ] as const) {
    test(`${name} is refused with its path and advice`, async () => {
      await assert.rejects(Array.fromAsync(readLogFile(path)), (error) => {
        assert.ok(error instanceof MailflowError);
        assert.equal(error.code, code);
        assert.ok(error.message.startsWith(path));
        assert.notEqual(error.advice, '');
        return true;
      });
    });
  }

  test('no rights, a locked file and other errors', () => {
    const make = (code: string) => logFileError('a.LOG', Object.assign(new Error(`${code}: oops`), { code }));
    assert.equal(make('EACCES').code, 'no-access');
    assert.match(make('EACCES').advice, /read access/);
    assert.equal(make('EBUSY').retryable, true);
    assert.match(make('EIO').message, /^a\.LOG: .*EIO: oops/);
  });
});
