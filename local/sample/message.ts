import { messageTrackingLogStream } from '../../src/streams/message-tracking.ts';
import type { TenantRow } from '../../test/doubles/graph/tenant.ts';
import { timeGuid } from './identifiers.ts';
import { BUILD, DOMAIN, type Server } from './organisation.ts';
import type { Random } from './random.ts';

/** The 30 fields of a record since Exchange 2016, in file order. */
export const trackingFields: readonly string[] = messageTrackingLogStream.columns.flatMap(
  (column) => column.field ?? [],
);

/** File kinds of message tracking that the sample writes. */
export type Prefix = 'MSGTRK' | 'MSGTRKMD' | 'MSGTRKMS' | 'MSGTRKMA';

/** What ties a record to an incident. */
export interface IncidentMark {
  readonly name: string;
  /** When the incident began, in milliseconds since 1970: tells two of the same name apart. */
  readonly start: number;
  /** True on the records that a detection has to find; false on what happened around them. */
  readonly guilty: boolean;
}

/** One record as a server writes it. `values` are in the order of `trackingFields`, unquoted. */
export interface SampleRecord {
  /** Milliseconds since 1970: the record's date-time. */
  readonly time: number;
  readonly server: Server['name'];
  readonly prefix: Prefix;
  readonly values: readonly string[];
  readonly incident?: IncidentMark;
}

/** One row of Exchange Online's message trace: a message and one recipient, with all that becomes of it. */
export interface SampleTrace {
  /** When Exchange Online received the message, in milliseconds since 1970. */
  readonly time: number;
  readonly row: TenantRow;
  readonly incident?: IncidentMark;
}

/** A message on its way. Branches of it (see `fork`) share everything but the clock. */
export interface Message {
  readonly random: Random;
  /** Time of the latest event, milliseconds since 1970. Moves on with each record. */
  clock: number;
  /** When the message entered the organisation. */
  readonly start: number;
  /** From this internal-message-ids are made; see `Ticket`. */
  readonly ordinal: number;
  readonly messageId: string;
  readonly networkMessageId: string;
  readonly subject: string;
  readonly sender: string;
  readonly returnPath: string;
  readonly bytes: number;
  readonly directionality: 'Incoming' | 'Originating';
  /** Address of the first client and of the first server of ours. */
  readonly originalClientIp: string;
  readonly originalServerIp: string;
  /** Latency segments so far, as they stand in message-info. */
  latencies: string;
  readonly records: SampleRecord[];
  /** What Exchange Online knows of it. */
  readonly traces: SampleTrace[];
  /** How many messages have followed from this one (reports, requests for approval). */
  readonly followers: { count: number };
  /** Set while the records to come belong to an incident. */
  incident?: IncidentMark | undefined;
}

/** The right to make one message: its source of chance, its start, and a number that no other message has. */
export interface Ticket {
  readonly random: Random;
  readonly time: number;
  /** Up to seven numbers behind it are free for messages that follow from this one (reports, forwards). */
  readonly ordinal: number;
}

export type Draft = Pick<
  Message,
  'subject' | 'sender' | 'directionality' | 'originalClientIp' | 'originalServerIp'
> & {
  readonly bytes: number;
  readonly returnPath?: string;
  /** Made up from the sender's domain if absent. */
  readonly messageId?: string;
  readonly incident?: IncidentMark | undefined;
};

/** Begins a message at the ticket's time. Nothing is recorded yet. */
export function createMessage({ random, time, ordinal }: Ticket, draft: Draft): Message {
  const domain = draft.sender.slice(draft.sender.indexOf('@') + 1) || DOMAIN;
  const local = domain === DOMAIN ? random.hex(32) : `${random.hex(10)}.${random.int(100_000, 999_999)}`;
  return {
    random,
    clock: time,
    start: time,
    ordinal,
    messageId: draft.messageId ?? `<${local}@${domain}>`,
    networkMessageId: timeGuid(random, time),
    subject: draft.subject,
    sender: draft.sender,
    returnPath: draft.returnPath ?? draft.sender,
    bytes: Math.round(draft.bytes),
    directionality: draft.directionality,
    originalClientIp: draft.originalClientIp,
    originalServerIp: draft.originalServerIp,
    latencies: '',
    records: [],
    traces: [],
    followers: { count: 0 },
    incident: draft.incident,
  };
}

/** A ticket for a message that follows from this one, at the time of its latest event. */
export function followUp(message: Message): Ticket {
  message.followers.count += 1;
  return { random: message.random, time: message.clock, ordinal: message.ordinal + message.followers.count };
}

/** A branch of the message with a clock of its own; its records and traces go into the same lists. */
export function fork(message: Message): Message {
  return { ...message };
}

/** Fields of one record, by their names in `#Fields`, that are not the same on all records of the message. */
export type EventFields = Readonly<Record<string, string>> & {
  readonly 'event-id': string;
  readonly source: string;
};

/**
 * Lets `wait` milliseconds pass (at least one), then records an event on a server. Fields that are not given come from
 * the message, or stay empty.
 */
export function track(
  message: Message,
  server: Server,
  prefix: Prefix,
  wait: number,
  fields: EventFields,
): void {
  message.clock += Math.max(1, Math.round(wait));
  const common: Readonly<Record<string, string>> = {
    'date-time': isoTime(message.clock),
    'internal-message-id': internalId(message, server),
    'message-id': message.messageId,
    'network-message-id': message.networkMessageId,
    'total-bytes': String(message.bytes),
    'message-subject': message.subject,
    'sender-address': message.sender,
    'return-path': message.returnPath,
    directionality: message.directionality,
    'original-client-ip': message.originalClientIp,
    'original-server-ip': message.originalServerIp,
    'transport-traffic-type': 'Email',
    'log-id': timeGuid(message.random, message.clock),
    'schema-version': BUILD,
  };
  const record: SampleRecord = {
    time: message.clock,
    server: server.name,
    prefix,
    values: trackingFields.map((name) => fields[name] ?? common[name] ?? ''),
  };
  message.records.push(message.incident === undefined ? record : { ...record, incident: message.incident });
}

/** The recipient fields of a record: addresses, one status for all or one each, and their number. */
export function recipientFields(
  addresses: readonly string[],
  statuses: readonly string[] | string = '',
): Record<string, string> {
  return {
    'recipient-address': addresses.join(';'),
    'recipient-status':
      typeof statuses === 'string' ? addresses.map(() => statuses).join(';') : statuses.join(';'),
    'recipient-count': String(addresses.length),
  };
}

/** The number of the message on a server: 14 digits, different on each server. */
export function internalId(message: Message, server: Server): string {
  return String(server.idOffset + message.ordinal);
}

/** A time as Exchange writes it: UTC with milliseconds. */
export function isoTime(time: number): string {
  return new Date(time).toISOString();
}

/** Seconds with three decimals, as latencies are written. */
export function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
