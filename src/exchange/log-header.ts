import { MailflowError } from '../error.ts';

/** A line of the header block, whatever its case, with or without a blank behind the colon. */
export const headerLine = /^#(?:software|version|log-type|date|fields)\s*:/i;

const fieldsLine = /^#fields\s*:/i;
const logTypeLine = /^#log-type\s*:\s*/i;
const exchange2003Line = /^#\s*(?:message tracking log file|exchange system attendant version)/i;

/** What a header line says, as far as the reader cares. */
export type Header =
  | { readonly kind: 'fields'; readonly columns: string[] }
  | { readonly kind: 'log-type'; readonly logType: string }
  | { readonly kind: 'exchange-2003' }
  | { readonly kind: 'other' };

/** Reads a line that begins with `#`. */
export function readHeader(line: string): Header {
  const fields = fieldsLine.exec(line);
  if (fields !== null) return { kind: 'fields', columns: splitNames(line.slice(fields[0].length)) };
  const logType = logTypeLine.exec(line);
  if (logType !== null) return { kind: 'log-type', logType: line.slice(logType[0].length).trim() };
  if (exchange2003Line.test(line)) return { kind: 'exchange-2003' };
  return { kind: 'other' };
}

/** Column names of a header, lower case. A header without commas, as IIS writes it, gives one long name. */
export function splitNames(text: string): string[] {
  return text.split(',').map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim()
      .toLowerCase(),
  );
}

/**
 * Whether the columns are those of a message tracking log: each once, and with the three that make a record of
 * mail flow. No other log of Exchange has an `event-id`.
 */
export function isMessageTracking(columns: readonly string[]): boolean {
  return (
    columns.includes('date-time') &&
    columns.includes('event-id') &&
    (columns.includes('message-id') || columns.includes('internal-message-id')) &&
    new Set(columns).size === columns.length
  );
}

/** The error for a file with the header of something else. `where`: file and line, for people. */
export function foreignLog(
  columns: readonly string[],
  logType: string | undefined,
  where: string,
): MailflowError {
  return new MailflowError('not-message-tracking', `${where}: this is ${describeLog(columns, logType)}.`, {
    advice:
      'Give message tracking logs: MSGTRK*.LOG, by default in TransportRoles\\Logs\\MessageTracking of the Exchange ' +
      'installation folder. Their #Fields line names date-time, event-id and message-id, each once.',
  });
}

/** The error for a file of Exchange 2000 or 2003. */
export function exchange2003Log(where: string): MailflowError {
  return new MailflowError(
    'exchange-2003-log',
    `${where}: this is a message tracking log of Exchange 2000 or 2003 (tab-separated, numeric events).`,
    { advice: 'Only logs of Exchange 2007 and later can be read.' },
  );
}

function describeLog(columns: readonly string[], logType: string | undefined): string {
  const [first = ''] = columns;
  if (columns.length === 1 && /\s/.test(first)) {
    const iis = /(?:^|\s)(?:s-ip|cs-method|cs-uri-stem)(?:\s|$)/.test(first);
    return iis ? 'an IIS log (W3C format, separated by blanks)' : 'a log in W3C format, separated by blanks';
  }
  if (logType !== undefined && !/^message tracking/i.test(logType))
    return `another log of Exchange: ${quoted(logType)}`;
  if (columns.includes('session-id') && columns.includes('sequence-number'))
    return 'an SMTP protocol log of Exchange';
  if (columns.includes('p1fromaddress')) return 'an agent log of Exchange';
  const duplicate = columns.find((name, index) => columns.indexOf(name) !== index);
  if (duplicate !== undefined) return `a log whose #Fields line names ${quoted(duplicate)} twice`;
  return `no message tracking log: its #Fields line begins with ${quoted(columns.slice(0, 4).join(','))}`;
}

function quoted(text: string): string {
  return `"${text.slice(0, 80)}"`;
}
