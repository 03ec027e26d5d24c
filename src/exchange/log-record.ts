/** The columns in force for a record: the file's `#Fields`, or the layout that the column count tells. */
export interface LogLayout {
  /** Field names as Exchange writes them, lower case, in file order. */
  readonly columns: readonly string[];
  /** `header`: from a `#Fields` line. `count`: guessed from 21, 26, 27 or 30 columns. */
  readonly origin: 'header' | 'count';
}

/** Where a record or line stands in its file. */
export interface LinePosition {
  /** Number of its first physical line, from 1. */
  readonly line: number;
  /** Byte offset of its first byte. */
  readonly offset: number;
  /** Byte offset just behind its line break. */
  readonly end: number;
}

/** One record. `values[i]` is the value of `layout.columns[i]`, unquoted; both have the same length. */
export interface LogRecord extends LinePosition {
  readonly values: readonly string[];
  readonly layout: LogLayout;
}

/** A line that is no record: kept with its reason, never sent. */
export interface RejectedLine extends LinePosition {
  /** Stable word, such as `column-count`, `open-quote`, `date-time`. */
  readonly reason: string;
  /** What is wrong, for people, without the content of the line. */
  readonly message: string;
  /** The line as text, without its line break. */
  readonly raw: string;
}

/** All that a reader needs to go on at a byte offset as if it had read everything before. Plain JSON. */
export interface ReaderState {
  /** Byte offset of the first byte not yet consumed; always the start of a line. */
  readonly offset: number;
  /** Number of that line, from 1. */
  readonly line: number;
  /** Field names of the latest `#Fields` line, if there was one. */
  readonly fields?: readonly string[];
  readonly encoding: 'utf8' | 'utf16le' | 'utf16be';
}

/** What one piece of input gave. `state` is where to resume once all of it has been dealt with. */
export interface LogBatch {
  readonly records: LogRecord[];
  readonly rejects: RejectedLine[];
  /** Records left out by the filter. */
  readonly filtered: number;
  readonly state: ReaderState;
}
