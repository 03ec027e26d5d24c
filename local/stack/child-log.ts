import { appendFileSync, renameSync, statSync } from 'node:fs';

/** The output of one child process, in a file of the data folder. */
export interface ChildLog {
  write(chunk: Buffer): void;
  /** The newest lines, for a person who has to know why the process ended. */
  lastLines(count: number): string[];
}

const maxBytes = 10 * 1024 * 1024;
const keptText = 8192;

/** Appends to `file`; a file that has grown large becomes `file.1`. */
export function childLog(file: string): ChildLog {
  let size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let tail = '';
  return {
    write(chunk) {
      tail = (tail + chunk.toString()).slice(-keptText);
      try {
        if (size + chunk.length > maxBytes) {
          renameSync(file, `${file}.1`);
          size = 0;
        }
        appendFileSync(file, chunk);
        size += chunk.length;
      } catch {
        // A full disk must not end the stack because of its logs.
      }
    },
    lastLines(count) {
      return tail.trimEnd().split('\n').slice(-count);
    },
  };
}
