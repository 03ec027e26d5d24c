import { readRecords } from '../src/exchange/log-reader.ts';
import type { LogBatch, RejectedLine } from '../src/exchange/log-record.ts';
import { createRecordFilter } from '../src/exchange/record-filter.ts';
import { createRowWriter, unknownFields } from '../src/streams/write-row.ts';
import type { LogFile } from './log-files.ts';

/** Rows of `Custom-MessageTrackingLog` as JSON texts, and what was left out, batch by batch. */
export interface RowBatch {
  rows: string[];
  rejects: RejectedLine[];
  filtered: number;
  /** Fields of the file that rows have no column for. */
  unknown: string[];
  /** Bytes of the file dealt with so far. */
  offset: number;
}

/** Reads one file as the Function does, with the default filter: probes are left out and counted. */
export async function* readLogFile(file: LogFile, computer?: string): AsyncGenerator<RowBatch> {
  const filter = createRecordFilter({ probes: true, shadowRedundancy: false, events: [], sources: [] });
  const write = createRowWriter({ FilePath: file.name, Computer: computer, collector: 'Function' });
  for await (const batch of readRecords(file.open(), { file: file.name, filter, final: true })) {
    yield rows(batch, write);
  }
}

function rows(batch: LogBatch, write: ReturnType<typeof createRowWriter>): RowBatch {
  return {
    rows: batch.records.map(write),
    rejects: batch.rejects,
    filtered: batch.filtered,
    unknown: batch.records[0] === undefined ? [] : unknownFields(batch.records[0].layout),
    offset: batch.state.offset,
  };
}
