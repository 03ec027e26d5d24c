import { createReadStream } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { MailflowError } from '../src/error.ts';
import { logFileError } from '../src/exchange/log-file-error.ts';

/** Small enough that the objects made of a piece die young. */
const chunkBytes = 1 << 18;

/** A log file named on the command line. */
export interface LogFile {
  /** As messages and rows name it. */
  readonly name: string;
  /** Size on disk in bytes; undefined for standard input. */
  readonly size?: number;
  /** Its bytes, unpacked. */
  open(): AsyncIterable<Buffer>;
}

/**
 * The files that the arguments mean: paths, `*` patterns (for shells that do not expand them), `-` for standard
 * input. Names that end in `.gz` are unpacked.
 * @throws MailflowError `no-such-file` or `is-a-directory`
 */
export async function logFiles(args: readonly string[]): Promise<LogFile[]> {
  const files: LogFile[] = [];
  for (const arg of args) {
    if (arg === '-') {
      files.push({ name: '-', open: () => process.stdin });
      continue;
    }
    const paths =
      /[*?[]/.test(arg) && (await stat(arg).catch(() => undefined)) === undefined ? await expand(arg) : [arg];
    for (const path of paths) files.push(await logFile(path));
  }
  return files;
}

async function expand(pattern: string): Promise<string[]> {
  const paths = await Array.fromAsync(glob(pattern));
  if (paths.length === 0) {
    throw new MailflowError('no-such-file', `No file matches ${pattern}.`, {
      advice: 'Exchange keeps its logs in <install path>\\TransportRoles\\Logs\\MessageTracking.',
    });
  }
  return paths.sort();
}

async function logFile(path: string): Promise<LogFile> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new MailflowError(
      'no-such-file',
      `${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`,
      {
        advice: 'Check the path and that your account may read it.',
        cause: error,
      },
    );
  });
  if (info.isDirectory()) {
    throw new MailflowError('is-a-directory', `${path} is a folder, not a log file.`, {
      advice: `Name its files: ${path.replace(/[\\/]$/, '')}/*.LOG`,
    });
  }
  return {
    name: path,
    size: info.size,
    open: () => bytesOf(path),
  };
}

/** The unpacked bytes; an error of the file system comes as one that says what to do. */
async function* bytesOf(path: string): AsyncGenerator<Buffer, void, undefined> {
  const bytes = createReadStream(path, { highWaterMark: chunkBytes });
  try {
    if (!/\.gz$/i.test(path)) {
      yield* bytes;
      return;
    }
    const unpacked = createGunzip({ chunkSize: chunkBytes });
    bytes.on('error', (error) => unpacked.destroy(error));
    yield* bytes.pipe(unpacked);
  } catch (error) {
    throw logFileError(path, error);
  }
}
