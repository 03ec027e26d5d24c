import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Column } from '../types.ts';
import type { DateTicks } from '../values/datetime.ts';
import type { ColumnCache } from './column-cache.ts';
import { valuesOf } from './column-data.ts';
import { INGESTION_TIME, IngestionRuns } from './ingestion-runs.ts';
import { openColumn } from './open-column.ts';
import { DiskSegment, MemorySegment, type ScanCounters, type Segment } from './segment.ts';
import { nameSegment, openSegment, syncFolder } from './segment-file.ts';
import { type SegmentRows, writeDraft, writeDraftInTurns } from './write-segment.ts';

/** Full segments that may wait to be written between turns; where more come, they are written at once. */
const MOST_WAITING = 2;
const segmentName = /^(\d{8})\.segment$/;

/** Where the segments of a table are kept. */
export interface SegmentStorage {
  /** The folder of this table's segments; without one all stay in memory. */
  directory?: string | undefined;
  cache: ColumnCache;
  counters: ScanCounters;
  /** Full segments are written in slices between turns of the event loop. */
  inTurns: boolean;
  /** Called when that has changed what is held in memory. */
  changed(): void;
}

/** The finished segments of a table, oldest first: those on disk, and behind them those that are not there yet. */
export class SegmentList {
  readonly #columns: Column[];
  readonly #storage: SegmentStorage;
  readonly #segmentRows: number;
  #segments: Segment[] = [];
  #nextFile = 1;
  /** Writing between turns, and how often something else has taken it over. */
  #saving: Promise<void> | undefined;
  #takenOver = 0;

  /** Opens the segments that are in the directory: of each only what its own directory tells. */
  constructor(columns: Column[], storage: SegmentStorage, segmentRows: number) {
    this.#columns = columns;
    this.#storage = storage;
    this.#segmentRows = segmentRows;
    if (storage.directory !== undefined) this.#openDirectory(storage.directory);
  }

  get all(): readonly Segment[] {
    return this.#segments;
  }

  get rows(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.rows, 0);
  }

  get bytes(): number {
    return this.#segments.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  /** The position behind the last row that a segment on disk holds. */
  get durableEnd(): number {
    // what could not be written yet stands behind all that is
    return this.#segments.findLast((segment) => segment instanceof DiskSegment)?.end ?? 0;
  }

  /** Takes a full segment, and writes it or begins to. What cannot be written now is tried again with the next. */
  add(segment: MemorySegment): void {
    this.#segments.push(segment);
    if (this.#storage.directory === undefined) return;
    const waiting = this.#segments.filter((s) => s instanceof MemorySegment).length;
    if (this.#storage.inTurns && waiting <= MOST_WAITING) this.#saving ??= this.#saveInTurns();
    else this.save();
  }

  /** Resolves once no segment is being written between turns. */
  async saved(): Promise<void> {
    while (this.#saving) await this.#saving;
  }

  /**
   * Writes what is not on disk, in order; gives the failure of the first that cannot be written.
   * @param last a segment that is not full
   */
  save(last?: MemorySegment): unknown {
    if (last) this.#segments.push(last);
    if (this.#storage.directory === undefined) return undefined;
    this.#takenOver++;
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
          this.#segments[i] = this.#write(segment, this.#nextName(this.#storage.directory));
          this.#nextFile++;
        }
      } catch (error) {
        return error ?? new Error('the segment was not written');
      }
    }
    return undefined;
  }

  /** Takes all segments out. */
  clear(): void {
    this.#takenOver++;
    for (const segment of this.#segments) if (segment instanceof DiskSegment) segment.forget();
    const { directory } = this.#storage;
    if (directory !== undefined) {
      for (const name of readdirSync(directory)) if (segmentName.test(name)) rmSync(join(directory, name));
      syncFolder(directory);
    }
    this.#segments = [];
  }

  /** Writes in slices until nothing is left, something fails, or something else has written it at once. */
  async #saveInTurns(): Promise<void> {
    const { directory, changed } = this.#storage;
    try {
      for (;;) {
        const segment = this.#segments.find((s) => s instanceof MemorySegment);
        if (!segment || directory === undefined) return;
        const begun = this.#takenOver;
        const draft = join(directory, 'turns.segment.draft');
        const finished = await writeDraftInTurns(
          draft,
          this.#rowsOf(segment),
          () => this.#takenOver !== begun,
        );
        if (!finished) continue;
        const file = this.#nextName(directory);
        nameSegment(draft, file);
        this.#segments[this.#segments.indexOf(segment)] = this.#onDisk(file);
        this.#nextFile++;
        changed();
      }
    } catch {
      // tried again with the next segment, and by a flush, which tells
    } finally {
      this.#saving = undefined;
    }
  }

  #write(segment: MemorySegment, file: string): DiskSegment {
    const draft = `${file}.draft`;
    writeDraft(draft, this.#rowsOf(segment));
    nameSegment(draft, file);
    return this.#onDisk(file);
  }

  #rowsOf(segment: MemorySegment): SegmentRows {
    const { rows, end } = segment;
    return { columns: this.#allColumns, column: (index) => segment.column(index), rows, end };
  }

  #nextName(directory: string): string {
    return join(directory, `${String(this.#nextFile).padStart(8, '0')}.segment`);
  }

  /** With the hidden one. */
  get #allColumns(): Column[] {
    return [...this.#columns, INGESTION_TIME];
  }

  #onDisk(file: string): DiskSegment {
    const segment = openSegment(file);
    for (const column of this.#columns) segment.has(column);
    return new DiskSegment(segment, this.#allColumns, this.#storage.cache, this.#storage.counters);
  }

  /** A short segment and the one behind it as one, so that frequent restarts do not leave many small files. */
  #joined(first: Segment, second: Segment): MemorySegment {
    const hidden = this.#columns.length;
    const columns = this.#columns.map(({ type }, i) => {
      const column = openColumn(type);
      for (const { rows, column: read } of [first, second].map((s) => ({
        rows: s.rows,
        column: s.column(i),
      })))
        for (const value of valuesOf(read, 0, rows)) column.push(value);
      return column;
    });
    const runs = new IngestionRuns();
    for (const { rows, column } of [first, second].map((s) => ({ rows: s.rows, column: s.column(hidden) })))
      for (const time of valuesOf(column, 0, rows)) runs.add(time as DateTicks | null);
    return new MemorySegment(columns, first.rows + second.rows, second.end, runs);
  }

  #openDirectory(directory: string): void {
    mkdirSync(directory, { recursive: true });
    const names = readdirSync(directory).sort();
    for (const name of names) {
      if (name.endsWith('.segment.draft')) rmSync(join(directory, name));
      const number = segmentName.exec(name)?.[1];
      if (number === undefined) continue;
      this.#segments.push(this.#onDisk(join(directory, name)));
      this.#nextFile = Number(number) + 1;
    }
  }
}
