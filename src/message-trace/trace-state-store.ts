/** What a person asked to be read again or for the first time. Times are ISO 8601 in UTC. */
export interface BackfillRequest {
  readonly from: string;
  readonly to: string;
  /** Also tells one request from another. */
  readonly requestedAt: string;
}

/** Where polling keeps its state. */
export interface TraceStateStore {
  /** Takes the sole right to poll. Undefined where another instance has it. */
  take(): Promise<TraceStateHold | undefined>;
}

/** The sole right to poll, and the state with it. */
export interface TraceStateHold {
  /** The state as it was when the right was taken; '' where there was none. */
  readonly text: string;
  /** Aborts, with the reason, when another instance may have taken over. */
  readonly signal: AbortSignal;
  save(text: string): Promise<void>;
  /** The installation's secret for prints. `made`: there was none. */
  secret(): Promise<{ readonly secret: Buffer; readonly made: boolean }>;
  /** Seen rows of one hour, named by its first millisecond. */
  readHour(hour: number): Promise<Buffer | undefined>;
  /** @throws where somebody else has written the hour since it was read */
  writeHour(hour: number, bytes: Buffer): Promise<void>;
  /** Hours of which there are seen rows, oldest first. */
  listHours(): Promise<number[]>;
  removeHour(hour: number): Promise<void>;
  readBackfill(): Promise<BackfillRequest | undefined>;
  /** Removes the request, unless it is another one by now. */
  removeBackfill(request: BackfillRequest): Promise<void>;
  /** Deliveries whose details are still to be read, as text. Unlike all other state it holds addresses. */
  readPendingDetails(): Promise<string>;
  writePendingDetails(text: string): Promise<void>;
  /** Gives the right back. Never throws. */
  release(): Promise<void>;
}
