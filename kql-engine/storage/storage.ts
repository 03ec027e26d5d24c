import { join } from 'node:path';
import type { TableDeclaration } from '../language-service.ts';
import type { DateTicks } from '../values/datetime.ts';
import { ColumnCache } from './column-cache.ts';
import type { ScanCounters } from './segment.ts';
import { StoredTable } from './table.ts';

/** Where a database keeps its rows. */
export interface StorageOptions {
  /**
   * A folder, made where it is missing, for finished segments: one folder a table. Segments that are there are opened, so
   * that a database survives a restart. Rows of a segment that is not finished (see `flush`) are in memory only. One
   * database at a time may use a folder.
   */
  directory?: string;
  /**
   * Bytes that tables may hold in memory: the segments that are being filled and the columns read from disk. A query's own
   * results are not counted. Needs a directory. Default 512 MiB.
   */
  memoryBytes?: number;
  /**
   * Full segments are packed and written in slices between turns of the event loop, for a process that has to answer all the
   * time: `durableEnd` gets there later than `ingest` then, and `saved` tells when. By default `ingest` does it at once.
   */
  inTurns?: boolean;
  /** Rows of a full segment: 1 to 65,536, the default. */
  segmentRows?: number;
}

const DEFAULT_MEMORY = 512 * 1024 * 1024;
/** The most that one open segment may take. */
const LARGEST_OPEN = 128 * 1024 * 1024;

/** The tables of a database and what they share. */
export class Storage {
  readonly counters: ScanCounters = { segmentsScanned: 0, segmentsSkipped: 0, columnsRead: 0 };
  readonly #tables = new Map<string, StoredTable>();
  readonly #cache: ColumnCache;
  readonly #memoryBytes: number;
  readonly #onDisk: boolean;

  constructor(tables: readonly TableDeclaration[], options: StorageOptions = {}) {
    const { directory, segmentRows, memoryBytes = DEFAULT_MEMORY } = options;
    if (options.memoryBytes !== undefined && directory === undefined)
      throw new Error('storage.memoryBytes needs storage.directory: there is nowhere else to put the rows');
    if (segmentRows !== undefined && !(segmentRows >= 1 && segmentRows <= 65_536))
      throw new Error('storage.segmentRows has to be from 1 to 65,536');
    this.#memoryBytes = memoryBytes;
    this.#onDisk = directory !== undefined;
    this.#cache = new ColumnCache(memoryBytes);
    for (const { name, columns } of tables) {
      const storage = {
        directory: directory === undefined ? undefined : join(directory, encodeURIComponent(name)),
        cache: this.#cache,
        counters: this.counters,
        openBytes: Math.min(LARGEST_OPEN, memoryBytes / 4),
        inTurns: options.inTurns === true,
        changed: () => this.#share(),
        segmentRows,
      };
      this.#tables.set(name, new StoredTable(name, columns, storage));
    }
  }

  table(name: string): StoredTable | undefined {
    return this.#tables.get(name);
  }

  append(
    table: StoredTable,
    rows: Iterable<Record<string, unknown>>,
    position: number | undefined,
    time: DateTicks,
  ): number {
    const added = table.append(rows, position, time);
    this.#share();
    return added;
  }

  flush(): void {
    for (const table of this.#tables.values()) table.flush();
    this.#share();
  }

  async saved(): Promise<void> {
    for (const table of this.#tables.values()) await table.saved();
  }

  /** About how many bytes the tables hold in memory. */
  get bytes(): number {
    return this.#cache.bytes + this.#held();
  }

  #held(): number {
    let bytes = 0;
    for (const table of this.#tables.values()) bytes += table.bytes;
    return bytes;
  }

  /** The cache gets what the open segments leave. */
  #share(): void {
    if (!this.#onDisk) return;
    this.#cache.limit = Math.max(0, this.#memoryBytes - this.#held());
    this.#cache.trim();
  }
}
