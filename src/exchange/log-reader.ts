import { ByteQueue } from './byte-queue.ts';
import { detectEncoding } from './encoding.ts';
import { beforeTrailingNuls, findLineEnd } from './line-scanner.ts';
import type { LogBatch, LogRecord, ReaderState } from './log-record.ts';
import { LongLine } from './long-line.ts';
import { RecordReader } from './record-reader.ts';

/** Longest record in bytes, unless told otherwise. Real ones have about 1 KB; a request to the service takes 1 MiB. */
const MAX_RECORD_BYTES = 1024 * 1024;
/** Bytes that tell the encoding. */
const ENCODING_BYTES = 4;

export interface LogReaderOptions {
  /** Where to go on: the state of an earlier batch. Default: the start of the file. */
  readonly state?: ReaderState | undefined;
  /** Gives a reason for records to leave out; they are counted in `filtered`. */
  readonly filter?: ((record: LogRecord) => string | undefined) | undefined;
  /** Longer records are rejected. Default: 1 MiB. */
  readonly maxRecordBytes?: number | undefined;
  /** Name of the file, for error messages. */
  readonly file?: string | undefined;
}

/**
 * Reads message tracking logs: bytes in, records out. Takes chunks cut anywhere, gives only whole records, and can
 * go on at the state of any batch. Lines that are no record come back as rejects: never shifted, never lost.
 *
 * Throws a `MailflowError` (codes `not-message-tracking`, `exchange-2003-log`, `binary-file`) where the file is
 * something else altogether, and then at every further call.
 */
export class LogReader {
  readonly #reader: RecordReader;
  readonly #maxBytes: number;
  /** The bytes not dealt with, less those of `#long`. */
  readonly #kept = new ByteQueue();
  /** The over-long line whose bytes are going by, if there is one. */
  #long: LongLine | undefined;
  #failure: unknown;

  constructor(options: LogReaderOptions = {}) {
    this.#maxBytes = options.maxRecordBytes ?? MAX_RECORD_BYTES;
    this.#reader = new RecordReader({
      state: options.state ?? { offset: 0, line: 1, encoding: 'utf8' },
      filter: options.filter,
      maxRecordBytes: this.#maxBytes,
      file: options.file ?? 'The input',
    });
  }

  /**
   * Where to resume once all batches so far have been dealt with. Empty `fields` say that the latest header was not
   * usable.
   */
  get state(): ReaderState {
    return this.#reader.state;
  }

  /** Takes the next bytes and gives the records that they complete. The chunk may be reused afterwards. */
  push(chunk: Buffer): LogBatch {
    return this.#batch(() => {
      let rest = chunk;
      if (this.#reader.encoding === 'utf8') {
        const lineEnd = chunk.indexOf(0x0a) + 1;
        if (lineEnd === 0 && this.#kept.length + chunk.length <= this.#maxBytes) {
          this.#kept.add(chunk);
          return;
        }
        if (this.#kept.length > 0) {
          // Only the line that was begun is put together, not the whole chunk.
          this.#read(this.#kept.takeAll(chunk.subarray(0, lineEnd)));
          rest = chunk.subarray(lineEnd);
        }
      }
      this.#read(this.#kept.takeAll(rest));
    });
  }

  /**
   * Says that no more bytes are there. A last line without line break is held back, since it may be half-written,
   * and so is a record with an open quote: `state` points at it. With `final` (a closed file, the body of a request)
   * all is read, and NULs at the end are dropped.
   */
  end(options: { readonly final?: boolean } = {}): LogBatch {
    return this.#batch(() => {
      const rest = this.#kept.takeAll();
      if (this.#atStart) {
        this.#reader.encoding = detectEncoding(rest);
        this.#reader.checkOpening(rest);
      }
      if (options.final === true) this.#readFinal(rest);
      else this.#kept.add(rest);
    });
  }

  get #atStart(): boolean {
    return this.#reader.offset === 0 && this.#long === undefined;
  }

  #batch(read: () => void): LogBatch {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      read();
    } catch (error) {
      this.#failure = error;
      throw error;
    }
    return { ...this.#reader.takeResults(), state: this.#reader.state };
  }

  /** Reads the whole lines and keeps the rest. */
  #read(input: Buffer): void {
    let bytes = input;
    if (this.#atStart) {
      if (bytes.length < ENCODING_BYTES) {
        this.#kept.add(bytes);
        return;
      }
      this.#reader.encoding = detectEncoding(bytes);
    }
    const { encoding } = this.#reader;
    if (this.#long !== undefined) {
      const end = findLineEnd(bytes, 0, encoding);
      if (end === -1) {
        this.#kept.add(this.#long.pass(bytes, encoding));
        return;
      }
      this.#reader.rejectLongLine(this.#long.head, this.#long.length + end);
      this.#long = undefined;
      bytes = bytes.subarray(end);
    }
    const rest = bytes.subarray(this.#reader.readLines(bytes, false));
    if (rest.length <= this.#maxBytes) {
      this.#kept.add(rest);
      return;
    }
    if (this.#atStart) this.#reader.checkOpening(rest);
    this.#long = new LongLine(this.#maxBytes, rest);
    this.#kept.add(this.#long.pass(rest, encoding));
  }

  /** Reads what is left, with a last line that has no line break. */
  #readFinal(rest: Buffer): void {
    const { encoding } = this.#reader;
    const long = this.#long;
    this.#long = undefined;
    if (long === undefined) {
      const written = beforeTrailingNuls(rest, 0, rest.length, encoding);
      this.#reader.readLines(rest.subarray(0, written), true);
      this.#reader.skip(rest.length - written);
      return;
    }
    const half = long.pass(rest, encoding);
    const length = long.length + half.length;
    const written = long.written === long.length ? length : long.written;
    // Reserved space may be all that made it long.
    if (written <= this.#maxBytes) this.#reader.readLines(long.head.subarray(0, written), true);
    else this.#reader.rejectLongLine(long.head, written);
    this.#reader.skip(length - written);
  }
}

/** What `readRecords` takes beside the options of the reader. */
export interface ReadRecordsOptions extends LogReaderOptions {
  /** Whether the source ends where the log ends, so that a last line without line break is read. Default: false. */
  readonly final?: boolean | undefined;
}

/**
 * Reads a source to its end, one batch a chunk. Chunks that complete no line give no batch.
 * The source has to begin at `options.state.offset`.
 */
export async function* readRecords(
  source: AsyncIterable<Buffer>,
  options: ReadRecordsOptions = {},
): AsyncGenerator<LogBatch, void, undefined> {
  const reader = new LogReader(options);
  let { offset } = reader.state;
  for await (const chunk of source) {
    const batch = reader.push(chunk);
    if (batch.state.offset === offset) continue;
    offset = batch.state.offset;
    yield batch;
  }
  const last = reader.end({ final: options.final === true });
  if (last.state.offset !== offset) yield last;
}
