import type { DeadLetter, DeadLetterSink } from '../ingestion/dead-letter.ts';
import type { UploadSession } from '../ingestion/upload-session.ts';
import { messageTraceStream } from '../streams/message-trace.ts';
import { type GraphRow, readGraphRow } from './graph-row.ts';
import type { SeenBucket } from './seen-bucket.ts';
import type { SeenRows } from './seen-rows.ts';
import { floorTo, hourMs } from './time-range.ts';
import type { RowPrint, TraceHash } from './trace-hash.ts';
import type { TraceDetail, TraceRow } from './trace-row.ts';
import { type TraceConstants, writeTraceDetail, writeTraceRow } from './write-trace-row.ts';

/** What dead letters of polling name as their file. */
export const traceSource = 'message-trace';

export interface CommitOptions {
  readonly session: UploadSession<never>;
  readonly deadLetters: DeadLetterSink;
  readonly seen: SeenRows;
  readonly hash: TraceHash;
  readonly constants: TraceConstants;
  /** Prints of rows that are in the dead letters already. */
  readonly rejected: Set<string>;
  /** Milliseconds since 1970, for dead letters. */
  readonly now: () => number;
  /** The rows that are in the table since this moment; the note that they are there waits for the answer. */
  readonly onSent: (rows: readonly TraceRow[]) => Promise<void>;
  /** Each hour that a page touches, when its rows are in the table, with the number of those that can still change. */
  readonly onHour: (hour: number, open: number) => void;
}

/** What a page brought. */
export interface CommittedPage {
  readonly rows: readonly GraphRow[];
  readonly fresh: number;
  readonly changed: number;
  readonly rejected: number;
}

interface Sending {
  readonly bucket: SeenBucket;
  readonly print: RowPrint;
}

/**
 * Brings rows into the table and then notes that they are there; in this order, so that a crash doubles rows and loses
 * none. Of a row that was there with another version the note is taken away before the new one is sent: otherwise
 * a crash in between, and a status that changes back, would leave the table with the wrong one as its newest.
 */
export class RowCommitter {
  readonly #options: CommitOptions;

  constructor(options: CommitOptions) {
    this.#options = options;
  }

  /** @throws MailflowError where the table could not be made to take the rows; nothing is then noted */
  async page(values: readonly unknown[]): Promise<CommittedPage> {
    const { hash, seen, constants, onSent, onHour } = this.#options;
    const { rows, rejected } = await this.#read(values);
    const buckets = new Map<number, SeenBucket>();
    for (const { received } of rows) {
      const hour = floorTo(hourMs, received.second);
      if (!buckets.has(hour)) buckets.set(hour, await seen.hour(hour));
    }
    const sending: (Sending & { row: TraceRow })[] = [];
    let changed = 0;
    for (const { row, received } of rows) {
      const bucket = buckets.get(floorTo(hourMs, received.second))!;
      const print = hash.row(row);
      const known = bucket.compare(print);
      if (known === 'same') continue;
      if (known === 'changed') {
        changed++;
        bucket.forget(print);
      }
      sending.push({ bucket, print, row });
    }
    await this.#send(
      sending,
      ({ row }) => writeTraceRow(row, constants),
      changed > 0,
      () => onSent(sending.map(({ row }) => row)),
    );
    for (const [hour, bucket] of buckets) onHour(hour, bucket.open);
    return { rows, fresh: sending.length - changed, changed, rejected };
  }

  /** Brings those events of one delivery into the table that are not there. @returns how many */
  async details(details: readonly TraceDetail[], hour: number): Promise<number> {
    const { hash, seen, constants } = this.#options;
    const bucket = await seen.hour(hour);
    const sending = details
      .map((detail) => ({ bucket, print: hash.detail(detail), detail }))
      .filter(({ print }) => bucket.compare(print) === 'new');
    await this.#send(
      sending,
      ({ detail }) => writeTraceDetail(detail, constants),
      false,
      async () => {},
    );
    return sending.length;
  }

  async #send<Item extends Sending>(
    items: readonly Item[],
    write: (item: Item) => string,
    forgotten: boolean,
    sent: () => Promise<void>,
  ): Promise<void> {
    const { session, seen } = this.#options;
    if (items.length === 0) return seen.shrink();
    if (forgotten) await seen.save();
    for (const [index, item] of items.entries()) {
      await session.add(write(item), { line: index + 1, offset: 0, end: 0 });
    }
    await session.flush();
    await sent();
    for (const { bucket, print } of items) bucket.set(print);
    await seen.save();
    seen.shrink();
  }

  /** Rows that cannot be placed go to the dead letters, once. */
  async #read(values: readonly unknown[]): Promise<{ rows: GraphRow[]; rejected: number }> {
    const { rejected, hash, deadLetters, now } = this.#options;
    const rows: GraphRow[] = [];
    const letters = new Map<string, DeadLetter>();
    for (const value of values) {
      const row = readGraphRow(value);
      if (typeof row !== 'string') {
        rows.push(row);
        continue;
      }
      const raw = JSON.stringify(value);
      const print = hash.text(raw);
      if (rejected.has(print)) continue;
      letters.set(print, {
        time: new Date(now()).toISOString(),
        stream: messageTraceStream.name,
        file: traceSource,
        reason: row,
        message: 'A row of the message trace has no place in the table. Look at the raw row.',
        raw,
      });
    }
    if (letters.size > 0) {
      await deadLetters.write([...letters.values()]);
      for (const print of letters.keys()) rejected.add(print);
    }
    return { rows, rejected: letters.size };
  }
}
