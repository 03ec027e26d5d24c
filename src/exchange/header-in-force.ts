import { exchange2003Log, foreignLog, isMessageTracking, readHeader, splitNames } from './log-header.ts';
import { type RowShape, rowShape } from './log-layout.ts';

/**
 * The header in force while a log is read: the latest `#Fields` line counts, also one in the middle of the file.
 * Where that one is of another kind of log, no rows are read until the next good one.
 */
export class HeaderInForce {
  /** None: no header so far, columns are told by their count. `broken`: the latest header is not usable. */
  shape: RowShape | 'broken' | undefined;
  #logType: string | undefined;

  /** `fields`: of the header that held at the place where reading starts. Empty: it was not usable. */
  constructor(fields: readonly string[] | undefined) {
    if (fields !== undefined) this.#useFields(fields);
  }

  get fields(): readonly string[] | undefined {
    return this.shape === 'broken' ? [] : this.shape?.layout.columns;
  }

  /** Whether a record begins with its date-time, as far as is known. */
  get dateFirst(): boolean {
    return this.shape === undefined || this.shape === 'broken' || this.shape.dateTime === 0;
  }

  /**
   * Takes a line that begins with `#`. False: a `#Fields` line that is not usable, in the middle of a log. Throws
   * where the log has not `started`, for then the whole file is something else. `where`: file and line, for people.
   */
  read(text: string, started: boolean, where: string): boolean {
    const header = readHeader(text);
    if (header.kind === 'log-type') this.#logType = header.logType;
    if (header.kind === 'exchange-2003' && !started) throw exchange2003Log(where);
    if (header.kind !== 'fields') return true;
    if (!isMessageTracking(header.columns) && this.shape === undefined && !started) {
      throw foreignLog(header.columns, this.#logType, where);
    }
    this.#useFields(header.columns);
    return this.shape !== 'broken';
  }

  /** Takes a plain CSV header. It counts where it names the fields of message tracking; else it means nothing. */
  readPlain(text: string): void {
    const columns = splitNames(text);
    if (isMessageTracking(columns)) this.#useFields(columns);
  }

  #useFields(fields: readonly string[]): void {
    const now = this.fields;
    // The same header again keeps its layout object, by which others remember what they worked out for it.
    if (now?.length === fields.length && fields.every((field, index) => field === now[index])) return;
    this.shape = isMessageTracking(fields) ? rowShape(fields, 'header') : 'broken';
  }
}
