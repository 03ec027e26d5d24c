import { type Info, type Parser, parse } from 'csv-parse';
import type { ImportReason } from './import-reason.ts';

/** One record of a CSV file, or a piece that is none. */
export interface CsvRecord {
  readonly values: readonly string[];
  /** Number of its first line, from 1. */
  readonly line: number;
  readonly reason?: ImportReason;
  /** Bytes of the file, in UTF-8: `CsvRecords.textOf` gives them until the next `push`. */
  readonly start: number;
  readonly end: number;
}

/** Longest record in characters. A quote that is not closed must not swallow the file. */
const maxRecord = 1024 * 1024;
const lineFeed = 0x0a;

/**
 * Reads CSV with csv-parse: bytes in UTF-8 in, records out, a piece of the file at a time. A quote that is not closed costs
 * its own line only: reading goes on behind it.
 */
export class CsvRecords {
  readonly #delimiter: string;
  #parser: Parser;
  #failure: Error | undefined;
  #records: CsvRecord[] = [];
  /** Bytes from the end of the last record on, and the offset of the first of them. */
  #kept: Buffer = Buffer.alloc(0);
  #keptFrom = 0;
  /** End of the last record, and the number of the line behind it. */
  #done = 0;
  #line = 1;
  /** Offset at which the parser was started. */
  #origin = 0;

  /** @param delimiter `,` or `;` or a tab */
  constructor(delimiter: string) {
    this.#delimiter = delimiter;
    this.#parser = this.#start();
  }

  /** Takes the next bytes and gives the records that they complete. */
  async push(bytes: Buffer): Promise<CsvRecord[]> {
    this.#keep(bytes);
    await this.#feed(bytes);
    return this.#take();
  }

  /** Says that no more bytes are there. */
  async end(): Promise<CsvRecord[]> {
    this.#keep(Buffer.alloc(0));
    while (!(await this.#finish())) await this.#skipLine();
    return this.#take();
  }

  textOf({ start, end }: CsvRecord): string {
    return this.#kept.toString('utf8', start - this.#keptFrom, end - this.#keptFrom).replace(/\r?\n$/, '');
  }

  #take(): CsvRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  #keep(bytes: Buffer): void {
    const rest = this.#kept.subarray(this.#done - this.#keptFrom);
    this.#kept = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    this.#keptFrom = this.#done;
  }

  #start(): Parser {
    this.#origin = this.#done;
    this.#failure = undefined;
    const parser = parse({
      delimiter: this.#delimiter,
      bom: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      // Text behind a closing quote stays in its value; commas then show in the column count.
      relax_quotes: true,
      max_record_size: maxRecord,
      // Records are taken here, one by one: handing them on as a stream of objects would cost half the speed.
      on_record: (values: string[], info: Info) => {
        this.#add(values, this.#origin + info.bytes);
        return null;
      },
    });
    parser.on('error', (error) => {
      this.#failure = error;
    });
    parser.resume();
    return parser;
  }

  #add(values: string[], end: number): void {
    const start = this.#done;
    const line = this.#line;
    this.#done = end;
    this.#line += this.#linesOf(start, end);
    // A blank line is no record.
    if (values.length === 1 && values[0] === '') return;
    this.#records.push({ values, line, start, end });
  }

  #linesOf(start: number, end: number): number {
    let lines = 0;
    let at = this.#kept.indexOf(lineFeed, start - this.#keptFrom);
    while (at !== -1 && at < end - this.#keptFrom) {
      lines++;
      at = this.#kept.indexOf(lineFeed, at + 1);
    }
    return lines;
  }

  async #feed(bytes: Buffer): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#parser.write(bytes, (error) => {
        this.#failure ??= error ?? undefined;
        resolve();
      });
    });
    if (this.#failure !== undefined) await this.#skipLine();
  }

  /** Tells the parser that this was all. False where it ended inside of a quote. */
  async #finish(): Promise<boolean> {
    await new Promise<void>((resolve) => {
      if (this.#failure !== undefined) return resolve();
      this.#parser.once('close', resolve);
      this.#parser.end();
    });
    return this.#failure === undefined;
  }

  /** Rejects the line in which an endless quote was opened, and reads on behind it. */
  async #skipLine(): Promise<void> {
    const from = this.#done - this.#keptFrom;
    const feed = this.#kept.indexOf(lineFeed, from);
    const end = feed === -1 ? this.#kept.length : feed + 1;
    const start = this.#done;
    const line = this.#line;
    this.#done = this.#keptFrom + end;
    this.#line++;
    this.#records.push({ values: [], line, reason: 'open-quote', start, end: this.#done });
    this.#parser = this.#start();
    if (end < this.#kept.length) await this.#feed(this.#kept.subarray(end));
  }
}
