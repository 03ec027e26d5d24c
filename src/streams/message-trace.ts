import type { Column, Stream } from './column.ts';
import { messageTrackingTable } from './message-tracking.ts';

const columns: readonly Column[] = [
  graph('id', 'string', 'Message trace ID; the network message ID of on-premises rows.'),
  graph('messageId', 'string', 'Message-ID header.'),
  graph('receivedDateTime', 'datetime', 'Time at which Exchange Online received the message (UTC).'),
  graph('senderAddress', 'string', 'Sender.'),
  graph('recipientAddress', 'string', 'The one recipient of this row.'),
  graph('subject', 'string', 'Subject.'),
  graph('size', 'long', 'Size of the message in bytes.'),
  graph('fromIP', 'string', 'Address that the message came from.'),
  graph('toIP', 'string', 'Address that the message went to; empty for inbound mail.'),
  graph('status', 'string', 'Delivery status: delivered, failed, pending, quarantined and others.'),
  {
    name: 'directionality',
    type: 'string',
    description: 'Incoming or Originating, from the accepted domains.',
  },
  { name: 'collector', type: 'string', description: 'MessageTrace (default) or Import.' },
];

/** Rows of Microsoft Graph's `exchangeMessageTrace` (v1.0): one a message and recipient. */
export const messageTraceStream: Stream = {
  name: 'Custom-MessageTrace',
  description: 'Message traces of Exchange Online, one row a message and recipient.',
  rule: 'ingestion',
  columns,
  flows: [{ table: messageTrackingTable.name, transform: 'message-trace' }],
};

function graph(name: string, type: Column['type'], description: string): Column {
  return { name, type, field: name, description };
}
