/** Container that the agent appends to. */
export const logContainer = 'exchange-logs';

/**
 * Name of the blob that a log file is shipped to: `<Computer>/<kind>/<file>`. Windows does not tell MSGTRK1.LOG from
 * msgtrk1.log, blobs do: the name is always upper case. The original path stands in the blob's metadata.
 */
export function logBlobName(computer: string, kind: string, file: string): string {
  return `${computer}/${kind}/${file.toUpperCase()}`;
}

/** Name of a later generation: when a file is replaced by another of its name, that one goes to `<file>~2`, `~3` … */
export function generationName(blobName: string, generation: number): string {
  return generation === 1 ? blobName : `${blobName}~${generation}`;
}

/** Which generation of `blobName` the name `candidate` is; undefined where it is another file's. */
export function generationOf(blobName: string, candidate: string): number | undefined {
  if (candidate === blobName) return 1;
  if (!candidate.startsWith(`${blobName}~`)) return undefined;
  const digits = candidate.slice(blobName.length + 1);
  return /^(?:[2-9]|[1-9]\d+)$/.test(digits) ? Number(digits) : undefined;
}
