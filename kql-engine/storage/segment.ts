import type { Column } from '../types.ts';
import type { ColumnCache } from './column-cache.ts';
import { bytesOf, type ColumnData, missingValue } from './column-data.ts';
import { type ColumnFacts, factsOf } from './column-filter.ts';
import type { IngestionRuns } from './ingestion-runs.ts';
import type { OpenColumn } from './open-column.ts';
import type { SegmentFile } from './segment-file.ts';

/** What scans did so far: for tests and for those who tune queries. */
export interface ScanCounters {
  /** Segments on disk or in memory whose rows were given to a query (the one being filled is not counted). */
  segmentsScanned: number;
  /** Segments that a filter passed over. */
  segmentsSkipped: number;
  /** Columns read from disk. */
  columnsRead: number;
}

/** A finished run of rows; columns by their number in the table, the time of ingestion behind the last. */
export interface Segment {
  readonly rows: number;
  /** The position behind its last row. */
  readonly end: number;
  /** Bytes that it holds in memory whether it is read or not. */
  readonly bytes: number;
  column(index: number): ColumnData;
  facts(index: number): ColumnFacts;
  /** False when the text is certainly not in a text column. */
  mayHaveText(index: number, text: string): boolean;
}

/** A segment that is held in memory. */
export class MemorySegment implements Segment {
  readonly rows: number;
  readonly end: number;
  #bytes: number;
  /** The columns as they were filled: each is finished when it is first asked for. */
  #filled: (OpenColumn | undefined)[];
  readonly #data: ColumnData[] = [];
  readonly #facts: (ColumnFacts | undefined)[] = [];
  readonly #ingested: IngestionRuns;

  constructor(filled: OpenColumn[], rows: number, end: number, ingested: IngestionRuns) {
    this.#filled = filled;
    this.#ingested = ingested;
    this.rows = rows;
    this.end = end;
    this.#bytes = filled.reduce((sum, column) => sum + column.bytes, ingested.bytes);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Finishes all columns now. */
  finish(): void {
    const data = this.#filled.map((_, index) => this.column(index));
    this.#bytes = data.reduce((sum, column) => sum + bytesOf(column), this.#ingested.bytes);
  }

  column(index: number): ColumnData {
    this.#data[index] ??= this.#filled[index]?.seal() ?? this.#ingested.data(this.rows);
    this.#filled[index] = undefined;
    return this.#data[index];
  }

  facts(index: number): ColumnFacts {
    this.#facts[index] ??= factsOf(this.column(index));
    return this.#facts[index];
  }

  mayHaveText(index: number, text: string): boolean {
    return includesText(this.column(index), text);
  }
}

let segmentsMade = 0;

/** A segment on disk: a column is read when it is asked for, and kept as long as the cache has room. */
export class DiskSegment implements Segment {
  readonly rows: number;
  readonly end: number;
  readonly bytes = 0;
  readonly file: SegmentFile;
  readonly #columns: Column[];
  readonly #cache: ColumnCache;
  readonly #counters: ScanCounters;
  /** Not the file's name, as a file may be written again. */
  readonly #key = `${segmentsMade++}/`;

  constructor(file: SegmentFile, columns: Column[], cache: ColumnCache, counters: ScanCounters) {
    this.file = file;
    this.rows = file.rows;
    this.end = file.end;
    this.#columns = columns;
    this.#cache = cache;
    this.#counters = counters;
  }

  column(index: number): ColumnData {
    const column = this.#columns[index]!;
    return this.#cache.get(this.#key + index, () => {
      if (!this.file.has(column)) return absent(column, this.rows);
      this.#counters.columnsRead++;
      return this.file.read(column.name);
    });
  }

  facts(index: number): ColumnFacts {
    const column = this.#columns[index]!;
    if (this.file.has(column)) return this.file.facts(column.name);
    return column.type === 'string' ? { texts: [''] } : {};
  }

  mayHaveText(index: number, text: string): boolean {
    const key = this.#key + index;
    if (this.#cache.has(key)) return includesText(this.column(index), text);
    return this.file.mayHaveText(this.#columns[index]!.name, text);
  }

  /** Lets go of what the cache has of it. */
  forget(): void {
    this.#cache.forget(this.#key);
  }
}

function includesText({ values }: ColumnData, text: string): boolean {
  return (values as unknown[]).includes(text);
}

/** A column that the table got after the segment was written. */
function absent({ type }: Column, rows: number): ColumnData {
  return { kind: 'coded', codes: new Uint8Array(rows), values: [missingValue(type)] };
}
