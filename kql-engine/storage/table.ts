import { Chunk } from '../chunk.ts';
import type { Column } from '../types.ts';
import { fromEdge } from '../values/convert.ts';
import type { DateTicks } from '../values/datetime.ts';
import { type ColumnData, lazyColumn, missingValue } from './column-data.ts';
import { type ColumnFilter, mayMeet } from './column-filter.ts';
import { INGESTION_TIME, IngestionRuns } from './ingestion-runs.ts';
import { type OpenColumn, openColumn } from './open-column.ts';
import { MemorySegment } from './segment.ts';
import { SegmentList, type SegmentStorage } from './segment-list.ts';

/** Rows of a full segment: as many as 16-bit codes can tell apart. */
export const SEGMENT_ROWS = 65_536;
/** Rows that are given to a query at once. */
const SCAN_ROWS = 16_384;
/** How often the size of the open segment is looked at, in rows. */
const SIZE_CHECK_ROWS = 1024;

/** Where a table keeps its rows. */
export interface TableStorage extends SegmentStorage {
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
  readonly #segments: SegmentList;
  #open: OpenColumn[];
  #openRuns = new IngestionRuns();
  #openLength = 0;
  #sealedRows: number;
  #end: number;

  /** Opens the segments that are in the directory: of each only what its own directory tells. */
  constructor(name: string, columns: Column[], storage: TableStorage) {
    this.name = name;
    this.columns = columns;
    this.#storage = storage;
    this.#segmentRows = Math.min(storage.segmentRows ?? SEGMENT_ROWS, SEGMENT_ROWS);
    this.#open = this.#openColumns();
    this.#segments = new SegmentList(columns, storage, this.#segmentRows);
    this.#sealedRows = this.#segments.rows;
    this.#end = this.#segments.durableEnd;
  }

  get rows(): number {
    return this.#sealedRows + this.#openLength;
  }

  /** About how many bytes it holds in memory beside the cache. */
  get bytes(): number {
    return this.#segments.bytes + this.#openBytes();
  }

  /** The position behind the last row that a segment on disk holds: rows before it need no other store. */
  get durableEnd(): number {
    return this.#segments.durableEnd;
  }

  /**
   * Appends rows; fields the table does not have are left out, values that do not convert are null.
   * @param position of the first row in the caller's own numbering, not below the end of what was appended before
   * @param time of ingestion; null where it is not known
   */
  append(
    rows: Iterable<Record<string, unknown>>,
    position = this.#end,
    time: DateTicks | null = null,
  ): number {
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
      this.#openRuns.add(time);
      this.#end = position + ++added;
      this.#openLength++;
      if (
        this.#openLength >= this.#segmentRows ||
        (this.#openLength % SIZE_CHECK_ROWS === 0 && this.#openBytes() >= this.#storage.openBytes)
      ) {
        const full = this.#seal();
        if (full) this.#segments.add(full);
      }
    }
    return added;
  }

  /** Resolves once no full segment is being written between turns. */
  async saved(): Promise<void> {
    await this.#segments.saved();
  }

  /** Brings all rows to disk, those of the open segment too. Throws when the disk fails; nothing is lost by that. */
  flush(): void {
    if (this.#storage.directory === undefined) return;
    const failure = this.#segments.save(this.#seal());
    if (failure !== undefined) throw failure;
  }

  /** Takes all rows out. */
  clear(): void {
    this.#segments.clear();
    this.#open = this.#openColumns();
    this.#openRuns = new IngestionRuns();
    this.#openLength = 0;
    this.#sealedRows = 0;
  }

  /** The rows as they are now, without segments that cannot meet the filters; rows appended later do not show. */
  *scan(filters: readonly ColumnFilter[] = []): Iterable<Chunk> {
    const segments = [...this.#segments.all];
    const length = this.#openLength;
    const open = this.#open.map((column) => column.data());
    const openRuns = this.#openRuns;
    const all = this.#allColumns;
    const tests = filters.flatMap((filter) => {
      const index = all.findIndex((c) => c.name === filter.column);
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
    yield* this.#chunks(length, (index) => open[index] ?? openRuns.data(length));
  }

  *#chunks(rows: number, column: (index: number) => ColumnData): Iterable<Chunk> {
    let times: ColumnData | undefined;
    const ingested = () => {
      times ??= column(this.columns.length);
      return times;
    };
    for (let start = 0; start < rows; start += SCAN_ROWS) {
      const end = Math.min(rows, start + SCAN_ROWS);
      yield new Chunk(
        end - start,
        this.columns.map(({ type }, i) => lazyColumn(() => column(i), type, start, end)),
        lazyColumn(ingested, INGESTION_TIME.type, start, end),
      );
    }
  }

  /** With the hidden one. */
  get #allColumns(): Column[] {
    return [...this.columns, INGESTION_TIME];
  }

  #openColumns(): OpenColumn[] {
    return this.columns.map(({ type }) => openColumn(type));
  }

  #openBytes(): number {
    return this.#open.reduce((sum, column) => sum + column.bytes, this.#openRuns.bytes);
  }

  /** Ends the open segment, when it has rows. */
  #seal(): MemorySegment | undefined {
    if (this.#openLength === 0) return undefined;
    const segment = new MemorySegment(this.#open, this.#openLength, this.#end, this.#openRuns);
    if (!this.#storage.inTurns) segment.finish();
    this.#sealedRows += this.#openLength;
    this.#open = this.#openColumns();
    this.#openRuns = new IngestionRuns();
    this.#openLength = 0;
    return segment;
  }
}
