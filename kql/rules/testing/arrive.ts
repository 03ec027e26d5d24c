import type { Database } from '../../../kql-engine/index.ts';
import type { Row } from '../../testing/content-database.ts';

const MINUTE = 60_000;

/** When a row reaches the workspace, in milliseconds since 1970. */
export type Arrival = (row: Row, written: number) => number;

/** At the time that the row itself bears: nothing is late. */
export const atOnce: Arrival = (_, written) => written;

/** As it is in practice: records of servers within a minute, message traces of Exchange Online within six. */
export const asUsual: Arrival = ({ collector }, written) =>
  written + (collector === 'MessageTrace' ? 6 : 1) * MINUTE;

/**
 * Stores rows with the time of their arrival, which `ingestion_time()` then gives. Rows that come within the same minute come
 * together, at its beginning; all else would make a run of one row each.
 */
export function arrive(
  database: Database,
  table: string,
  rows: Iterable<Row>,
  arrival: Arrival = atOnce,
): void {
  let due = Number.NaN;
  let together: Row[] = [];
  for (const row of rows) {
    const time = Math.floor(arrival(row, Date.parse(row.TimeGenerated as string)) / MINUTE) * MINUTE;
    if (time !== due) store();
    due = time;
    together.push(row);
  }
  store();

  function store(): void {
    if (together.length > 0) database.ingest(table, together, undefined, new Date(due));
    together = [];
  }
}
