/**
 * One row of a message trace, whichever way it came: one message and one recipient, as they stand now.
 * The key of a row is (id, recipientAddress), both without regard to case; the other values can change.
 * Values that the source leaves out are ''.
 */
export interface TraceRow {
  /** Message trace id, which is the network message id: a GUID. */
  readonly id: string;
  /** Internet Message-ID, with its angle brackets. */
  readonly messageId: string;
  /** ISO 8601 in UTC with `Z` and as many fraction digits as the source gave. */
  readonly receivedDateTime: string;
  readonly senderAddress: string;
  readonly recipientAddress: string;
  readonly subject: string;
  /** Bytes. */
  readonly size?: number;
  readonly fromIP: string;
  /** '' for mail that comes in. */
  readonly toIP: string;
  /** Microsoft Graph's word, its first letter in lower case: `delivered`, `filteredAsSpam`, `gettingStatus` and so on. */
  readonly status: string;
}

/** One event in the way of one message to one recipient, with what it takes to place it beside its trace row. */
export interface TraceDetail {
  /** The row it belongs to, as it was when the details were read. */
  readonly row: TraceRow;
  /** Such as Receive, Deliver, Submit, Defer, Fail, Transport rule. */
  readonly event: string;
  /** ISO 8601 in UTC with `Z`. */
  readonly eventDateTime: string;
  readonly action: string;
  readonly description: string;
  /** An XML document `<root>…</root>`, as text. */
  readonly data: string;
}

/** The status as Graph's word with its first letter in lower case; words that are not known stay as they are. */
export function traceStatus(word: string): string {
  return word.slice(0, 1).toLowerCase() + word.slice(1);
}
