import { createHash } from 'node:crypto';
import { acceptedDomains } from '../../../local/sample/organisation.ts';
import { writeTraceRow } from '../../../src/message-trace/write-trace-row.ts';
import type { Row } from '../../testing/content-database.ts';
import { throughTransform, trackingRows } from '../../testing/tracking-lines.ts';

/** When the rules of the cases run: a Wednesday morning. */
export const NOW = new Date('2026-11-18T10:00:00Z');

/** A record of a message tracking log, by what a case cares for. */
export interface Event {
  /** Minutes before `NOW`. */
  readonly at: number;
  readonly from?: string;
  readonly to?: string | readonly string[];
  readonly subject?: string;
  readonly bytes?: number;
  /** A name for the message: records of the same name belong together. By default each record is a message of its own. */
  readonly message?: string;
  /** The server whose log has the record. Default MBX01. */
  readonly on?: string;
  /** Address that the message came from. */
  readonly ip?: string;
  /** Any other field by its name in `#Fields`. */
  readonly fields?: Readonly<Record<string, string>>;
}

let made = 0;

/** SMTP RECEIVE of mail from the internet. */
export const received = (event: Event): Row[] =>
  record(event, {
    source: 'SMTP',
    'event-id': 'RECEIVE',
    'connector-id': 'EDGE01\\Default EDGE01',
    directionality: 'Incoming',
    'custom-data': 'S:FromEntity=Internet;S:DeliveryPriority=Normal',
  });

/** STOREDRIVER RECEIVE: a mailbox of ours hands a message in. */
export const submitted = (event: Event): Row[] =>
  record(event, { source: 'STOREDRIVER', 'event-id': 'RECEIVE', directionality: 'Originating' });

/** SMTP SENDEXTERNAL to the internet. */
export const sentOutside = (event: Event): Row[] =>
  record(event, {
    source: 'SMTP',
    'event-id': 'SENDEXTERNAL',
    'connector-id': 'To internet',
    directionality: 'Originating',
    'custom-data': 'S:ToEntity=Internet;S:DeliveryPriority=Normal',
  });

/** STOREDRIVER DELIVER of mail from outside into a mailbox. */
export const delivered = (event: Event): Row[] =>
  record(event, { source: 'STOREDRIVER', 'event-id': 'DELIVER', directionality: 'Incoming' });

/** The message trace of Exchange Online: a row for each recipient. With no domains, the poller does not know which are ours. */
export function traced(event: Event, status = 'delivered', domains = acceptedDomains): Row[] {
  const number = String(++made).padStart(12, '0');
  const message = event.message ?? number;
  const row = {
    id: networkMessageId(message),
    messageId: `<${message}@mail.example>`,
    receivedDateTime: timeOf(event.at),
    senderAddress: event.from ?? '',
    subject: event.subject ?? 'Quotation 4711',
    size: event.bytes ?? 20_000,
    fromIP: event.ip ?? '',
    toIP: event.fields?.['server-ip'] ?? '',
    status,
  };
  const texts = [event.to ?? []]
    .flat()
    .map((recipientAddress) =>
      writeTraceRow(
        { ...row, recipientAddress },
        { collector: 'MessageTrace', acceptedDomains: new Set(domains) },
      ),
    );
  return throughTransform(
    'Custom-MessageTrace',
    texts.map((text) => JSON.parse(text) as Row),
  );
}

/** The same rows, stored so many minutes before `NOW`, however old they are. */
export const storedAt = (at: number, rows: readonly Row[]): Row[] =>
  rows.map((row) => ({ ...row, TimeGenerated: timeOf(at) }));

/** Any record, by its fields. */
export function record(event: Event, defaults: Readonly<Record<string, string>>): Row[] {
  const number = String(++made).padStart(12, '0');
  const { to = [], from = '' } = event;
  const recipients = typeof to === 'string' ? [to] : to;
  const message = event.message ?? number;
  const fields = {
    'date-time': timeOf(event.at),
    'internal-message-id': `1${number}`,
    'message-id': `<${message}@mail.example>`,
    'network-message-id': networkMessageId(message),
    'recipient-address': recipients.join(';'),
    'recipient-count': recipients.length === 0 ? '' : String(recipients.length),
    'message-subject': event.subject ?? 'Quotation 4711',
    'sender-address': from,
    'return-path': from,
    'total-bytes': String(event.bytes ?? 20_000),
    'original-client-ip': event.ip ?? '',
    'log-id': `00000000-0000-4000-9000-${number}`,
    'schema-version': '15.02.1544.009',
    ...defaults,
    ...event.fields,
  };
  return trackingRows([fields], event.on ?? 'MBX01');
}

/** The same record so many times, with `index` from 0. */
export function times(count: number, make: (index: number) => Row[]): Row[] {
  return Array.from({ length: count }, (_, index) => make(index)).flat();
}

/** A run of mailflow as `MailflowHealth_CL` has it. `at` in minutes before `NOW`. */
export function health(at: number, row: Row): Row {
  return { TimeGenerated: timeOf(at), ...row };
}

/** The network message id of a message by its name. */
export const networkMessageId = (message: string) => `00000000-0000-4000-8000-${hex(message)}`;

/** So many minutes before `NOW`. */
const timeOf = (at: number) => new Date(NOW.getTime() - at * 60_000).toISOString();

/** Twelve hexadecimal digits for a name. */
function hex(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 12);
}
