import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LogFileSystem, readPiece } from './read-piece.ts';

/** A file whose content changes after so many reads. */
function changing(first: string, second: string, reads: number): LogFileSystem & { closed: number } {
  let left = reads;
  const now = () => Buffer.from(left > 0 ? first : second);
  const stamp = () => ({ size: now().length, mtimeMs: 0, birthtimeMs: 0, ino: 1 });
  const fs = {
    closed: 0,
    readdir: async () => [],
    stat: async () => ({ ...stamp(), isFile: () => true }),
    open: async () => ({
      stat: async () => stamp(),
      // Three bytes a read at most, as a network share may do.
      read: async (buffer: Buffer, offset: number, length: number, position: number) => {
        const bytesRead = now()
          .subarray(position, position + Math.min(length, 3))
          .copy(buffer, offset);
        left--;
        return { bytesRead, buffer };
      },
      close: async () => {
        fs.closed++;
      },
    }),
  };
  return fs as never;
}

test('beginning, end of what is known and new bytes come from one look', async () => {
  const fs = changing('head,known,new', '', 99);
  const piece = await readPiece(fs, 'x', 11, 2);
  assert.equal(piece?.before.toString(), 'head,known,');
  assert.equal(piece?.data.toString(), 'ne');
  assert.equal(piece?.head.toString(), 'head,known,new');
  assert.equal(fs.closed, 1);
});

test('of a file shorter than what is known, its own last bytes come', async () => {
  const piece = await readPiece(changing('short', '', 99), 'x', 100, 2);
  assert.deepEqual([piece?.before.toString(), piece?.data.length, piece?.stamp.size], ['short', 0, 5]);
});

test('a file that is cut or written anew while it is read gives nothing', async () => {
  for (let reads = 0; reads < 8; reads++) {
    const cut = await readPiece(changing('old,old,old', 'old', reads), 'x', 0, 100);
    assert.ok(
      cut === undefined || ['old,old,old', 'old'].includes(cut.data.toString()),
      `cut after ${reads} reads`,
    );
    const anew = await readPiece(changing('old,old,old', 'new,new,new', reads), 'x', 0, 100);
    assert.ok(
      anew === undefined || ['old,old,old', 'new,new,new'].includes(anew.data.toString()),
      `written anew after ${reads} reads`,
    );
  }
});
