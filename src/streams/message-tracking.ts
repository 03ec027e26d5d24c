import type { Column, Stream, Table } from './column.ts';

/**
 * The columns that one record of a message tracking log fills, in the order of Microsoft's table (Exchange
 * Security solution, option 6), with the name of the field in Exchange's `#Fields` line.
 * Names and types must stay: a workspace that has that table is upgraded in place.
 */
const recordColumns: readonly Column[] = [
  {
    name: 'TimeGenerated',
    type: 'datetime',
    field: 'date-time',
    description:
      'Time of the event (UTC). Azure replaces it by the time of receipt where it is older than 2 days.',
  },
  text('clientIP', 'client-ip', 'Address of the server or client that handed the message over.'),
  text(
    'clientHostname',
    'client-hostname',
    'Host name of that server or client; on SEND events the local host.',
  ),
  text('serverIp', 'server-ip', 'Address of the server of the event.'),
  text(
    'senderHostname',
    'server-hostname',
    'Host name of the server of the event; on SEND events the remote host.',
  ),
  text(
    'sourceContext',
    'source-context',
    'Details that belong to the source: session, SMTP reply, mailbox event.',
  ),
  text('connectorId', 'connector-id', 'Send or Receive connector, as SERVER\\Connector.'),
  text('source', 'source', 'Transport component: SMTP, STOREDRIVER, ROUTING, AGENT, DSN and others.'),
  text('eventId', 'event-id', 'What happened: RECEIVE, SEND, DELIVER, FAIL and others.'),
  text('internalMessageId', 'internal-message-id', 'Number of the message on this one server.'),
  text('messageId', 'message-id', 'Message-ID header, normally in angle brackets.'),
  text(
    'networkMessageId',
    'network-message-id',
    'Joins the copies of one message across servers and Exchange Online.',
  ),
  text('recipientAddress', 'recipient-address', 'Recipients, separated by semicolons.'),
  text(
    'recipientStatus',
    'recipient-status',
    'Status of each recipient, separated by semicolons; SMTP text on SEND and FAIL.',
  ),
  text('totalBytes', 'total-bytes', 'Size of the message in bytes, with attachments, as text.'),
  text('recipientCount', 'recipient-count', 'Number of recipients, as text.'),
  text(
    'relatedRecipientAddress',
    'related-recipient-address',
    'Group on EXPAND, first recipient on REDIRECT and similar.',
  ),
  text('reference', 'reference', 'Related messages, depending on the event.'),
  text('messageSubject', 'message-subject', 'Subject; empty where subject logging is off.'),
  text('senderAddress', 'sender-address', 'Sender or From header.'),
  text('returnPath', 'return-path', 'MAIL FROM address; <> for delivery status notifications.'),
  text('messageInfo', 'message-info', 'Time the message entered the organisation, and latencies.'),
  text('directionality', 'directionality', 'Incoming, Originating or Undefined.'),
  text('messageTrackingTenantId', 'tenant-id', 'Tenant; empty on-premises.'),
  text('originalClientIp', 'original-client-ip', 'Address of the first client.'),
  text('originalServerIp', 'original-server-ip', 'Address of the first server.'),
  text('customData', 'custom-data', 'Pairs S:key=value, separated by semicolons: agents, rules, latencies.'),
  text('transportTrafficType', 'transport-traffic-type', 'Email or empty.'),
  text('logId', 'log-id', 'GUID of the record; since Exchange 2016.'),
  text('schemaVersion', 'schema-version', 'Version of the record layout; since Exchange 2016.'),
];

export const filePath: Column = {
  name: 'FilePath',
  type: 'string',
  description: 'The log file: its path on the server, or the name of the blob.',
};

const computer: Column = {
  name: 'Computer',
  type: 'string',
  description: 'The server whose log the row comes from.',
};

export const collector: Column = {
  name: 'collector',
  type: 'string',
  description: 'The way the row came: AzureMonitorAgent, Function, MessageTrace or Import.',
};

/** The table everything else queries. The first 31 columns are Microsoft's (option 6), the others are ours. */
export const messageTrackingTable: Table = {
  name: 'MessageTrackingLog_CL',
  description:
    'One row for each record of a message tracking log and for each message and recipient of Exchange Online.',
  columns: [
    ...recordColumns,
    filePath,
    computer,
    {
      name: 'eventTime',
      type: 'datetime',
      description: 'The time in the record (UTC), whatever its age.',
    },
    {
      name: 'recordId',
      type: 'string',
      description:
        'The same whenever the same record is sent again, by whichever way: first 32 hex digits of the SHA-256 of its fields.',
    },
    { name: 'recipients', type: 'dynamic', description: 'Array of the recipient addresses, lower case.' },
    { name: 'sizeBytes', type: 'long', description: 'Size of the message in bytes.' },
    collector,
    {
      name: 'traceStatus',
      type: 'string',
      description: 'Exchange Online only: the delivery status (delivered, failed, quarantined and others).',
    },
  ],
};

/** Records parsed by mailflow: one JSON object a record, empty fields left out. */
export const messageTrackingLogStream: Stream = {
  name: 'Custom-MessageTrackingLog',
  description: 'Records of message tracking logs, parsed by mailflow.',
  rule: 'ingestion',
  columns: [...recordColumns, filePath, computer, collector],
  flows: [{ table: messageTrackingTable.name, transform: 'message-tracking-log' }],
};

/**
 * Lines as Azure Monitor Agent sends them. The agent fills these columns and no others.
 * Lines that are no record become a row of the health table, so that none is lost in silence.
 */
export const messageTrackingTextStream: Stream = {
  name: 'Custom-MessageTrackingText',
  description: 'Lines of message tracking logs, collected by Azure Monitor Agent.',
  rule: 'agent',
  columns: [
    { name: 'TimeGenerated', type: 'datetime', description: 'Time at which the agent read the line (UTC).' },
    { name: 'RawData', type: 'string', description: 'The line.' },
    filePath,
    computer,
  ],
  flows: [
    { table: messageTrackingTable.name, transform: 'message-tracking-text' },
    { table: 'MailflowHealth_CL', transform: 'message-tracking-text-rejects' },
  ],
};

function text(name: string, field: string, description: string): Column {
  return { name, type: 'string', field, description };
}
