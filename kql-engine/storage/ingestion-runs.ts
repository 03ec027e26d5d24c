import type { Column } from '../types.ts';
import type { DateTicks } from '../values/datetime.ts';
import type { ColumnData } from './column-data.ts';
import { openColumn } from './open-column.ts';

/** The hidden column that `ingestion_time()` reads; no query can write its name. Its number is the one behind all others. */
export const INGESTION_TIME: Column = { name: '\0ingestion', type: 'datetime' };

/** When the rows of a segment came into the table: one time for each run of rows that came together. */
export class IngestionRuns {
  /** The number of the row behind each run. */
  readonly #ends: number[] = [];
  readonly #times: (DateTicks | null)[] = [];

  /** Notes the time of the next row; null where it is not known. */
  add(time: DateTicks | null): void {
    const last = this.#ends.length - 1;
    if (last >= 0 && this.#times[last] === time) {
      this.#ends[last]!++;
      return;
    }
    this.#ends.push((this.#ends[last] ?? 0) + 1);
    this.#times.push(time);
  }

  /** About how many bytes it takes. */
  get bytes(): number {
    return this.#ends.length * 16;
  }

  /** The times of the first rows as a column. */
  data(rows: number): ColumnData {
    const column = openColumn(INGESTION_TIME.type);
    let run = 0;
    for (let row = 0; row < rows; row++) {
      while (row >= this.#ends[run]!) run++;
      column.push(this.#times[run]);
    }
    return column.seal();
  }
}
