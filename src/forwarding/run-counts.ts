import type { UploadSummary } from '../ingestion/upload-session.ts';

/** What a run has read of a blob; `rowsRejected` counts what never became a row. */
export interface ReadCounts {
  readonly rowsRead: number;
  readonly rowsRejected: number;
  readonly rowsFiltered: number;
}

/** What a run did, as columns of the health table: rows that could not be read and those that the service refused are rejected alike. */
export function runCounts(read: ReadCounts, { valuesCut, ...uploaded }: Readonly<UploadSummary>) {
  return { ...read, ...uploaded, rowsRejected: read.rowsRejected + uploaded.rowsRejected };
}
