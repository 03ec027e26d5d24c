import type { DeadLetterSink } from './dead-letter.ts';

/** Where a row came from. Kept beside the row until the service has answered for it. */
export interface RowOrigin {
  readonly line: number;
  readonly offset: number;
  readonly end: number;
}

/** What a session has done so far. */
export interface UploadSummary {
  /** Rows acknowledged with 204. */
  rowsSent: number;
  /** Rows that went to the dead letters. */
  rowsRejected: number;
  /** Rows sent with a value cut to 64 KB. */
  valuesCut: number;
  /** Bytes of the bodies as sent, after gzip, retries included. */
  bytesSent: number;
  /** Requests made, retries included. */
  requests: number;
  /** Seconds spent waiting because the service asked for it (429, 503 and others). */
  throttledSeconds: number;
}

/** The summary of a session that has done nothing yet. */
export function nothingUploaded(): UploadSummary {
  return { rowsSent: 0, rowsRejected: 0, valuesCut: 0, bytesSent: 0, requests: 0, throttledSeconds: 0 };
}

export interface SessionOptions<Mark> {
  /** Stream name, with its `Custom-` prefix. */
  readonly stream: string;
  /** For dead letters: the file, blob or request that the rows come from. */
  readonly file: string;
  readonly Computer?: string;
  readonly deadLetters: DeadLetterSink;
  /** Gives back the raw line of a row that has become a dead letter. */
  readonly rawLine?: (origin: RowOrigin) => string | undefined | Promise<string | undefined>;
  /** Called, in order, each time that everything added before a mark is acknowledged or dead-lettered. */
  readonly onReached?: (mark: Mark) => void;
  readonly signal?: AbortSignal;
}

/**
 * The rows of one file or request on their way to the service. All sessions of a process share one pool
 * of requests in flight.
 */
export interface UploadSession<Mark> {
  /**
   * Adds one row: JSON text of one object. Where a promise comes back, wait for it before adding more
   * (back-pressure); it never rejects for reasons of the row itself.
   */
  add(row: string, origin: RowOrigin): Promise<void> | undefined;
  /** Sets a mark behind all rows added so far. */
  mark(mark: Mark): void;
  /** The newest mark with nothing unanswered before it. */
  readonly reached: Mark | undefined;
  readonly summary: Readonly<UploadSummary>;
  /**
   * Sends what is left and waits for all answers. Rejects with a `MailflowError` where the service could not
   * be made to take the rows within the time budget; `reached` then tells how far it came.
   */
  flush(): Promise<UploadSummary>;
}
