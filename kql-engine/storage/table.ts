import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Chunk } from '../chunk.ts';
import type { Column } from '../types.ts';
import { fromEdge } from '../values/convert.ts';
import type { ColumnCache } from './column-cache.ts';
import { type ColumnData, lazyColumn, missingValue, valuesOf } from './column-data.ts';
import { type ColumnFilter, mayMeet } from './column-filter.ts';
import { type OpenColumn, openColumn } from './open-column.ts';
import { DiskSegment, MemorySegment, type ScanCounters, type Segment } from './segment.ts';
import { openSegment, syncFolder, writeSegment } from './segment-file.ts';

/** Rows of a full segment: as many as 16-bit codes can tell apart. */
export const SEGMENT_ROWS = 65_536;
/** Rows that are given to a query at once. */
const SCAN_ROWS = 16_384;
/** How often the size of the open segment is looked at, in rows. */
const SIZE_CHECK_ROWS = 1024;
const segmentName = /^(\d{8})\.segment$/;

/** Where a table keeps its rows. */
export interface TableStorage {
  /** The folder of this table's segments; without one all rows stay in memory. */
  directory?: string | undefined;
  cache: ColumnCache;
  counters: ScanCounters;
  /** A segment is finished early when it takes more bytes. */
  openBytes: number;
  /** Fewer rows a segment, for tests. */
  segmentRows?: number | undefined;
}

/** A table: finished segments in memory or on disk, and one that is being filled, all by column. */
export class StoredTable {
  readonly name: string;
  readonly columns: Column[];
  readonly #storage: TableStorage;
  readonly #segmentRows: number;
  #segments: Segment[] = [];
  #open: OpenColumn[];
  #openLength = 0;
  #sealedRows = 0;
  #end = 0;
  #nextFile = 1;

  /** Opens the segments that are in the directory: of each only what its own directory tells. */
  constructor(name: string, columns: Column[], storage: TableStorage) {
    this.name = name;
    this.columns = columns;
    this.#storage = storage;
    this.#segmentRows = Math.min(storage.segmentRows ?? SEGMENT_ROWS, SEGMENT_ROWS);
    this.#open = this.#openColumns();
    if (storage.directory !== undefined) this.#openDirectory(storage.directory);
  }

  get rows(): number {
    return this.#sealedRows + this.#openLength;
  }

  /** About how many bytes it holds in memory beside the cache. */
  get bytes(): number {
    return this.#segments.reduce((sum, s) => sum + s.bytes, 0) + this.#openBytes();
  }

  /** The position behind the last row that a segment on disk holds: rows before it need no other store. */
  get durableEnd(): number {
    // what could not be written yet stands behind all that is
    return this.#segments.findLast((segment) => segment instanceof DiskSegment)?.end ?? 0;
  }

