import { LogReader } from '../exchange/log-reader.ts';
import type { DeadLetter, DeadLetterSink } from '../ingestion/dead-letter.ts';
import { MemoryDeadLetters } from '../ingestion/memory-dead-letters.ts';
import { BlobDeadLetters } from '../storage/blob-dead-letters.ts';
import {
  type DeadLetterBlob,
  listDeadLetters,
  readDeadLetters,
  settleDeadLetters,
} from '../storage/stored-dead-letters.ts';
import { messageTrackingLogStream } from '../streams/message-tracking.ts';
import { createRowWriter } from '../streams/write-row.ts';
import type { ForwardingContext } from './forwarding-context.ts';
import { describeLogBlob, isImportBlob, lookAt } from './log-blob.ts';

/** Letters handled at a time. */
const batchSize = 5000;

export interface ReplayResult {
  /** Dead letter blobs gone through. */
  blobs: number;
  letters: number;
  /** Rows that the service has acknowledged. */
  sent: number;
  /** Lines that the filters leave out now. */
  filtered: number;
  /** Letters that failed again, or have nothing that could be sent: they stay. */
  kept: number;
}

/**
 * Sends dead letters again: lines are read anew, rows go as they are. What is acknowledged is removed; what fails
 * again is stored anew, with its new reason, before the old letters are removed. A crash in between sends
 * some rows twice (same `recordId`) and loses none.
 * @param prefix only dead letter blobs whose name begins so: a day, or a day and a computer
 * @throws MailflowError where the service cannot be made to take rows; the letters then stay as they are
 */
export async function replayDeadLetters(
  context: Pick<ForwardingContext, 'storage' | 'uploader' | 'filter' | 'now'>,
  options: { readonly prefix?: string; readonly onBlob?: (blob: DeadLetterBlob) => void } = {},
): Promise<ReplayResult> {
  const { storage } = context;
  const result: ReplayResult = { blobs: 0, letters: 0, sent: 0, filtered: 0, kept: 0 };
  // Listed first: letters that fail again must not come by a second time.
  const blobs = await Array.fromAsync(listDeadLetters(storage.deadLetters, options.prefix));
  for (const blob of blobs) {
    options.onBlob?.(blob);
    result.blobs++;
    const kept: DeadLetter[] = [];
    const seen = new Set<string>();
    const before = result.sent + result.filtered;
    let batch: DeadLetter[] = [];
    for await (const letter of readDeadLetters(storage.deadLetters, blob)) {
      result.letters++;
      // A run that was cut off writes its letters again.
      const key = [letter.stream, letter.file, letter.line, letter.offset, letter.raw ?? letter.row].join(
        '\n',
      );
      if (seen.has(key)) continue;
      seen.add(key);
      batch.push(letter);
      if (batch.length < batchSize) continue;
      kept.push(...(await sendAgain(batch, context, result)));
      batch = [];
    }
    kept.push(...(await sendAgain(batch, context, result)));
    result.kept += kept.length;
    if (result.sent + result.filtered === before) continue;
    await new BlobDeadLetters(storage.deadLetters).write(kept);
    // Where kept letters went into the blob itself, it is not deleted but marked.
    await settleDeadLetters(storage.deadLetters, blob);
  }
  return result;
}

/** Gives the letters that stay. */
async function sendAgain(
  letters: readonly DeadLetter[],
  context: Pick<ForwardingContext, 'storage' | 'uploader' | 'filter' | 'now'>,
  result: ReplayResult,
): Promise<DeadLetter[]> {
  const kept: DeadLetter[] = [];
  const groups = Map.groupBy(letters, ({ stream, file, Computer }) =>
    JSON.stringify([stream, file, Computer]),
  );
  for (const group of groups.values()) {
    const { stream, file, Computer } = group[0]!;
    const failed = new MemoryDeadLetters();
    const deadLetters: DeadLetterSink = { write: (again) => failed.write(again.filter(({ sent }) => !sent)) };
    const session = context.uploader.open<number>({
      stream,
      file,
      ...(Computer !== undefined && { Computer }),
      deadLetters,
      // The letter is found again by its number in the group.
      rawLine: ({ line }) => group[line]?.raw,
    });
    const { FilePath } = await sourceOf(context, file);
    const collector = isImportBlob(file) ? 'Import' : 'Function';
    const writeRow = createRowWriter({ FilePath, ...(Computer && { Computer }), collector });
    const time = new Date(context.now()).toISOString();
    for (const [index, letter] of group.entries()) {
      const origin = { line: index, offset: letter.offset ?? 0, end: letter.offset ?? 0 };
      if (letter.sent) {
        kept.push(letter);
      } else if (letter.row !== undefined) {
        await session.add(letter.row, origin);
      } else if (letter.raw !== undefined && stream === messageTrackingLogStream.name) {
        const read = readLine(letter.raw, context.filter);
        if (typeof read === 'string') kept.push({ ...letter, time, reason: read });
        else if (read.record === undefined) result.filtered++;
        else await session.add(writeRow(read.record), origin);
      } else {
        kept.push(letter);
      }
    }
    await session.flush();
    result.sent += session.summary.rowsSent;
    for (const again of failed.letters) {
      const letter = group[again.line ?? -1];
      kept.push(
        letter === undefined ? again : { ...letter, time, reason: again.reason, message: again.message },
      );
    }
  }
  return kept;
}

/** Reads one line, whose layout its column count tells. Gives the reason where it is still no record. */
function readLine(raw: string, filter: ForwardingContext['filter']) {
  const reader = new LogReader({ filter });
  try {
    const bytes = Buffer.from(`${raw}\n`);
    const batches = [reader.push(bytes), reader.end({ final: true })];
    const rejected = batches.flatMap(({ rejects }) => rejects)[0];
    if (rejected !== undefined) return rejected.reason;
    const record = batches.flatMap(({ records }) => records)[0];
    const filtered = batches.some((batch) => batch.filtered > 0);
    return record === undefined && !filtered ? 'no-record' : { record };
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'no-record';
  }
}

async function sourceOf({ storage }: Pick<ForwardingContext, 'storage'>, file: string) {
  const seen = await lookAt(storage.logs.getBlobClient(file));
  return describeLogBlob(file, seen?.metadata);
}
