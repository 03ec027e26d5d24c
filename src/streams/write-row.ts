import type { LogLayout, LogRecord } from '../exchange/log-record.ts';
import { messageTrackingLogStream } from './message-tracking.ts';

/** Values that all rows of one writer share. */
export interface RowConstants {
  /** The log file: its path on the server, or the name of the blob. */
  readonly FilePath?: string;
  /** The server whose log it is. */
  readonly Computer?: string;
  /** The way the row comes, such as `Function`. */
  readonly collector: string;
}

/** Writes one record as the JSON text of one row of `Custom-MessageTrackingLog`. Empty values are left out. */
export type RowWriter = (record: LogRecord) => string;

const columnByField = new Map(
  messageTrackingLogStream.columns.flatMap(({ name, field }) => (field === undefined ? [] : [[field, name]])),
);

/** The fields of a layout for which the stream has no column: they are read but not sent. */
export function unknownFields(layout: LogLayout): string[] {
  return layout.columns.filter((field) => !columnByField.has(field));
}

/** Makes a writer for the rows of one file or request. */
export function createRowWriter(constants: RowConstants): RowWriter {
  const { FilePath, Computer, collector } = constants;
  // JSON.stringify leaves undefined out; empty values go the same way.
  const ending = JSON.stringify({
    FilePath: FilePath || undefined,
    Computer: Computer || undefined,
    collector,
  }).slice(1);
  let layout: LogLayout | undefined;
  let prefixes: string[] = [];

  return ({ layout: current, values }) => {
    if (current !== layout) {
      layout = current;
      prefixes = columnPrefixes(layout);
    }
    let row = '{';
    for (let index = 0; index < prefixes.length; index++) {
      const value = values[index]!;
      if (value === '') continue;
      const prefix = prefixes[index]!;
      if (prefix === '') continue;
      row += needsEscape.test(value) ? `${prefix}${JSON.stringify(value)},` : `${prefix}"${value}",`;
    }
    return row + ending;
  };
}

/** Characters that JSON text cannot hold as they are; lone surrogates have no UTF-8. */
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

/** For each column of the file `"name":`, or nothing where the stream has no such column. */
function columnPrefixes(layout: LogLayout): string[] {
  return layout.columns.map((field) => {
    const name = columnByField.get(field);
    return name === undefined ? '' : `${JSON.stringify(name)}:`;
  });
}
