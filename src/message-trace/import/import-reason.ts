/** Why an entry of an export becomes no row. Stable words: people count and search by them. */
export type ImportReason =
  | 'column-count'
  | 'cut-off'
  | 'date-format'
  | 'date-range'
  | 'date-time'
  | 'json'
  | 'local-time'
  | 'no-recipient'
  | 'number'
  | 'open-quote'
  | 'other-kind'
  | 'too-long'
  | 'trace-id'
  | 'value';

/** What is wrong, for people. None of it tells the content of the entry. */
export const importMessages: Readonly<Record<ImportReason, string>> = {
  'column-count': 'The line does not have as many columns as the header names.',
  'cut-off': 'The file ends in the middle of an entry: what follows it in the original export is missing.',
  'date-format':
    'The date does not fit the order of day, month and year that the file is read with, or its year has two digits and no order was given (--date-format).',
  'date-range':
    'The date is before 2010 or in the future; day and month may have been read in the wrong order.',
  'date-time': 'The date and time cannot be read, or do not exist.',
  json: 'This is no sound JSON object.',
  'local-time': 'The time has no zone, or one that cannot be told: it may be local time. Export it in UTC.',
  'no-recipient': 'The entry names no recipient.',
  number: 'The size of the message is not a number, so the columns seem to be shifted.',
  'open-quote': 'A quote is opened and not closed.',
  'other-kind': 'The entry is of another kind than those before it.',
  'too-long': 'The entry is longer than an entry can be; only its beginning is kept here.',
  'trace-id':
    'The entry has no message trace id (a GUID), by which a message is told and joined with other logs.',
  value: 'A value is an object or a list where a text or number stands in a message trace.',
};

/** An entry of an export that becomes no row: kept with its reason, never sent. */
export interface RejectedEntry {
  /** Number of its first line, from 1. */
  readonly line: number;
  readonly reason: ImportReason;
  readonly message: string;
  /** The entry as text. */
  readonly raw: string;
}