  /**
   * Appends rows; fields the table does not have are left out, values that do not convert are null.
   * @param position of the first row in the caller's own numbering, not below the end of what was appended before
   */
  append(rows: Iterable<Record<string, unknown>>, position = this.#end): number {
    if (position < this.#end)
      throw new Error(
        `${this.name} has the rows up to ${this.#end} already, not to be appended from ${position}`,
      );
    let added = 0;
    const values: unknown[] = new Array(this.columns.length);
    for (const row of rows) {
      for (let i = 0; i < values.length; i++) {
        const { name, type } = this.columns[i]!;
        values[i] = Object.hasOwn(row, name) ? fromEdge(row[name], type) : missingValue(type);
      }
      for (let i = 0; i < values.length; i++) this.#open[i]!.push(values[i]);
      this.#end = position + ++added;
      this.#openLength++;
      if (
        this.#openLength >= this.#segmentRows ||
        (this.#openLength % SIZE_CHECK_ROWS === 0 && this.#openBytes() >= this.#storage.openBytes)
      ) {
        this.#seal();
        // what cannot be written now stays in memory and is tried again with the next segment
        this.#save();
      }
    }
    return added;
  }

  /** Brings all rows to disk, those of the open segment too. Throws when the disk fails; nothing is lost by that. */
  flush(): void {
    if (this.#storage.directory === undefined) return;
    this.#seal();
    const failure = this.#save();
    if (failure !== undefined) throw failure;
  }

  /** Takes all rows out. */
  clear(): void {
    for (const segment of this.#segments) if (segment instanceof DiskSegment) segment.forget();
    const { directory } = this.#storage;
    if (directory !== undefined) {
      for (const name of readdirSync(directory)) if (segmentName.test(name)) rmSync(join(directory, name));
      syncFolder(directory);
    }
    this.#segments = [];
    this.#open = this.#openColumns();
    this.#openLength = 0;
    this.#sealedRows = 0;
  }

  /** The rows as they are now, without segments that cannot meet the filters; rows appended later do not show. */
  *scan(filters: readonly ColumnFilter[] = []): Iterable<Chunk> {
    const segments = [...this.#segments];
    const length = this.#openLength;
    const open = this.#open.map((column) => column.data());
    const tests = filters.flatMap((filter) => {
      const index = this.columns.findIndex((c) => c.name === filter.column);
      return index < 0 ? [] : [{ filter, index }];
    });
    for (const segment of segments) {
      const meets = tests.every(({ filter, index }) =>
        mayMeet(filter, segment.facts(index), (text) => segment.mayHaveText(index, text)),
      );
      if (!meets) {
        this.#storage.counters.segmentsSkipped++;
        continue;
      }
      this.#storage.counters.segmentsScanned++;
      yield* this.#chunks(segment.rows, (index) => segment.column(index));
    }
    yield* this.#chunks(length, (index) => open[index]!);
  }

  *#chunks(rows: number, column: (index: number) => ColumnData): Iterable<Chunk> {
    for (let start = 0; start < rows; start += SCAN_ROWS) {
      const end = Math.min(rows, start + SCAN_ROWS);
      yield new Chunk(
        end - start,
        this.columns.map(({ type }, i) => lazyColumn(() => column(i), type, start, end)),
      );
    }
  }

  #openColumns(): OpenColumn[] {
    return this.columns.map(({ type }) => openColumn(type));
  }

  #openBytes(): number {
    return this.#open.reduce((sum, column) => sum + column.bytes, 0);
  }

  /** Ends the open segment. */
  #seal(): void {
    if (this.#openLength === 0) return;
    const data = this.#open.map((column) => column.seal());
    this.#segments.push(new MemorySegment(data, this.#openLength, this.#end));
    this.#sealedRows += this.#openLength;
    this.#open = this.#openColumns();
    this.#openLength = 0;
  }

  /** Writes the segments that are not on disk, in order; gives the failure of the first that cannot be written. */
  #save(): unknown {
    if (this.#storage.directory === undefined) return undefined;
    for (let i = 0; i < this.#segments.length; i++) {
      const segment = this.#segments[i]!;
      if (!(segment instanceof MemorySegment)) continue;
      const before = this.#segments[i - 1];
      try {
        if (before instanceof DiskSegment && before.rows + segment.rows <= this.#segmentRows) {
          this.#segments.splice(i - 1, 2, this.#write(this.#joined(before, segment), before.file.file));
          before.forget();
          i--;
        } else {
          const name = `${String(this.#nextFile).padStart(8, '0')}.segment`;
          this.#segments[i] = this.#write(segment, join(this.#storage.directory, name));
          this.#nextFile++;
        }
      } catch (error) {
        return error ?? new Error('the segment was not written');
      }
    }
    return undefined;
  }

  #write({ data, rows, end }: MemorySegment, file: string): DiskSegment {
    writeSegment(file, this.columns, data, rows, end);
    return this.#onDisk(file);
  }

  #onDisk(file: string): DiskSegment {
    const segment = openSegment(file);
    for (const column of this.columns) segment.has(column);
    return new DiskSegment(segment, this.columns, this.#storage.cache, this.#storage.counters);
  }

  /** A short segment and the one behind it as one, so that frequent restarts do not leave many small files. */
  #joined(first: Segment, second: Segment): MemorySegment {
    const data = this.columns.map(({ type }, i) => {
      const column = openColumn(type);
      for (const { rows, column: read } of [first, second].map((s) => ({
        rows: s.rows,
        column: s.column(i),
      })))
        for (const value of valuesOf(read, 0, rows)) column.push(value);
      return column.seal();
    });
    return new MemorySegment(data, first.rows + second.rows, second.end);
  }

  #openDirectory(directory: string): void {
    mkdirSync(directory, { recursive: true });
    const names = readdirSync(directory).sort();
    for (const name of names) {
      if (name.endsWith('.segment.draft')) rmSync(join(directory, name));
      const number = segmentName.exec(name)?.[1];
      if (number === undefined) continue;
      const segment = this.#onDisk(join(directory, name));
      this.#segments.push(segment);
      this.#sealedRows += segment.rows;
      this.#end = segment.end;
      this.#nextFile = Number(number) + 1;
    }
  }
}
