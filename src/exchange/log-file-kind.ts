/** The services whose message tracking files are read, by the prefix of their names. */
export type LogKind = 'MSGTRK' | 'MSGTRKMD' | 'MSGTRKMS' | 'MSGTRKMA' | 'MSGTRKM';

/** What the name of a message tracking file tells. */
export interface LogFileKind {
  /**
   * `MSGTRK`: Transport service and Edge. `MSGTRKMD`, `MSGTRKMS`: Mailbox Transport Delivery and Submission.
   * `MSGTRKMA`: moderation. `MSGTRKM`: the mailbox role of Exchange 2007 and 2010.
   */
  readonly kind: LogKind;
  /** Day of its first record (UTC), `2026-11-21`. */
  readonly day: string;
  /** Hour of that day, for the hourly files of Exchange 2013 and later. */
  readonly hour?: number;
  /** Number behind the hyphen: 1, and one more each time that the file reached its greatest size. */
  readonly counter: number;
  /** From 2 for a blob that follows one whose file was replaced on the server (`MSGTRK….LOG~2`); else 1. */
  readonly generation: number;
}

const pattern =
  /^(MSGTRK(?:MD|MS|MA|M)?)(\d{4})(0[1-9]|1[0-2])(\d\d)([01]\d|2[0-3])?-(\d{1,9})\.LOG(?:~(\d{1,9}))?$/i;

/** Tells message tracking files by name, whatever its case. `path` may have folders, with `/` or `\`. */
export function logFileKind(path: string): LogFileKind | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const match = pattern.exec(name);
  if (match === null) return undefined;
  const [, prefix, year, month, day, hour, counter, generation] = match;
  return {
    kind: prefix!.toUpperCase() as LogKind,
    day: `${year}-${month}-${day}`,
    ...(hour === undefined ? {} : { hour: Number(hour) }),
    counter: Number(counter),
    generation: Number(generation ?? 1),
  };
}
