import type { Reply } from './answer.ts';
import type { Piece } from './body.ts';
import type { PostBody } from './ingestion-client.ts';
import type { ServiceGate, Trouble } from './service-gate.ts';
import { documentedCallBytes } from './service-limits.ts';
import { exhausted, forbidden, said } from './upload-errors.ts';
import { backoffMs, type WaitClock } from './wait-clock.ts';

/** Says why nothing moves. */
export interface WaitNotice {
  readonly reason: Trouble | 'unavailable';
  readonly waitMs: number;
  /** How long this has lasted already. */
  readonly lastsMs: number;
  /** For people, with what to do about it. */
  readonly message: string;
}

/** What requests of one session have in common. */
export interface Link {
  readonly stream: string;
  readonly post: PostBody;
  readonly gate: ServiceGate;
  readonly clock: WaitClock;
  /** Milliseconds from the first 429, 5xx or fault of the network, and from the first 403, until we give up. */
  readonly retryBudgetMs: number;
  readonly forbiddenBudgetMs: number;
  /** The caller's: ends requests in flight. */
  readonly signal: AbortSignal | undefined;
  /** Ends waits; its reason is the error to reject with. */
  readonly stop: AbortSignal;
  readonly onWait: ((notice: WaitNotice) => void) | undefined;
  /** Before each request. */
  onRequest(bytes: number): void;
  /** Runs a wait, and counts its time. */
  waiting<T>(wait: Promise<T>): Promise<T>;
}

export type Verdict = { readonly kind: 'accepted' } | ({ readonly kind: 'refused' | 'too-large' } & Reply);

/** First and longest wait after a fault of one request, in milliseconds. */
const backoffBase = 1_000;
const backoffCap = 30_000;

/** A connection that breaks this often on one large body is taken for a 413. */
const dropsForTooLarge = 2;

/**
 * Sends a piece until the service has a verdict on it, waiting as told. Rejects with a `MailflowError` where that does
 * not come within the time budgets, where somebody must change something first, or when stopped.
 */
export async function exchange(link: Link, piece: Piece): Promise<Verdict> {
  const { gate, clock } = link;
  let failures = 0;
  let drops = 0;
  let failingSince: number | undefined;
  for (;;) {
    const passing = gate.pass(link.stop);
    const ticket = gate.open ? await passing : await link.waiting(passing);
    link.onRequest(piece.wire.length);
    const answer = await link.post(link.stream, piece.wire, link.signal);
    switch (answer.kind) {
      case 'accepted':
      case 'refused':
      case 'too-large':
        gate.answered(ticket);
        return answer;
      case 'fatal':
        gate.unknown(ticket);
        throw answer.error;
      case 'throttled':
      case 'forbidden': {
        const { waitMs, since, first } = gate.troubled(ticket, answer.kind, answer.waitMs);
        const lastsMs = clock.now() - since;
        const budget = answer.kind === 'forbidden' ? link.forbiddenBudgetMs : link.retryBudgetMs;
        if (lastsMs + waitMs > budget) {
          throw answer.kind === 'forbidden' ? forbidden(answer, lastsMs) : exhausted(answer, lastsMs, waitMs);
        }
        if (first)
          link.onWait?.({ reason: answer.kind, waitMs, lastsMs, message: explain(answer.kind, answer) });
        break;
      }
      case 'unavailable': {
        gate.unknown(ticket);
        if (link.signal?.aborted) link.stop.throwIfAborted();
        drops = answer.dropped ? drops + 1 : 0;
        if (drops >= dropsForTooLarge && piece.to - piece.from > 1 && piece.rawBytes > documentedCallBytes) {
          return { ...answer, kind: 'too-large' };
        }
        failingSince ??= clock.now();
        const lastsMs = clock.now() - failingSince;
        const waitMs = backoffMs(failures++, backoffBase, backoffCap, clock.random());
        if (lastsMs + waitMs > link.retryBudgetMs) throw exhausted(answer, lastsMs, waitMs);
        link.onWait?.({ reason: 'unavailable', waitMs, lastsMs, message: explain('unavailable', answer) });
        await link.waiting(clock.sleep(waitMs, link.stop));
      }
    }
  }
}

function explain(reason: WaitNotice['reason'], reply: Reply): string {
  if (reason === 'forbidden') {
    return `The identity may not send yet (${said(reply)}): it needs the role Monitoring Metrics Publisher on the data collection rule, and a new assignment can take 30 minutes to hold.`;
  }
  if (reason === 'throttled') return `The service asks to wait (${said(reply)}).`;
  return `No answer from the service (${said(reply)}): ${reply.message}`;
}
