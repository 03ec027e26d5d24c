/** What is wrong with a file or folder, for people. */
export interface FileProblem {
  /** Error code of the system, such as EACCES. */
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}

/** Puts an error of the file system into words. */
export function fileProblem(path: string, error: unknown): FileProblem {
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
  const [what, advice] = words(code);
  return { code, message: `${path}: ${what}.`, advice };
}

function words(code: string): [string, string] {
  switch (code) {
    case 'ENOENT':
      return ['there is no such file or folder', 'Check the path. It is used as soon as it is there.'];
    case 'ENOTDIR':
      return ['this is not a folder', 'Name the folder that holds the log files, not a file.'];
    case 'EISDIR':
      return ['this is a folder, not a file', 'Name a file in it.'];
    case 'EACCES':
    case 'EPERM':
      return [
        'no right to read it, or it is locked',
        'Give the account that runs the agent the rights "List folder contents" and "Read" on the folder and its files.',
      ];
    case 'EBUSY':
      return [
        'another program holds it locked',
        'Nothing needs to be done: it is tried again until it is free.',
      ];
    case 'EMFILE':
    case 'ENFILE':
      return [
        'too many files are open',
        'It is tried again; other programs of this account may hold them open.',
      ];
    default:
      return [
        `it cannot be read (${code})`,
        'It is tried again. Where it lies on the network, check the server and the share.',
      ];
  }
}
