import type { Stream, Table } from './column.ts';
import { healthStream, healthTable } from './health.ts';
import { messageTraceStream } from './message-trace.ts';
import {
  messageTrackingLogStream,
  messageTrackingTable,
  messageTrackingTextStream,
} from './message-tracking.ts';

/** All tables, in the order in which they are created. */
export const tables: readonly Table[] = [messageTrackingTable, healthTable];

/** All streams of both data collection rules. */
export const streams: readonly Stream[] = [
  messageTrackingLogStream,
  messageTrackingTextStream,
  messageTraceStream,
  healthStream,
];
