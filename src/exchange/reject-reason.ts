/** Why a line is no record. Stable words: people count and search by them. */
export type RejectReason =
  | 'column-count'
  | 'date-time'
  | 'header'
  | 'line-too-long'
  | 'no-header'
  | 'nul'
  | 'number'
  | 'odd-quote'
  | 'open-quote';

/** What is wrong, for people. None of it tells the content of the line. */
export const rejectMessages: Readonly<Record<Exclude<RejectReason, 'column-count'>, string>> = {
  'date-time':
    'The line does not have a date-time of the form 2026-11-21T09:00:00.000Z where a record has it.',
  header:
    'The #Fields line is not one of a message tracking log; lines are not read until the next one that is.',
  'line-too-long': 'The line is longer than a record can be; only its beginning is kept here.',
  'no-header': 'The latest #Fields line cannot be used, so the columns of this line are not known.',
  nul: 'The line holds NUL bytes, as a file system leaves them where a write was cut off.',
  number: 'A column that holds numbers holds something else, so the columns seem to be shifted.',
  'odd-quote': 'Text follows a closing quote, and it cannot be told which commas are data.',
  'open-quote': 'A quote is opened and not closed before the next record.',
};

/** The message for `column-count`. `expected`: none where there is no header. */
export function columnCountMessage(count: number, expected: number | undefined): string {
  return expected === undefined
    ? `The line has ${count} columns. Without a #Fields line only 21, 26, 27 or 30 can be told apart.`
    : `The line has ${count} columns, but the #Fields line names ${expected}.`;
}
