import { MailflowError } from '../error.ts';

/** Message and advice for the errors that opening a log file commonly gives, by the code of the operating system. */
const known: Readonly<Record<string, readonly [code: string, message: string, advice: string]>> = {
  EISDIR: [
    'is-directory',
    'this is a folder, not a log file',
    'Name the files in it, for example MSGTRK*.LOG.',
  ],
  ENOENT: [
    'file-not-found',
    'there is no such file',
    'Check the path. Exchange deletes old logs by age and size.',
  ],
  EACCES: [
    'no-access',
    'no right to read the file',
    'Give the account read access to the file and its folder.',
  ],
  EPERM: [
    'no-access',
    'no right to read the file',
    'Give the account read access to the file and its folder.',
  ],
  EBUSY: [
    'file-locked',
    'another program has locked the file',
    'Try again once that program is done with it.',
  ],
};

/** Turns an error of the file system into one that says what to do. Other errors come back with the path only. */
export function logFileError(path: string, cause: unknown): MailflowError {
  const errno = (cause as NodeJS.ErrnoException).code ?? '';
  const [code, message, advice] = known[errno] ?? ['file-unreadable', 'the file cannot be read', ''];
  const detail = errno in known ? '' : ` (${cause instanceof Error ? cause.message : String(cause)})`;
  return new MailflowError(code, `${path}: ${message}${detail}.`, {
    advice,
    retryable: errno === 'EBUSY',
    cause,
  });
}
