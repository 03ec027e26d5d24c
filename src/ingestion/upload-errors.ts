import { MailflowError } from '../error.ts';
import type { Reply } from './answer.ts';
import { rolePropagationMs } from './service-limits.ts';

/** The service refuses even an empty array for this stream. */
export function streamRejected(stream: string, reply: Reply): MailflowError {
  return new MailflowError(
    'stream-rejected',
    `The service refuses every call for stream "${stream}": ${said(reply)} ${reply.message}`,
    {
      advice:
        'Check that the data collection rule declares this stream (the name begins with Custom-) and sends it to a table that exists. No row was given up: they are sent again by the next run.',
    },
  );
}

/** Row after row is refused and none was accepted: more likely the rule than the rows. */
export function everyRowRejected(stream: string, rows: number, reply: Reply): MailflowError {
  return new MailflowError(
    'every-row-rejected',
    `The service accepts no row for stream "${stream}": ${rows} rows, each sent alone, were refused (${said(reply)}).`,
    {
      advice:
        'Compare the stream declaration of the data collection rule with the columns and types that this version sends (docs/columns.md), and look into DCRLogErrors. No row was given up: they are sent again by the next run.',
    },
  );
}

/** 403 for as long as we were willing to wait. `waitedMs`: since the first one. */
export function forbidden(reply: Reply, waitedMs: number): MailflowError {
  return new MailflowError(
    'forbidden',
    `The identity may not send to this data collection rule (${said(reply)}), for ${seconds(waitedMs)} now.`,
    {
      // Within the time that a new role takes to hold, waiting alone can mend it.
      retryable: waitedMs < rolePropagationMs,
      advice:
        'Give the identity the role Monitoring Metrics Publisher on the data collection rule. A new assignment can take 30 minutes to hold. With Private Link, check that the endpoint accepts calls from this network.',
    },
  );
}

/** Throttled or not available for longer than the time budget. */
export function exhausted(reply: Reply, waitedMs: number, nextWaitMs: number): MailflowError {
  const throttled = reply.status === 429;
  return new MailflowError(
    throttled ? 'throttled' : 'unavailable',
    `The ingestion endpoint ${throttled ? 'throttles' : 'is not available'} (${said(reply)}): waited ${seconds(waitedMs)}, and the next wait of ${seconds(nextWaitMs)} is beyond the time budget.`,
    {
      retryable: true,
      advice: throttled
        ? 'The rule takes 2 GB and 12,000 requests a minute. Try again later; where it happens often, spread the load over time or ask Azure support for a higher limit.'
        : 'Try again later. Where it lasts, check MAILFLOW_INGESTION_ENDPOINT, name resolution, proxy and firewall.',
    },
  );
}

/** A test call met a service that is throttled or does not answer. */
export function notAvailable(reply: Reply): MailflowError {
  return new MailflowError(
    'unavailable',
    `The ingestion endpoint did not answer a test call (${said(reply)}): ${reply.message}`,
    {
      retryable: true,
      advice:
        'Try again; where it lasts, check MAILFLOW_INGESTION_ENDPOINT, name resolution, proxy and firewall.',
    },
  );
}

export function aborted(reason: unknown): MailflowError {
  return new MailflowError(
    'aborted',
    'The upload was stopped before the service had answered for all rows.',
    {
      retryable: true,
      advice: 'Start it again: it goes on behind the last row that was acknowledged.',
      cause: reason,
    },
  );
}

/** Status and error code, as far as there are any. */
export function said(reply: Reply): string {
  return [reply.status, reply.code].filter((part) => part !== undefined && part !== '').join(' ');
}

function seconds(ms: number): string {
  return ms < 120_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;
}
