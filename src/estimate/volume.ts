/** What mail flow produces in a day: the input of the cost model. */
export interface Volume {
  /** Rows of Exchange servers that reach the table. */
  readonly rowsPerDay: number;
  readonly billedBytesPerRow: number;
  /** Bytes of log files, probes included: what the agents send and the archive keeps. */
  readonly logBytesPerDay: number;
  /** How often an agent finds that a file has grown, over all files of all servers. */
  readonly appendsPerDay: number;
  /** The same, were the agents to look every `patientSeconds`. */
  readonly patientAppendsPerDay: number;
  readonly servers: number;
  /** Messages and recipients of Exchange Online: one row each. */
  readonly onlineRowsPerDay: number;
}

/** Seconds of a day. */
export const daySeconds = 86_400;

/** What a longer `pollSeconds` of the agents would save is worked out for this one. */
export const patientSeconds = 30;

/**
 * Measured on the sample organisation (two mailbox servers and an Edge, working day, seed 1) with the transform of this
 * version; see `mailflow up` and `mailflow estimate`.
 */
export const measured = {
  /** Rows of one message over all servers and events, shadow redundancy and agents included. */
  rowsPerMessage: 10,
  billedBytesPerRow: 1010,
  logBytesPerRow: 810,
  /** A row of a message trace in the table. */
  onlineBilledBytesPerRow: 430,
  /** Rows that come in the same second of the same file. */
  rowsPerBurst: 2,
} as const;

/** Files that a mailbox server writes at the same time: MSGTRK, MSGTRKMD and MSGTRKMS. */
const filesPerServer = 3;

/**
 * Log bytes of probes for each server and day. They are shipped and kept, and then left out. Inferred from 288 inbound
 * probes a day and server and those of three databases, four records of 0.9 KB each.
 */
const probeBytesPerServer = 4_500_000;

/** The volume that so many messages make. */
export function volumeOfMessages(input: {
  readonly messagesPerDay: number;
  readonly servers: number;
  readonly onlineRowsPerDay: number;
  readonly rowsPerMessage?: number;
  readonly pollSeconds: number;
}): Volume {
  const {
    messagesPerDay,
    servers,
    onlineRowsPerDay,
    rowsPerMessage = measured.rowsPerMessage,
    pollSeconds,
  } = input;
  const rowsPerDay = messagesPerDay * rowsPerMessage;
  const bursts = rowsPerDay / measured.rowsPerBurst;
  const files = servers * filesPerServer;
  return {
    rowsPerDay,
    billedBytesPerRow: measured.billedBytesPerRow,
    logBytesPerDay: rowsPerDay * measured.logBytesPerRow + servers * probeBytesPerServer,
    appendsPerDay: appends(bursts, files, pollSeconds),
    patientAppendsPerDay: appends(bursts, files, Math.max(pollSeconds, patientSeconds)),
    servers,
    onlineRowsPerDay,
  };
}

/**
 * How often files are found to have grown, where bursts of rows come at random over the day. Nothing is appended twice in
 * one poll; where there are many bursts, every poll finds something.
 */
export function appends(bursts: number, files: number, pollSeconds: number): number {
  if (files === 0) return 0;
  const polls = daySeconds / pollSeconds;
  return files * polls * (1 - Math.exp(-bursts / files / polls));
}
