import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { MailflowError } from '../error.ts';
import { emptyPiece } from './body.ts';
import { BodySizer } from './body-sizer.ts';
import type { WaitNotice } from './exchange.ts';
import { createIngestionClient } from './ingestion-client.ts';
import { RequestSlots } from './request-slots.ts';
import { RowSession, type SharedUpload } from './row-session.ts';
import { ServiceGate } from './service-gate.ts';
import { rolePropagationMs } from './service-limits.ts';
import { forbidden, notAvailable, streamRejected } from './upload-errors.ts';
import type { SessionOptions, UploadSession } from './upload-session.ts';
import { systemClock, type WaitClock } from './wait-clock.ts';

export interface UploaderOptions {
  /** Ingestion endpoint: an https URL. */
  readonly endpoint: string;
  /** Immutable id of the data collection rule, `dcr-…`. */
  readonly dcrImmutableId: string;
  readonly credential: TokenCredential;
  /** Default `https://monitor.azure.com`; other clouds have their own. */
  readonly audience?: string;
  /** Requests in flight, over all sessions. Default 8: carries the rule's 2 GB a minute at 200 ms a request. */
  readonly concurrency?: number;
  /** Milliseconds from the first 429, 5xx or fault of the network until we give up. Default 5 minutes. */
  readonly retryBudgetMs?: number;
  /** Milliseconds from the first 403 until we give up. Default 30 minutes, which a new role can take to hold. */
  readonly forbiddenBudgetMs?: number;
  /** Milliseconds after which a request without an answer is given up and sent again. Default 60 seconds. */
  readonly requestTimeoutMs?: number;
  /** Says why nothing moves; for the log. */
  readonly onWait?: (notice: WaitNotice) => void;
  readonly httpClient?: HttpClient;
  readonly clock?: WaitClock;
}

/** Sends rows to one data collection rule. One for a process: its sessions share the requests in flight. */
export interface Uploader {
  /** Begins with the rows of one file or request. */
  open<Mark>(options: SessionOptions<Mark>): UploadSession<Mark>;
  /**
   * Posts an empty array, once. Rejects with a `MailflowError` whose advice says what to mend where the endpoint,
   * the rule, the stream, the sign-in or the role is not right.
   */
  check(stream: string, signal?: AbortSignal): Promise<void>;
  /** Waits for all bodies on their way; sessions cannot be opened any more. Does not flush sessions. */
  close(): Promise<void>;
  /** Bodies on their way, at most `concurrency`. */
  readonly inFlight: number;
  /** Milliseconds for which the service wants to be left alone; 0 where it does not. */
  readonly pauseMs: number;
}

/** Makes the uploader of a process. Throws a `MailflowError` (`bad-endpoint`) where the endpoint is no https URL. */
export function createUploader(options: UploaderOptions): Uploader {
  const clock = options.clock ?? systemClock;
  const post = createIngestionClient({
    endpoint: options.endpoint,
    dcrImmutableId: options.dcrImmutableId,
    credential: options.credential,
    audience: options.audience,
    requestTimeoutMs: options.requestTimeoutMs ?? 60_000,
    httpClient: options.httpClient,
    now: clock.now,
  });
  const gate = new ServiceGate(clock);
  const slots = new RequestSlots(options.concurrency ?? 8);
  const shared: SharedUpload = {
    post,
    gate,
    slots,
    clock,
    sizer: new BodySizer(),
    retryBudgetMs: options.retryBudgetMs ?? 5 * 60_000,
    forbiddenBudgetMs: options.forbiddenBudgetMs ?? rolePropagationMs,
    onWait: options.onWait,
    holders: 0,
    running: new Set(),
  };
  let closed = false;

  return {
    open<Mark>(session: SessionOptions<Mark>) {
      if (closed) throw new MailflowError('closed', 'The uploader is closed.', { retryable: true });
      return new RowSession<Mark>(session, shared);
    },
    async check(stream, signal) {
      const answer = await post(stream, emptyPiece.wire, signal);
      switch (answer.kind) {
        case 'accepted':
          return;
        case 'fatal':
          throw answer.error;
        case 'forbidden':
          throw forbidden(answer, 0);
        case 'throttled':
        case 'unavailable':
          throw notAvailable(answer);
        default:
          throw streamRejected(stream, answer);
      }
    },
    async close() {
      closed = true;
      while (shared.running.size > 0) await Promise.all(shared.running);
    },
    get inFlight() {
      return slots.used;
    },
    get pauseMs() {
      return gate.pauseMs;
    },
  };
}
