import type { BlobClient, BlobGetPropertiesResponse } from '@azure/storage-blob';
import { MailflowError } from '../error.ts';
import { LogReader } from '../exchange/log-reader.ts';
import type { LogBatch, LogLayout, ReaderState, RejectedLine } from '../exchange/log-record.ts';
import type { DeadLetter } from '../ingestion/dead-letter.ts';
import type { RowOrigin, UploadSession } from '../ingestion/upload-session.ts';
import { type Checkpoint, firstCheckpoint } from '../storage/checkpoint.ts';
import type { CheckpointLease } from '../storage/checkpoint-lease.ts';
import { messageTrackingLogStream } from '../streams/message-tracking.ts';
import { createRowWriter, type RowWriter, unknownFields } from '../streams/write-row.ts';
import { CheckpointKeeper, type RunFailure } from './checkpoint-keeper.ts';
import type { ForwardingContext } from './forwarding-context.ts';
import { brokenGzip, isGzip, type LogSource, lookAt, readGzip, readRange } from './log-blob.ts';
import { restMs } from './pending-blob.ts';
import { runCounts } from './run-counts.ts';
import { printBytes, printOf, TailWindow } from './tail-print.ts';

/** A place up to which all is read, with what the checkpoint says about it. */
type Mark = Pick<Checkpoint, 'reader' | 'print' | 'etag' | 'rowsRead' | 'rowsRejected' | 'rowsFiltered'>;

/** One forwarding run over one log blob, under a lease. Made for one call of `read`. */
export class BlobRun {
  /** Why the run was unusual though it did not fail; for the health row. */
  note: string | undefined;
  readonly #blob: BlobClient;
  readonly #source: LogSource;
  readonly #lease: CheckpointLease;
  readonly #context: ForwardingContext;
  readonly #deadline: number;
  readonly #session: UploadSession<Mark>;
  readonly #writeRow: RowWriter;
  /** Since the start of the run. */
  #read = { rowsRead: 0, rowsRejected: 0, rowsFiltered: 0 };
  /** What the checkpoint was when the run began, or none where the blob is read again from its start. */
  #base: Checkpoint;
  #encoding: ReaderState['encoding'];
  readonly #keeper: CheckpointKeeper<Mark>;
  #refused: Checkpoint['refused'];
  /** The one that was last looked through for fields without a column. */
  #layout: LogLayout | undefined;

