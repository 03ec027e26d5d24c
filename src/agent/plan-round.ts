import type { LogFile } from './folder-scan.ts';

/** In which order the files of a round are shipped. */
export interface RoundPlan<File extends LogFile> {
  /** The newest file of each kind in each folder: Exchange is writing them. They come first in every pass. */
  readonly newest: File[];
  /** All others, oldest first: after an outage they are caught up with, one block a pass. */
  readonly older: File[];
  /** Files left out, because another folder has a file for the same blob. */
  readonly doubles: File[];
}

/** Sorts the files of all folders into the plan of a round. */
export function planRound<File extends LogFile>(files: readonly File[]): RoundPlan<File> {
  const byBlob = new Map<string, File>();
  const doubles: File[] = [];
  for (const file of files) {
    if (byBlob.has(file.blobName)) doubles.push(file);
    else byBlob.set(file.blobName, file);
  }
  const newestOf = new Map<string, File>();
  for (const file of byBlob.values()) {
    const group = `${file.folder}\n${file.kind}`;
    const other = newestOf.get(group);
    if (other === undefined || other.order < file.order) newestOf.set(group, file);
  }
  const newest = new Set(newestOf.values());
  const older = [...byBlob.values()].filter((file) => !newest.has(file));
  older.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  return { newest: [...newest], older, doubles };
}
