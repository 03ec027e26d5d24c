import type { Column, Stream } from './column.ts';
import { collector, filePath, messageTrackingTable } from './message-tracking.ts';

const columns: readonly Column[] = [
  {
    // Graph calls it id, which Azure Monitor reserves.
    name: 'traceId',
    type: 'string',
    field: 'id',
    description: 'Message trace ID; the network message ID of on-premises rows.',
  },
  graph('messageId', 'string', 'Message-ID header.'),
  graph('receivedDateTime', 'datetime', 'Time at which Exchange Online received the message (UTC).'),
  graph('senderAddress', 'string', 'Sender.'),
  graph('recipientAddress', 'string', 'The one recipient of this row.'),
  graph('subject', 'string', 'Subject.'),
  graph('size', 'long', 'Size of the message in bytes.'),
  graph('fromIP', 'string', 'Address that the message came from.'),
  graph('toIP', 'string', 'Address that the message went to; empty where Exchange Online kept it.'),
  graph('status', 'string', 'Delivery status: delivered, failed, pending, quarantined and others.'),
  {
    name: 'direction',
    type: 'string',
    description: 'Incoming, Outgoing, Internal or External, from the accepted domains; empty without them.',
  },
  graph('event', 'string', 'Detail events only: what happened, such as Receive or Fail.'),
  graph('eventDateTime', 'datetime', 'Detail events only: when it happened (UTC).'),
  graph('action', 'string', 'Detail events only: what was done to the message.'),
  graph('description', 'string', 'Detail events only: the event in words, with the SMTP reply of a failure.'),
  graph('data', 'string', 'Detail events only: further values as XML.'),
  filePath,
  collector,
];

/**
 * Rows of Microsoft Graph's `exchangeMessageTrace` (v1.0), one a message and recipient, and of
 * `exchangeMessageTraceDetail`, one an event.
 */
export const messageTraceStream: Stream = {
  name: 'Custom-MessageTrace',
  description: 'Message traces of Exchange Online, one row a message and recipient, and their events.',
  rule: 'ingestion',
  columns,
  flows: [{ table: messageTrackingTable.name, transform: 'message-trace' }],
};

function graph(name: string, type: Column['type'], description: string): Column {
  // Graph calls the time of a detail event dateTime, which would not say whose time it is beside receivedDateTime.
  return { name, type, field: name === 'eventDateTime' ? 'dateTime' : name, description };
}
