/** One line or row that could not be forwarded, with all that is needed to look at it and to send it again. */
export interface DeadLetter {
  /** When it was given up, ISO 8601 UTC. */
  readonly time: string;
  /** Stream it was meant for. */
  readonly stream: string;
  /** The log file, blob or request it came from. */
  readonly file: string;
  readonly Computer?: string;
  /** Line number from 1 and byte offset in that file, where known. */
  readonly line?: number;
  readonly offset?: number;
  /** Stable word: a reader's reason (`column-count` …), `row-too-large`, `rejected-by-service`, `value-cut`. */
  readonly reason: string;
  /** For people: what was wrong and what to do. */
  readonly message: string;
  /** The line as it stood in the file. */
  readonly raw?: string;
  /** The JSON row as it was (or would have been) sent. */
  readonly row?: string;
  /** True where the row was sent all the same (`value-cut`); replay leaves it alone. */
  readonly sent?: boolean;
}

/** Keeps dead letters. Resolves once they are stored for good: only then may a checkpoint move past them. */
export interface DeadLetterSink {
  write(letters: readonly DeadLetter[]): Promise<void>;
}
