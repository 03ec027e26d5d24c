import { MailflowError } from '../../error.ts';
import { type ExportKind, kindNames } from './export-kind.ts';

/** Names shown of a header or an object. */
const shownNames = 40;

const kindsAdvice = `What can be imported: ${[...new Set(Object.values(kindNames))].join('; ')}.`;

/** Codes of errors that say: this file is not imported, and reading it again changes nothing. */
const refusals: ReadonlySet<string> = new Set([
  'ambiguous-dates',
  'binary-file',
  'empty-file',
  'error-answer',
  'missing-columns',
  'mixed-dates',
  'unknown-export',
]);

export function isImportRefusal(error: unknown): error is MailflowError {
  return error instanceof MailflowError && refusals.has(error.code);
}

export function emptyFile(file: string): MailflowError {
  return new MailflowError('empty-file', `${file} is empty.`, {
    advice:
      'PowerShell writes an empty file where there was nothing to export. Look whether the export went well.',
  });
}

export function binaryFile(file: string, what: 'compressed' | 'binary'): MailflowError {
  return what === 'compressed'
    ? new MailflowError('binary-file', `${file} is a compressed file or an Excel workbook, not text.`, {
        advice:
          'Unpack it (files that end in .gz are unpacked on the way), or save the workbook as CSV UTF-8.',
      })
    : new MailflowError('binary-file', `${file} is a binary file, not text.`, { advice: kindsAdvice });
}

/** @param names columns or keys as they stand in the file */
export function unknownExport(
  file: string,
  what: 'columns' | 'keys',
  names: readonly string[],
): MailflowError {
  return new MailflowError(
    'unknown-export',
    `${file} is no message trace that is known. ${seen(what, names)}`,
    {
      advice: adviceFor(names),
    },
  );
}

function seen(what: 'columns' | 'keys', names: readonly string[]): string {
  if (names.length === 0) return `There are no ${what} in it.`;
  // A file without header begins with mail of somebody, which must not get into messages.
  if (names.some((name) => /\S@\S+\.\S/.test(name)))
    return `There are no names of ${what} in it, but addresses.`;
  const shown = names.slice(0, shownNames).map((name) => name.slice(0, 60));
  return `The ${what} in it: ${shown.join(', ')}${names.length > shownNames ? ' …' : ''}.`;
}

function adviceFor(names: readonly string[]): string {
  if (names.some((name) => /^#(?:software|fields|log-type)\b/i.test(name)))
    return 'This is a log of an Exchange server: read it with mailflow parse.';
  const lower = new Set(names.map((name) => name.toLowerCase()));
  if (lower.has('event') && !lower.has('recipientaddress'))
    return 'These seem to be the events of single messages. They do not say for whom each message was: export the message traces.';
  return kindsAdvice;
}

export function missingColumns(file: string, kind: ExportKind, missing: readonly string[]): MailflowError {
  return new MailflowError(
    'missing-columns',
    `${file} looks like ${kindNames[kind]}, but lacks ${missing.join(', ')}.`,
    { advice: 'Export it again with all columns, without Select-Object.' },
  );
}

/** The file holds what the service answered instead of rows. */
export function errorAnswer(file: string, code: string): MailflowError {
  return new MailflowError('error-answer', `${file} holds an error that the service answered (${code}).`, {
    advice: 'Ask for the message traces again.',
  });
}

/** @param seen whether the whole file was looked at, or cannot be read twice */
export function ambiguousDates(file: string, seen: 'whole' | 'unread'): MailflowError {
  const message =
    seen === 'whole'
      ? `${file}: every date in it can be read with the day first or with the month first.`
      : `${file}: its dates have day and month in an order that only the whole file can tell, and it is read once.`;
  return new MailflowError('ambiguous-dates', message, {
    advice:
      'Say which: --date-format dmy (day first) or mdy (month first). A file for the storage container says it in its name: october.dmy.csv or october.mdy.csv.',
  });
}

export function mixedDates(file: string, dayFirst: number, monthFirst: number): MailflowError {
  return new MailflowError(
    'mixed-dates',
    `${file}: the date in line ${dayFirst} has the day first, the one in line ${monthFirst} the month.`,
    { advice: 'Exports of machines with different cultures were put together: import them one by one.' },
  );
}
