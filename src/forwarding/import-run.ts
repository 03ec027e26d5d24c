import type { BlobClient, BlobGetPropertiesResponse } from '@azure/storage-blob';
import type { MailflowError } from '../error.ts';
import type { DeadLetter } from '../ingestion/dead-letter.ts';
import { nothingUploaded, type UploadSession } from '../ingestion/upload-session.ts';
import { isImportRefusal } from '../message-trace/import/import-refusal.ts';
import type { ExportSource } from '../message-trace/import/open-export.ts';
import { type ImportBatch, readExport } from '../message-trace/import/read-export.ts';
import { type Checkpoint, firstCheckpoint } from '../storage/checkpoint.ts';
import type { CheckpointLease } from '../storage/checkpoint-lease.ts';
import { messageTraceStream } from '../streams/message-trace.ts';
import { CheckpointKeeper, type RunFailure } from './checkpoint-keeper.ts';
import type { ForwardingContext } from './forwarding-context.ts';
import { brokenGzip, isGzip, lookAt, readGzip, readRange } from './log-blob.ts';
import { runCounts } from './run-counts.ts';

/** A place up to which all is read. */
type Mark = Pick<Checkpoint, 'etag' | 'rowsRead' | 'rowsRejected' | 'rowsFiltered'>;

/**
 * One forwarding run over one export of message traces, under a lease. Made for one call of `read`. An export is read
 * from its start at every run; its checkpoint counts the entries that are dealt with (`rowsRead`), and these are passed
 * over as long as the blob is the same (`print` is its ETag).
 */
export class ImportRun {
  /** Why the run was unusual though it did not fail; for the health row. */
  note: string | undefined;
  readonly #blob: BlobClient;
  readonly #lease: CheckpointLease;
  readonly #context: ForwardingContext;
  readonly #deadline: number;
  readonly #keeper: CheckpointKeeper<Mark>;
  /** Opened with the first rows, which tell the stream. */
  #session: UploadSession<Mark> | undefined;
  #stream = messageTraceStream.name;
  #read = { rowsRead: 0, rowsRejected: 0, rowsFiltered: 0 };
  #base: Checkpoint = firstCheckpoint;
  #etag = '';
  #length = 0;
  #refused: Checkpoint['refused'];

