import { directionOf } from './direction.ts';
import type { TraceDetail, TraceRow } from './trace-row.ts';

/** Values that all rows of one poller or import share. */
export interface TraceConstants {
  readonly collector: 'MessageTrace' | 'Import';
  /** See `directionOf`. */
  readonly acceptedDomains: ReadonlySet<string>;
  /** The imported file. */
  readonly FilePath?: string;
}

/** Writes one delivery as the JSON text of one row of `Custom-MessageTrace`. Empty values are left out. */
export function writeTraceRow(row: TraceRow, constants: TraceConstants): string {
  return JSON.stringify(columnsOf(row, constants));
}

/** Writes one event of a delivery as the JSON text of one row of `Custom-MessageTrace`. */
export function writeTraceDetail(detail: TraceDetail, constants: TraceConstants): string {
  const { row, event, eventDateTime, action, description, data } = detail;
  const rest = { event, eventDateTime, action: action || undefined, description: description || undefined };
  return JSON.stringify({ ...columnsOf(row, constants), ...rest, data: data || undefined });
}

function columnsOf(row: TraceRow, { collector, acceptedDomains, FilePath }: TraceConstants): object {
  return {
    traceId: row.id || undefined,
    messageId: row.messageId || undefined,
    receivedDateTime: row.receivedDateTime || undefined,
    senderAddress: row.senderAddress || undefined,
    recipientAddress: row.recipientAddress || undefined,
    subject: row.subject || undefined,
    size: row.size,
    fromIP: row.fromIP || undefined,
    toIP: row.toIP || undefined,
    status: row.status || undefined,
    direction: directionOf(row.senderAddress, row.recipientAddress, acceptedDomains),
    FilePath: FilePath || undefined,
    collector,
  };
}
