import { posix, win32 } from 'node:path';
import { logFileKind } from '../exchange/log-file-kind.ts';
import type { AgentFolder } from './agent-config.ts';
import { logBlobName } from './log-blob-name.ts';
import type { LogFileSystem } from './read-piece.ts';

/** One message tracking file in a folder. */
export interface LogFile {
  readonly folder: string;
  readonly path: string;
  readonly computer: string;
  readonly kind: string;
  /** Name of its first generation's blob. */
  readonly blobName: string;
  /** Sorts by the time in the name, then by counter. */
  readonly order: string;
}

/** The message tracking files of a folder. Rejects with the system's error where it cannot be read. */
export async function scanFolder(
  fs: Pick<LogFileSystem, 'readdir'>,
  folder: AgentFolder,
): Promise<LogFile[]> {
  const names = await fs.readdir(folder.path);
  return names.map((name) => logFile(folder, name)).filter((file) => file !== undefined);
}

/** What is to be known of a file from its name; undefined where it is no message tracking file. */
export function logFile(folder: AgentFolder, name: string): LogFile | undefined {
  const kind = logFileKind(name);
  // A name such as X.LOG~2 is that of a blob's later generation, never one that Exchange gives a file.
  if (kind === undefined || name.includes('~')) return undefined;
  const hour = String(kind.hour ?? 0).padStart(2, '0');
  return {
    folder: folder.path,
    path: isWindowsPath(folder.path) ? win32.join(folder.path, name) : posix.join(folder.path, name),
    computer: folder.computer,
    kind: kind.kind,
    blobName: logBlobName(folder.computer, kind.kind, name),
    order: `${kind.day} ${hour} ${String(kind.counter).padStart(9, '0')} ${kind.kind}`,
  };
}

function isWindowsPath(path: string): boolean {
  return /^(?:[a-z]:|\\\\)/i.test(path);
}