  constructor(blob: BlobClient, lease: CheckpointLease, context: ForwardingContext, deadline: number) {
    this.#blob = blob;
    this.#lease = lease;
    this.#context = context;
    this.#deadline = deadline;
    this.#keeper = new CheckpointKeeper({
      lease,
      compose: (mark) => this.#compose(mark),
      now: context.now,
      onError: (error) => context.log(`${blob.name}: ${String(error)}`),
    });
  }

  /** What the run did, as columns of the health table. */
  get counts() {
    return runCounts(this.#read, this.#session?.summary ?? nothingUploaded());
  }

  /** Reads and sends until the end of the blob, or of the time. Call `save` afterwards, whatever came of it. */
  async read(): Promise<'done' | 'out-of-time' | 'refused' | 'gone'> {
    const seen = await lookAt(this.#blob);
    if (seen === undefined) return 'gone';
    this.#startAt(seen);
    try {
      for await (const batch of readExport(this.#source(), {
        acceptedDomains: this.#context.acceptedDomains,
        filter: this.#context.filter,
        skip: this.#base.rowsRead,
        now: this.#context.now(),
      })) {
        this.#lease.check();
        await this.#take(batch);
        // Passing over what is dealt with may take all the time there is: each run goes on by one piece at least.
        if (this.#read.rowsRead === 0 || this.#context.now() <= this.#deadline) continue;
        await this.#session?.flush();
        return 'out-of-time';
      }
      await this.#session?.flush();
      this.#keeper.reach({ ...this.#mark(), etag: this.#etag });
      return 'done';
    } catch (error) {
      const reason = isImportRefusal(error) ? error : brokenGzip(error, this.#blob.name);
      if (reason === undefined) throw error;
      await this.#session?.flush();
      await this.#refuse(reason);
      return 'refused';
    }
  }

  /** Stores how far the run came. `failure`: it failed, and when to try again. */
  async save(failure?: RunFailure): Promise<void> {
    await this.#keeper.save({ failure, always: this.#refused !== undefined });
  }

  #startAt(seen: BlobGetPropertiesResponse): void {
    const { checkpoint } = this.#lease;
    this.#etag = seen.etag ?? '';
    this.#length = seen.contentLength ?? 0;
    if (checkpoint.print === this.#etag && checkpoint.refused === undefined) this.#base = checkpoint;
    else if (checkpoint.print !== undefined)
      this.note = 'The export was uploaded again since the last run: read from its start.';
  }

  #source(): ExportSource {
    return {
      name: this.#blob.name,
      rereadable: true,
      open: () =>
        isGzip(this.#blob.name)
          ? readGzip(this.#blob, this.#length, 0, this.#etag)
          : readRange(this.#blob, 0, this.#length, this.#etag),
    };
  }

  async #take({ stream, rows, rejects, filtered, entries }: ImportBatch): Promise<void> {
    const session = this.#open(stream);
    if (rejects.length > 0) {
      const letters = rejects.map(({ line, reason, message, raw }): DeadLetter => {
        return { ...this.#letterStart(), line, reason, message, raw };
      });
      await this.#context.deadLetters.write(letters);
    }
    for (const { row, line } of rows) {
      const full = session.add(row, { line, offset: 0, end: 0 });
      if (full !== undefined) await full;
    }
    this.#read = {
      rowsRead: Math.max(0, entries - this.#base.rowsRead),
      rowsRejected: this.#read.rowsRejected + rejects.length,
      rowsFiltered: this.#read.rowsFiltered + filtered,
    };
    // Entries that were passed over have their mark already.
    if (this.#read.rowsRead > 0) session.mark(this.#mark());
  }

  #open(stream: string): UploadSession<Mark> {
    this.#stream = stream;
    this.#session ??= this.#context.uploader.open<Mark>({
      stream,
      file: this.#blob.name,
      deadLetters: this.#context.deadLetters,
      onReached: (mark) => this.#keeper.reach(mark),
      signal: this.#lease.signal,
    });
    return this.#session;
  }

  #mark(): Mark {
    return {
      rowsRead: this.#base.rowsRead + this.#read.rowsRead,
      rowsRejected: this.#base.rowsRejected + this.#read.rowsRejected,
      rowsFiltered: this.#base.rowsFiltered + this.#read.rowsFiltered,
    };
  }

  #compose(mark: Mark | undefined): Checkpoint {
    const { rowsSent, rowsRejected } = this.#session?.summary ?? nothingUploaded();
    const place = mark ?? this.#base;
    const complete = place.etag !== undefined || this.#refused !== undefined;
    return {
      version: 1,
      reader: { ...firstCheckpoint.reader, offset: complete ? this.#length : 0 },
      print: this.#etag,
      ...(complete && { etag: this.#etag }),
      rowsRead: place.rowsRead,
      rowsSent: this.#base.rowsSent + rowsSent,
      rowsRejected: place.rowsRejected + rowsRejected,
      rowsFiltered: place.rowsFiltered,
      ...(this.#refused !== undefined && { refused: this.#refused }),
      failures: 0,
    };
  }

  async #refuse(reason: MailflowError): Promise<void> {
    const message = [reason.message, reason.advice].filter(Boolean).join(' ');
    await this.#context.deadLetters.write([
      { ...this.#letterStart(), line: 1, offset: 0, reason: reason.code, message },
    ]);
    this.#read.rowsRejected++;
    this.#refused = { code: reason.code, message, length: this.#length };
    this.note = message;
  }

  #letterStart() {
    const time = new Date(this.#context.now()).toISOString();
    return { time, stream: this.#stream, file: this.#blob.name };
  }
}
