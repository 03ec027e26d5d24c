import type { MailflowError } from '../error.ts';
import { LogReader } from '../exchange/log-reader.ts';
import type { LinePosition } from '../exchange/log-record.ts';
import type { RecordFilter } from '../exchange/record-filter.ts';
import type { DeadLetter, DeadLetterSink } from '../ingestion/dead-letter.ts';
import type { UploadSummary } from '../ingestion/upload-session.ts';
import type { Uploader } from '../ingestion/uploader.ts';
import { messageTrackingLogStream } from '../streams/message-tracking.ts';
import { createRowWriter } from '../streams/write-row.ts';

/** Bytes given to the reader at a time. */
const pieceBytes = 256 * 1024;

/** The lines of one file within one request. */
export interface LineGroup {
  readonly Computer: string | undefined;
  readonly file: string | undefined;
  readonly bytes: Buffer;
  /**
   * Byte offset at which each item of the request begins, and its index in the request. None: the bytes are the
   * request itself, and the index of a line is its number, from 0.
   */
  readonly items?: readonly { readonly start: number; readonly index: number }[];
}

/** A line or row that was not sent, as the answer lists it. */
export interface RejectedItem {
  readonly index: number;
  readonly reason: string;
  readonly message: string;
}

export interface GroupResult {
  received: number;
  filtered: number;
  rejected: RejectedItem[];
  summary: Readonly<UploadSummary>;
}

interface GroupContext {
  readonly uploader: Pick<Uploader, 'open'>;
  readonly deadLetters: DeadLetterSink;
  readonly filter: RecordFilter;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/**
 * Reads and sends the lines of one file; resolves when the service has acknowledged them, or they lie in the dead
 * letters. Header lines among them hold for the lines behind them; without one, the column count tells.
 * @throws MailflowError of the reader where the lines are no message tracking log, or of the upload
 */
export async function sendLineGroup(group: LineGroup, context: GroupContext): Promise<GroupResult> {
  const { Computer, file, bytes } = group;
  const rejected: RejectedItem[] = [];
  const name = file ?? 'receive-lines';
  const deadLetters: DeadLetterSink = {
    async write(letters) {
      await context.deadLetters.write(letters);
      for (const { line, reason, message, sent } of letters) {
        if (!sent) rejected.push({ index: (line ?? 1) - 1, reason, message });
      }
    },
  };
  const session = context.uploader.open<never>({
    stream: messageTrackingLogStream.name,
    file: name,
    ...(Computer !== undefined && { Computer }),
    deadLetters,
    rawLine: ({ offset, end }) => bytes.toString('utf8', offset, end).replace(/\r?\n$/, ''),
    signal: context.signal,
  });
  const writeRow = createRowWriter({
    ...(file !== undefined && { FilePath: file }),
    ...(Computer !== undefined && { Computer }),
    collector: 'Function',
  });
  const reader = new LogReader({ filter: context.filter, file: name });
  const indexOf = itemIndex(group);
  let received = 0;
  let filtered = 0;
  for (let at = 0; at <= bytes.length; at += pieceBytes) {
    const last = at + pieceBytes > bytes.length;
    const pushed = reader.push(bytes.subarray(at, at + pieceBytes));
    for (const batch of last ? [pushed, reader.end({ final: true })] : [pushed]) {
      received += batch.records.length + batch.rejects.length + batch.filtered;
      filtered += batch.filtered;
      const letters = batch.rejects.map((reject): DeadLetter => {
        const { offset, reason, message, raw } = reject;
        const time = new Date(context.now()).toISOString();
        const line = indexOf(reject) + 1;
        const where = { time, stream: messageTrackingLogStream.name, file: name, line, offset };
        return { ...where, ...(Computer !== undefined && { Computer }), reason, message, raw };
      });
      if (letters.length > 0) await deadLetters.write(letters);
      for (const record of batch.records) {
        const origin = { line: indexOf(record) + 1, offset: record.offset, end: record.end };
        const full = session.add(writeRow(record), origin);
        if (full !== undefined) await full;
      }
    }
  }
  const summary = await session.flush();
  return { received, filtered, rejected, summary };
}

/** Gives the index in the request of a line, by binary search. */
function itemIndex({ items }: LineGroup): (position: LinePosition) => number {
  if (items === undefined) return ({ line }) => line - 1;
  return ({ offset }) => {
    let low = 0;
    for (let high = items.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if (items[middle]!.start <= offset) low = middle;
      else high = middle - 1;
    }
    return items[low]?.index ?? 0;
  };
}

/** Whether an error says that the lines are another kind of log, rather than that they could not be sent. */
export function isForeignLog(error: MailflowError): boolean {
  return ['not-message-tracking', 'exchange-2003-log', 'binary-file'].includes(error.code);
}