  constructor(
    blob: BlobClient,
    source: LogSource,
    lease: CheckpointLease,
    context: ForwardingContext,
    deadline: number,
  ) {
    this.#blob = blob;
    this.#source = source;
    this.#lease = lease;
    this.#context = context;
    this.#deadline = deadline;
    this.#base = lease.checkpoint;
    this.#encoding = lease.checkpoint.reader.encoding;
    this.#keeper = new CheckpointKeeper({
      lease,
      compose: (mark) => this.#compose(mark),
      now: context.now,
      onError: (error) => context.log(`${blob.name}: ${String(error)}`),
    });
    const { Computer, FilePath } = source;
    this.#writeRow = createRowWriter({ FilePath, ...(Computer && { Computer }), collector: 'Function' });
    this.#session = context.uploader.open<Mark>({
      stream: messageTrackingLogStream.name,
      file: blob.name,
      ...(Computer && { Computer }),
      deadLetters: context.deadLetters,
      rawLine: (origin) => this.#rawLine(origin),
      onReached: (mark) => this.#keeper.reach(mark),
      signal: lease.signal,
    });
  }

  /** What the run did, as columns of the health table. */
  get counts() {
    return runCounts(this.#read, this.#session.summary);
  }

  /** Reads and sends until the end of the blob, or of the time. Call `save` afterwards, whatever came of it. */
  async read(): Promise<'done' | 'out-of-time' | 'refused' | 'gone'> {
    let seen = await lookAt(this.#blob);
    if (seen === undefined) return 'gone';
    const tail = await this.#startAt(seen);
    const reader = new LogReader({
      state: this.#base.reader,
      filter: this.#context.filter,
      file: this.#blob.name,
    });
    const window = new TailWindow(this.#base.reader.offset, tail);
    try {
      let at = this.#base.reader.offset;
      for (;;) {
        for await (const piece of this.#pieces(at, seen)) {
          this.#lease.check();
          if (this.#context.now() > this.#deadline) {
            await this.#session.flush();
            return 'out-of-time';
          }
          const batch = refusing(() => reader.push(piece));
          await this.#take(batch, window.advance(piece, batch.state.offset), seen);
          at += piece.length;
        }
        const last = refusing(() => reader.end({ final: this.#isFinished(seen!) }));
        await this.#take(last, window.advance(Buffer.alloc(0), last.state.offset), seen, true);
        await this.#session.flush();
        const now = await lookAt(this.#blob);
        if (now === undefined || now.etag === seen.etag || isGzip(this.#blob.name)) return 'done';
        // Another blob has taken the name: the next run starts it from the beginning.
        if (now.createdOn?.getTime() !== seen.createdOn?.getTime() || now.contentLength! < at)
          return 'out-of-time';
        seen = now;
      }
    } catch (error) {
      const reason = error instanceof Refusal ? error.reason : brokenGzip(error, this.#blob.name);
      if (reason === undefined) throw error;
      await this.#session.flush();
      await this.#refuse(reason, seen.contentLength ?? 0);
      return 'refused';
    }
  }

  /** Stores how far the run came. `failure`: it failed, and when to try again. */
  async save(failure?: RunFailure): Promise<void> {
    await this.#keeper.save({ failure, always: this.#refused !== undefined });
  }

  /** Where the checkpoint does not fit the blob any more, starts again. Gives the bytes before the start. */
  async #startAt(seen: BlobGetPropertiesResponse): Promise<Buffer> {
    const { reader, print, refused } = this.#base;
    const from = Math.max(0, reader.offset - printBytes);
    let tail = Buffer.alloc(0);
    let fits =
      refused === undefined && (isGzip(this.#blob.name) || reader.offset <= (seen.contentLength ?? 0));
    if (fits && reader.offset > 0) {
      if (isGzip(this.#blob.name)) {
        fits = print === seen.etag;
      } else {
        for await (const piece of readRange(this.#blob, from, reader.offset))
          tail = Buffer.concat([tail, piece]);
        fits = print === printOf(tail);
      }
    }
    if (fits) return tail;
    this.#base = firstCheckpoint;
    this.note = 'The blob was replaced or shortened since the last run: read again from its start.';
    this.#context.log(`${this.#blob.name}: ${this.note}`);
    return Buffer.alloc(0);
  }

  #pieces(at: number, seen: BlobGetPropertiesResponse): AsyncIterable<Buffer> {
    const length = seen.contentLength ?? 0;
    return isGzip(this.#blob.name) ? readGzip(this.#blob, length, at) : readRange(this.#blob, at, length);
  }

  /** Whether a last line without line break is all that will come of it. Only append blobs grow. */
  #isFinished(seen: BlobGetPropertiesResponse): boolean {
    const rested = this.#context.now() - (seen.lastModified?.getTime() ?? 0) > restMs;
    return seen.blobType !== 'AppendBlob' || rested;
  }

  async #take(
    batch: LogBatch,
    print: string,
    seen: BlobGetPropertiesResponse,
    complete = false,
  ): Promise<void> {
    const { records, rejects, filtered, state } = batch;
    this.#encoding = state.encoding;
    // Once a file is often enough: in the run that reads its header.
    if (this.#base.reader.offset === 0 && records[0] !== undefined) this.#tellOfUnknown(records[0].layout);
    if (rejects.length > 0)
      await this.#context.deadLetters.write(rejects.map((reject) => this.#letter(reject)));
    for (const record of records) {
      const { line, offset, end } = record;
      const full = this.#session.add(this.#writeRow(record), { line, offset, end });
      if (full !== undefined) await full;
    }
    this.#read = {
      rowsRead: this.#read.rowsRead + records.length + rejects.length + filtered,
      rowsRejected: this.#read.rowsRejected + rejects.length,
      rowsFiltered: this.#read.rowsFiltered + filtered,
    };
    this.#session.mark({
      reader: state,
      print: isGzip(this.#blob.name) ? seen.etag! : print,
      ...(complete && seen.etag !== undefined && { etag: seen.etag }),
      rowsRead: this.#base.rowsRead + this.#read.rowsRead,
      rowsRejected: this.#base.rowsRejected + this.#read.rowsRejected,
      rowsFiltered: this.#base.rowsFiltered + this.#read.rowsFiltered,
    });
  }

  /** A newer Exchange may log fields that this version does not know. */
  #tellOfUnknown(layout: LogLayout): void {
    if (layout === this.#layout) return;
    this.#layout = layout;
    const unknown = unknownFields(layout);
    if (unknown.length === 0) return;
    this.note = `The rows leave out fields that have no column: ${unknown.join(', ')}. The blob keeps them. Update mailflow.`;
    this.#context.log(`${this.#blob.name}: ${this.note}`);
  }

  #compose(mark: Mark | undefined): Checkpoint {
    const { rowsSent, rowsRejected } = this.#session.summary;
    const place = mark ?? this.#base;
    return {
      version: 1,
      reader: place.reader,
      ...(place.print !== undefined && { print: place.print }),
      ...(place.etag !== undefined && { etag: place.etag }),
      rowsRead: place.rowsRead,
      rowsSent: this.#base.rowsSent + rowsSent,
      rowsRejected: place.rowsRejected + rowsRejected,
      rowsFiltered: place.rowsFiltered,
      ...(this.#refused !== undefined && { refused: this.#refused }),
      failures: 0,
    };
  }

  async #refuse(reason: MailflowError, length: number): Promise<void> {
    const message = [reason.message, reason.advice].filter(Boolean).join(' ');
    await this.#context.deadLetters.write([
      { ...this.#letterStart(), line: 1, offset: 0, reason: reason.code, message },
    ]);
    this.#read.rowsRejected++;
    this.#refused = { code: reason.code, message, length };
    this.note = message;
  }

  #letter({ line, offset, reason, message, raw }: RejectedLine): DeadLetter {
    return { ...this.#letterStart(), line, offset, reason, message, raw };
  }

  #letterStart() {
    const { Computer } = this.#source;
    const time = new Date(this.#context.now()).toISOString();
    return {
      time,
      stream: messageTrackingLogStream.name,
      file: this.#blob.name,
      ...(Computer && { Computer }),
    };
  }

  /** Reads a line again, for a row that the service has refused. */
  async #rawLine({ offset, end }: RowOrigin): Promise<string | undefined> {
    if (isGzip(this.#blob.name)) return undefined;
    const pieces: Buffer[] = [];
    for await (const piece of readRange(this.#blob, offset, end)) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    const encoding =
      this.#encoding === 'utf8' ? 'utf-8' : this.#encoding === 'utf16le' ? 'utf-16le' : 'utf-16be';
    return new TextDecoder(encoding).decode(bytes).replace(/\r?\n$/, '');
  }
}

/** The reader says that the file is something else altogether. */
class Refusal extends Error {
  readonly reason: MailflowError;

  constructor(reason: MailflowError) {
    super(reason.message);
    this.reason = reason;
  }
}

function refusing(read: () => LogBatch): LogBatch {
  try {
    return read();
  } catch (error) {
    throw error instanceof MailflowError ? new Refusal(error) : error;
  }
}
