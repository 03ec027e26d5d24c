import { billedBytes } from './billed-size.ts';
import { daySeconds, patientSeconds, type Volume } from './volume.ts';

/** What was counted in log files. */
export interface MeasuredLogs {
  readonly files: number;
  readonly rows: number;
  /** Rows left out by the default filter: probes of Exchange's own monitoring. */
  readonly filtered: number;
  readonly rejected: number;
  readonly logBytes: number;
  readonly billedBytesPerRow: number;
  /** Time of the first and of the last row, milliseconds since 1970. */
  readonly first: number;
  readonly last: number;
  /** Times at which a file had grown. */
  readonly appends: number;
  /** The same, for an agent that looks every `patientSeconds`. */
  readonly patientAppends: number;
}

/** Adds up log files. One for all files that are given. */
export class LogMeasure {
  #files = 0;
  #rows = 0;
  #filtered = 0;
  #rejected = 0;
  #logBytes = 0;
  #sampled = 0;
  #sampledBytes = 0;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;
  #appends = 0;
  #patientAppends = 0;
  #polls = new Set<number>();
  #patientPolls = new Set<number>();
  readonly #pollMs: number;
  readonly #patientMs: number;

  /** @param pollSeconds how often the agent looks at its files */
  constructor(pollSeconds: number) {
    this.#pollMs = pollSeconds * 1000;
    this.#patientMs = Math.max(pollSeconds, patientSeconds) * 1000;
  }

  /** @param bytes unpacked */
  endFile(bytes: number): void {
    this.#files++;
    this.#logBytes += bytes;
    this.#appends += this.#polls.size;
    this.#patientAppends += this.#patientPolls.size;
    this.#polls = new Set();
    this.#patientPolls = new Set();
  }

  /** @param times of the rows, milliseconds since 1970 */
  addRows(times: Iterable<number>, filtered: number, rejected: number): void {
    for (const time of times) {
      this.#rows++;
      if (Number.isNaN(time)) continue;
      if (time < this.#first) this.#first = time;
      if (time > this.#last) this.#last = time;
      this.#polls.add(Math.floor(time / this.#pollMs));
      this.#patientPolls.add(Math.floor(time / this.#patientMs));
    }
    this.#filtered += filtered;
    this.#rejected += rejected;
  }

  /** Rows as they stand in the table: all of them, or a sample. */
  addTableRows(rows: readonly Readonly<Record<string, unknown>>[]): void {
    this.#sampled += rows.length;
    for (const row of rows) this.#sampledBytes += billedBytes(row);
  }

  get result(): MeasuredLogs {
    return {
      files: this.#files,
      rows: this.#rows,
      filtered: this.#filtered,
      rejected: this.#rejected,
      logBytes: this.#logBytes,
      billedBytesPerRow: this.#sampled === 0 ? 0 : this.#sampledBytes / this.#sampled,
      first: this.#first,
      last: this.#last,
      appends: this.#appends,
      patientAppends: this.#patientAppends,
    };
  }
}

/** Shorter than this, a measurement says little of a day: seconds. */
const leastSeconds = 3600;

/**
 * The volume of a day, from the time that the files span.
 * @param scale by how much the organisation is larger than what the files show
 */
export function volumeOfLogs(
  logs: MeasuredLogs,
  about: { readonly servers: number; readonly scale: number; readonly onlineRowsPerDay: number },
): Volume & { readonly days: number } {
  // A file that spans minutes must not be taken for a day of as many rows a minute.
  const days = Math.max(leastSeconds, (logs.last - logs.first) / 1000) / daySeconds;
  const perDay = about.scale / days;
  return {
    days,
    rowsPerDay: logs.rows * perDay,
    billedBytesPerRow: logs.billedBytesPerRow,
    logBytesPerDay: logs.logBytes * perDay,
    appendsPerDay: logs.appends * perDay,
    patientAppendsPerDay: logs.patientAppends * perDay,
    servers: about.servers,
    onlineRowsPerDay: about.onlineRowsPerDay,
  };
}
