import { parseReceivedTime, type ReceivedTime } from './received-time.ts';
import { type TraceRow, traceStatus } from './trace-row.ts';

/** A row as read from Microsoft Graph, with its time. */
export interface GraphRow {
  readonly row: TraceRow;
  readonly received: ReceivedTime;
}

/**
 * Reads one `exchangeMessageTrace` of Microsoft Graph.
 * Source: resource type exchangeMessageTrace, v1.0 (2026-01-27), section "Properties".
 * @returns the reason, a stable word, where it cannot be placed: `no-trace-id`, `no-recipient`, `bad-received-time`, `no-object`
 */
export function readGraphRow(value: unknown): GraphRow | string {
  if (typeof value !== 'object' || value === null) return 'no-object';
  const fields = value as Record<string, unknown>;
  const id = text(fields.id);
  if (id === '') return 'no-trace-id';
  const recipientAddress = text(fields.recipientAddress);
  if (recipientAddress === '') return 'no-recipient';
  const received = parseReceivedTime(fields.receivedDateTime);
  if (received === undefined) return 'bad-received-time';
  const row: TraceRow = {
    id,
    messageId: text(fields.messageId),
    receivedDateTime: received.text,
    senderAddress: text(fields.senderAddress),
    recipientAddress,
    subject: text(fields.subject),
    ...(typeof fields.size === 'number' && { size: fields.size }),
    fromIP: text(fields.fromIP),
    toIP: text(fields.toIP),
    status: traceStatus(text(fields.status)),
  };
  return { row, received };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
