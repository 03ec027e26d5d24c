import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Watchlist } from '../../kql-engine/index.ts';
import { readWatchlists } from './read-watchlists.ts';

/**
 * The watchlists of a folder as they are when they are asked for, the same object as long as no file has come, gone or
 * changed. While a file cannot be read, what was read before stays in use.
 * @param report is told, once for each change, of a file that cannot be read
 */
export function changingWatchlists(
  folder: string,
  report: (text: string) => void,
): () => Record<string, Watchlist> {
  let seen: string | undefined;
  let read: Record<string, Watchlist> | undefined;
  return () => {
    const state = stateOf(folder);
    if (state !== seen) {
      seen = state;
      try {
        read = readWatchlists(folder);
      } catch (error) {
        const meanwhile =
          read === undefined ? 'all watchlists are empty' : 'queries use what was read before';
        report(`${(error as Error).message} Until it is corrected, ${meanwhile}.`);
      }
    }
    read ??= {};
    return read;
  };
}

/** Names, sizes and times of change of the files: another text when one of them is another. */
function stateOf(folder: string): string {
  if (!existsSync(folder)) return '';
  const files = readdirSync(folder).map((name) => {
    const stats = statSync(join(folder, name), { throwIfNoEntry: false });
    return [name, stats?.size, stats?.mtimeMs];
  });
  return JSON.stringify(files.sort());
}
