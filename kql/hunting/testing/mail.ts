import type { Row } from '../../testing/content-database.ts';
import { type Fields, trackingRows } from '../../testing/tracking-lines.ts';

/** What all records of one message have in common. */
export interface Letter {
  /** The sender; `<>` is the null sender. */
  readonly from: string;
  /** Recipients, separated by semicolons. */
  readonly to: string;
  /** UTC, as `11-20 09:30` or `09:30` (then 21 November); seconds may follow. */
  readonly at?: string;
  readonly subject?: string;
  readonly bytes?: number;
  /** Address of the first client. */
  readonly ip?: string;
  /** MAIL FROM, where it is not the sender. */
  readonly returnPath?: string;
  /** Number that makes the network message id; by default one of its own. */
  readonly id?: number;
}

/** One step of a message: source and event, such as `SMTP RECEIVE`, or these and fields of the record. */
export type Step =
  | string
  | (Fields & {
      readonly step: string;
      /** Server whose log has the record. Default MBX01. */
      readonly server?: string;
      /** Seconds since the first step; by default one more than the step before. */
      readonly after?: string;
    });

/** A record of a case and the server it is of. */
export interface CaseRecord {
  readonly server: string;
  readonly fields: Fields;
}

/** Times beside the ends of the day that is looked at, from 20 November, 12:00, and of the 14 days of history before it. */
export const Time = {
  beforeHistory: '11-06 11:30',
  inHistory: '11-06 12:30',
  beforeRecent: '11-20 11:30',
  inRecent: '11-20 12:30',
} as const;

let letters = 0;

/** The records of one message of contoso.com, a second apart. */
export function mail(letter: Letter, ...steps: readonly Step[]): CaseRecord[] {
  letters += 1;
  const start = Date.parse(timeOf(letter.at ?? '11:00'));
  const recipients = letter.to.split(';').filter((address) => address !== '');
  const returnPath = letter.returnPath ?? letter.from;
  return steps.map((given, index) => {
    const {
      step,
      server = 'MBX01',
      after = String(index),
      ...own
    } = typeof given === 'string' ? { step: given } : given;
    const [source = '', event = ''] = step.split(' ');
    return {
      server,
      fields: {
        'date-time': new Date(start + Number(after) * 1000).toISOString(),
        source,
        'event-id': event,
        'internal-message-id': String(35_000_000_000_000 + letters),
        'message-id': `<${letters}@mail.example>`,
        'network-message-id': networkMessageId(letter.id ?? letters),
        'recipient-address': letter.to,
        'recipient-count': String(recipients.length),
        'total-bytes': String(letter.bytes ?? 20_000),
        'message-subject': letter.subject ?? 'Minutes of the meeting',
        'sender-address': letter.from,
        'return-path': returnPath,
        'message-info': new Date(start).toISOString(),
        directionality: letter.from.endsWith('@contoso.com') ? 'Originating' : 'Incoming',
        'original-client-ip': letter.ip ?? '10.20.4.10',
        'log-id': networkMessageId(letters * 100 + index),
        ...own,
      },
    };
  });
}

/** Mail from outside into a mailbox. */
export const incoming = (letter: Letter) => mail(letter, 'SMTP RECEIVE', 'STOREDRIVER DELIVER');

/** Mail of a mailbox to the outside. */
export const outgoing = (letter: Letter) => mail(letter, 'STOREDRIVER RECEIVE', 'SMTP SENDEXTERNAL');

/** Mail from one mailbox to another. */
export const internal = (letter: Letter) => mail(letter, 'STOREDRIVER RECEIVE', 'STOREDRIVER DELIVER');

/** The copy that an inbox rule of a mailbox sends on. */
export const forwarded = (mailbox: string, to: string, letter: Partial<Letter> = {}) =>
  mail({ ...letter, from: mailbox, to }, { step: 'MAILBOXRULE RECEIVE', reference: '35000000000001' });

/** One row of Exchange Online's message trace, as it stands in the table. */
export function trace(letter: Letter, traceStatus: string, direction: string): Row {
  letters += 1;
  const TimeGenerated = timeOf(letter.at ?? '11:00');
  const events: Record<string, string> = {
    failed: 'FAIL',
    quarantined: 'REDIRECT',
    recalled: 'DROP',
    expanded: 'EXPAND',
  };
  return {
    TimeGenerated,
    eventTime: TimeGenerated,
    recordId: networkMessageId(letters).replaceAll('-', ''),
    traceStatus,
    eventId: events[traceStatus] ?? 'DELIVER',
    source: 'STOREDRIVER',
    directionality: direction === 'Incoming' ? 'Incoming' : 'Originating',
    customData: `S:Direction=${direction}`,
    messageId: `<${letter.id ?? letters}@mail.example>`,
    networkMessageId: networkMessageId(letter.id ?? letters),
    recipientAddress: letter.to,
    recipients: [letter.to],
    recipientCount: '1',
    totalBytes: String(letter.bytes ?? 20_000),
    sizeBytes: letter.bytes ?? 20_000,
    messageSubject: letter.subject ?? 'Minutes of the meeting',
    senderAddress: letter.from,
    originalClientIp: letter.ip ?? '198.51.100.9',
    collector: 'MessageTrace',
  };
}

/** The rows of the table that records become, each of its server. */
export function rowsOfRecords(records: readonly CaseRecord[]): Row[] {
  const servers = Map.groupBy(records, ({ server }) => server);
  return [...servers].flatMap(([server, own]) =>
    trackingRows(
      own.map(({ fields }) => fields),
      server,
    ),
  );
}

/** `count` things, made with their numbers from 0. */
export function many<T>(count: number, make: (index: number) => readonly T[]): T[] {
  return Array.from({ length: count }, (_, index) => make(index)).flat();
}

function timeOf(text: string): string {
  const [, day = '11-21', clock = ''] = /^(?:(\d\d-\d\d) )?(\d\d:\d\d(?::\d\d)?)$/.exec(text) ?? [];
  if (clock === '') throw new Error(`${text} is no time such as 11-20 09:30`);
  return `2026-${day}T${clock.length === 5 ? `${clock}:00` : clock}.000Z`;
}

function networkMessageId(number: number): string {
  return `5ca1ab1e-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
