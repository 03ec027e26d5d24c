import type { Column, Stream, Table } from './column.ts';

const columns: readonly Column[] = [
  { name: 'TimeGenerated', type: 'datetime', description: 'End of the run (UTC).' },
  {
    name: 'component',
    type: 'string',
    description: 'The part that ran: forward-blob, receive-lines, report-health and others.',
  },
  { name: 'Computer', type: 'string', description: 'The Exchange server whose data the run handled.' },
  { name: 'FilePath', type: 'string', description: 'The log file or blob that the run handled.' },
  { name: 'rowsRead', type: 'long', description: 'Records read.' },
  { name: 'rowsSent', type: 'long', description: 'Rows that the Logs Ingestion API acknowledged.' },
  { name: 'rowsRejected', type: 'long', description: 'Lines or rows that went to the dead letters.' },
  { name: 'rowsFiltered', type: 'long', description: 'Records left out by the filters (probes and others).' },
  { name: 'bytesSent', type: 'long', description: 'Bytes of the request bodies as sent, after gzip.' },
  {
    name: 'requests',
    type: 'long',
    description:
      'Requests to the Logs Ingestion API, or of poll-message-trace to Microsoft Graph, retries included.',
  },
  {
    name: 'rowsNew',
    type: 'long',
    description: 'Message traces: deliveries seen for the first time.',
  },
  {
    name: 'rowsChanged',
    type: 'long',
    description: 'Message traces: deliveries seen before, now with another status, size or address.',
  },
  {
    name: 'quotaUsed',
    type: 'real',
    description:
      'Message traces: share (0 to 1) of the 100 requests that Graph allows a tenant in 5 minutes.',
  },
  {
    name: 'gapSeconds',
    type: 'real',
    description: 'Message traces: length of a period that could not be read, in seconds.',
  },
  {
    name: 'lagSeconds',
    type: 'real',
    description: 'Age of the oldest data not yet forwarded, or of the newest row, in seconds.',
  },
  {
    name: 'throttledSeconds',
    type: 'real',
    description: 'Time spent waiting because the service asked for it, in seconds.',
  },
  { name: 'error', type: 'string', description: 'What went wrong, and what to do; empty when all is well.' },
  { name: 'version', type: 'string', description: 'Version of mailflow.' },
];

/** One row for each forwarding or polling run. */
export const healthTable: Table = {
  name: 'MailflowHealth_CL',
  description: 'One row for each forwarding or polling run of mailflow.',
  columns,
};

export const healthStream: Stream = {
  name: 'Custom-MailflowHealth',
  description: 'Health of mailflow itself.',
  rule: 'ingestion',
  columns,
  flows: [{ table: healthTable.name }],
};
