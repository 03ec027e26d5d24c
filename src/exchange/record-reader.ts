import { binaryContent } from './binary-content.ts';
import { dateTimeStart } from './date-time.ts';
import { decodeText, type LogEncoding } from './encoding.ts';
import { HeaderInForce } from './header-in-force.ts';
import { beforeTrailingNuls, behindLastNul, contentEnd, decodeLine, findLineEnd } from './line-scanner.ts';
import { headerLine } from './log-header.ts';
import type { RowShape } from './log-layout.ts';
import type { LogRecord, ReaderState, RejectedLine } from './log-record.ts';
import { readRow } from './read-row.ts';
import { startsRecord } from './record-start.ts';
import { type RejectReason, rejectMessages } from './reject-reason.ts';
import { OPEN_QUOTE, type SplitLine, splitLine } from './split-line.ts';

/** Most lines of one record, where quotes hold line breaks. */
const MAX_RECORD_LINES = 100;
/** How much of an over-long line its reject has, in bytes. */
const RAW_BYTES = 64 * 1024;
const BYTE_ORDER_MARK = 0xfeff;
/** A plain CSV header, as some logs have it before their `#` lines. Rows begin with a digit. */
const plainHeader = /^"?date/i;

export interface RecordReaderOptions {
  readonly state: ReaderState;
  /** Gives a reason for records to leave out. */
  readonly filter: ((record: LogRecord) => string | undefined) | undefined;
  readonly maxRecordBytes: number;
  /** Name of the file, for error messages. */
  readonly file: string;
}

/** The part of the reader that deals with whole lines. Knows its place in the file and the header in force. */
export class RecordReader {
  readonly #options: RecordReaderOptions;
  readonly #header: HeaderInForce;
  encoding: LogEncoding;
  /** File offset of the first byte not dealt with, and the number of its line. Indexes into bytes count from here. */
  #offset: number;
  #line: number;
  /** Whether rows have been seen, so that a strange header can only be damage. */
  #started: boolean;
  #records: LogRecord[] = [];
  #rejects: RejectedLine[] = [];
  #filtered = 0;

  constructor(options: RecordReaderOptions) {
    this.#options = options;
    this.#header = new HeaderInForce(options.state.fields);
    this.encoding = options.state.encoding;
    this.#offset = options.state.offset;
    this.#line = options.state.line;
    this.#started = options.state.offset > 0;
  }

  get offset(): number {
    return this.#offset;
  }

