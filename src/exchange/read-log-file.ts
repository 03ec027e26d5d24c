import { open } from 'node:fs/promises';
import { logFileError } from './log-file-error.ts';
import { type ReadRecordsOptions, readRecords } from './log-reader.ts';
import type { LogBatch } from './log-record.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Reads a log file from `options.state` on. Throws a `MailflowError` for what is no readable file (codes
 * `is-directory`, `file-not-found`, `no-access`, `file-locked`), beside those of the reader. A file shorter than
 * the state's offset gives nothing.
 */
export async function* readLogFile(
  path: string,
  options: ReadRecordsOptions = {},
): AsyncGenerator<LogBatch, void, undefined> {
  yield* readRecords(chunks(path, options.state?.offset ?? 0), { file: path, ...options });
}

async function* chunks(path: string, offset: number): AsyncGenerator<Buffer, void, undefined> {
  let file: Awaited<ReturnType<typeof open>> | undefined;
  try {
    file = await open(path, 'r');
    // One buffer for all: the reader copies what it keeps.
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let position = offset; ; ) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw logFileError(path, error);
  } finally {
    await file?.close();
  }
}
