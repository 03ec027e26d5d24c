import type { FileHandle } from 'node:fs/promises';
import { headLength, tailLength } from './fingerprint.ts';

/** The calls of `node:fs/promises` that the agent makes. */
export interface LogFileSystem {
  readdir(path: string): Promise<string[]>;
  stat(path: string): Promise<FileStamp & { isFile(): boolean }>;
  open(
    path: string,
    flags: 'r',
  ): Promise<Pick<FileHandle, 'read' | 'close'> & { stat(): Promise<FileStamp> }>;
}

/** What tells that nothing has happened to a file since the last look. */
export interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
  readonly birthtimeMs: number;
  readonly ino: number;
}

/** What one look into a file gave. */
export interface FilePiece {
  readonly stamp: FileStamp;
  /** The first bytes of the file, at most `headLength`. */
  readonly head: Buffer;
  /** The bytes just before `offset`, or before the end of a file that is shorter; at most `tailLength`. */
  readonly before: Buffer;
  /** The bytes from `offset` on, at most as many as asked for; empty where the file is not longer. */
  readonly data: Buffer;
}

/**
 * Opens a file, reads what is needed in one go and closes it again, so that the agent never keeps Exchange from
 * rotating or deleting it (Node opens with FILE_SHARE_READ, WRITE and DELETE on Windows).
 * The beginning is read last: a file written anew while it is read shows its new beginning, so that old and new
 * bytes are never mixed.
 * @returns nothing where the file was cut or written anew meanwhile: look again later.
 */
export async function readPiece(
  fs: LogFileSystem,
  path: string,
  offset: number,
  maximum: number,
): Promise<FilePiece | undefined> {
  const file = await fs.open(path, 'r');
  try {
    // An own handle knows the true size: a directory entry of NTFS lags behind while a writer holds the file.
    const stamp = await file.stat();
    const end = Math.min(offset, stamp.size);
    const start = Math.max(0, end - tailLength);
    const wanted = end - start + (stamp.size > offset ? Math.min(maximum, stamp.size - offset) : 0);
    const bytes = await readFully(file, start, wanted);
    const head = await readFully(file, 0, Math.min(headLength, stamp.size));
    const after = await file.stat();
    if (after.size < stamp.size || bytes.length < wanted) return undefined;
    const [before, data] = [bytes.subarray(0, end - start), bytes.subarray(end - start)];
    const shown = head.subarray(Math.min(offset, head.length)).subarray(0, data.length);
    return shown.equals(data.subarray(0, shown.length)) ? { stamp, head, before, data } : undefined;
  } finally {
    await file.close();
  }
}

async function readFully(file: Pick<FileHandle, 'read'>, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