  get state(): ReaderState {
    const { fields } = this.#header;
    const place = { offset: this.#offset, line: this.#line };
    return { ...place, ...(fields === undefined ? {} : { fields }), encoding: this.encoding };
  }

  /** What has been read since the last call. */
  takeResults(): { records: LogRecord[]; rejects: RejectedLine[]; filtered: number } {
    const results = { records: this.#records, rejects: this.#rejects, filtered: this.#filtered };
    this.#records = [];
    this.#rejects = [];
    this.#filtered = 0;
    return results;
  }

  /**
   * Deals with the whole records at the start of `bytes` and moves the offset behind them; gives their length.
   * With `final`, the end of the bytes ends a line too, and nothing is left over.
   */
  readLines(bytes: Buffer, final: boolean): number {
    const nuls = this.encoding !== 'utf8' || bytes.includes(0);
    let at = 0;
    for (;;) {
      const next = this.#lineEnd(bytes, at, final);
      const used = next === -1 ? -1 : this.#readLine(bytes, at, next, nuls, final);
      if (used === -1) break;
      at = used;
    }
    this.#offset += at;
    return at;
  }

  /** Moves the offset over bytes that hold nothing. */
  skip(length: number): void {
    this.#offset += length;
  }

  /** Rejects a line of `length` bytes of which only the `head` is at hand, and moves the offset behind it. */
  rejectLongLine(head: Buffer, length: number): void {
    this.#offset += this.#reject(head, 0, length, 1, 'line-too-long');
  }

  /** Throws where the first line of the file shows that it is no text. */
  checkOpening(firstLine: Buffer): void {
    const error = binaryContent(firstLine, this.encoding, this.#options.file);
    if (error !== undefined) throw error;
  }

  #lineEnd(bytes: Buffer, from: number, final: boolean): number {
    const end = findLineEnd(bytes, from, this.encoding);
    return end === -1 && final && from < bytes.length ? bytes.length : end;
  }

  /**
   * Deals with the line between `start` and `next`, and with those behind it that belong to the same record.
   * Gives the index behind all that, or -1 where more bytes are needed to tell.
   */
  #readLine(bytes: Buffer, start: number, next: number, nuls: boolean, final: boolean): number {
    if (this.#offset + start === 0) this.checkOpening(bytes.subarray(0, next));
    if (next - start > this.#options.maxRecordBytes)
      return this.#reject(bytes, start, next, 1, 'line-too-long');
    const end = contentEnd(bytes, start, next, this.encoding);
    if (nuls) {
      const behind = behindLastNul(bytes, start, end, this.encoding);
      if (behind !== -1) return this.#passNuls(bytes, start, behind, end, next);
    }
    const text = this.#decode(bytes, start, end);
    const { shape, dateFirst } = this.#header;
    if (text === '') return this.#passLine(next);
    if (text.startsWith('#') && (dateFirst || headerLine.test(text))) {
      const where = `${this.#options.file}, line ${this.#line}`;
      const usable = this.#header.read(text, this.#started, where);
      return usable ? this.#passLine(next) : this.#reject(bytes, start, next, 1, 'header');
    }
    if (shape === 'broken') return this.#reject(bytes, start, next, 1, 'no-header');
    if (dateFirst && !dateTimeStart.test(text)) {
      if (!plainHeader.test(text)) return this.#reject(bytes, start, next, 1, 'date-time');
      this.#header.readPlain(text);
      return this.#passLine(next);
    }
    const split = splitLine(text);
    if (split === OPEN_QUOTE) return this.#readOpenRecord(bytes, start, next, shape, final);
    return this.#readRecord(bytes, start, next, 1, text, split, shape);
  }

  /** As `#readLine`, where a quote is open at the end of the line: the record may go on in the next lines. */
  #readOpenRecord(
    bytes: Buffer,
    start: number,
    next: number,
    shape: RowShape | undefined,
    final: boolean,
  ): number {
    const { maxRecordBytes } = this.#options;
    let end = next;
    for (let lines = 1; ; lines++) {
      const more = this.#lineEnd(bytes, end, final);
      if (more === -1 && !final && bytes.length - start <= maxRecordBytes) return -1;
      if (more === -1 || more - start > maxRecordBytes || lines === MAX_RECORD_LINES) {
        return this.#reject(bytes, start, end, lines, 'open-quote');
      }
      const contentUpTo = contentEnd(bytes, end, more, this.encoding);
      const line = this.#decode(bytes, end, contentUpTo);
      if (line.includes('\0') || startsRecord(line, shape)) {
        return this.#reject(bytes, start, end, lines, 'open-quote');
      }
      end = more;
      if (!line.includes('"')) continue;
      const text = this.#decode(bytes, start, contentUpTo);
      const split = splitLine(text);
      if (split !== OPEN_QUOTE) return this.#readRecord(bytes, start, end, lines + 1, text, split, shape);
    }
  }

  #readRecord(
    bytes: Buffer,
    start: number,
    end: number,
    lines: number,
    text: string,
    split: SplitLine,
    shape: RowShape | undefined,
  ): number {
    const row = readRow(text, split, shape);
    if (row.reason !== undefined) return this.#reject(bytes, start, end, lines, row.reason, row.message);
    const record: LogRecord = {
      values: row.values,
      layout: row.layout,
      line: this.#line,
      offset: this.#offset + start,
      end: this.#offset + end,
    };
    this.#line += lines;
    this.#started = true;
    const { filter } = this.#options;
    if (filter === undefined || filter(record) === undefined) this.#records.push(record);
    else this.#filtered++;
    return end;
  }

  /** Passes a line up to its last NUL: NULs alone are unused space, anything before them a write that was cut off. */
  #passNuls(bytes: Buffer, start: number, behindNul: number, end: number, next: number): number {
    // What stands behind the NULs is read as a line of its own.
    const used = behindNul === end ? next : behindNul;
    const lines = used === next ? 1 : 0;
    const unused = beforeTrailingNuls(bytes, start, behindNul, this.encoding) === start;
    if (!unused) return this.#reject(bytes, start, used, lines, 'nul');
    this.#line += lines;
    return used;
  }

  #passLine(next: number): number {
    this.#line++;
    return next;
  }

  #decode(bytes: Buffer, start: number, end: number): string {
    const text = decodeLine(bytes, start, end, this.encoding);
    return text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text;
  }

  #reject(
    bytes: Buffer,
    start: number,
    end: number,
    lines: number,
    reason: RejectReason,
    message = rejectMessages[reason as keyof typeof rejectMessages],
  ): number {
    const rawEnd =
      reason === 'line-too-long'
        ? start + Math.min(end - start, RAW_BYTES, this.#options.maxRecordBytes)
        : contentEnd(bytes, start, end, this.encoding);
    this.#rejects.push({
      line: this.#line,
      offset: this.#offset + start,
      end: this.#offset + end,
      reason,
      message,
      raw: decodeText(bytes, start, rawEnd, this.encoding),
    });
    this.#line += lines;
    this.#started = true;
    return end;
  }
}
