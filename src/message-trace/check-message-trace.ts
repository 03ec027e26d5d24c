import type { MailflowError } from '../error.ts';
import type { GraphClient, GraphReply } from './graph-client.ts';
import { traceRole } from './message-trace-permission.ts';

/** What the preflight found. `ok`: message traces can be read now. */
export interface MessageTraceCheck {
  readonly state: 'ok' | 'wait' | 'failed';
  /** One of `ready`, `throttled`, or the code of the error: `graph-role-missing`, `graph-not-offered` and so on. */
  readonly code: string;
  readonly message: string;
  /** What to do; empty where all is well. */
  readonly advice: string;
  /** How far our clock is ahead of the service's, in milliseconds; where it could be told. */
  readonly clockSkewMs?: number;
}

/** Far enough back to be complete, short enough to cost the service nothing: milliseconds. */
const windowMs = 60_000;
const endMs = 10 * 60_000;

/**
 * Asks for the message traces of one minute, once, and says what stands in the way. Takes one of the 100 requests that
 * the tenant has in 5 minutes.
 * @param client one whose pages have one row
 */
export async function checkMessageTrace(
  client: Pick<GraphClient, 'list'>,
  now: () => number,
  signal?: AbortSignal,
): Promise<MessageTraceCheck> {
  const asked = now();
  const end = Math.floor((asked - endMs) / 1000) * 1000;
  const reply = await client.list({ from: end - windowMs, to: end }, signal);
  const found = checkOf(reply);
  if (reply.date === undefined) return found;
  const clockSkewMs = skew(asked, now(), reply.date);
  return reply.kind === 'bad-request' && clockSkewMs > endMs
    ? { ...clockAhead(clockSkewMs), clockSkewMs }
    : { ...found, clockSkewMs };
}

function checkOf(reply: GraphReply): MessageTraceCheck {
  switch (reply.kind) {
    case 'page':
      return {
        state: 'ok',
        code: 'ready',
        message: `Message traces can be read (${traceRole}).`,
        advice: '',
      };
    case 'throttled':
      return {
        state: 'wait',
        code: 'throttled',
        message: 'The 100 requests of the tenant in 5 minutes are used up.',
        advice:
          'Access is given. Try again in 5 minutes; where it lasts, another tool reads message traces too: lower MAILFLOW_MESSAGE_TRACE_QUOTA or its rate.',
      };
    case 'unauthorized':
      return problem(reply.reason === 'propagating' ? 'wait' : 'failed', reply.error);
    case 'unavailable':
      return problem('wait', reply.error);
    default:
      return problem('failed', reply.error);
  }
}

/** The service takes no period that ends in its future. */
function clockAhead(skewMs: number): MessageTraceCheck {
  return {
    state: 'failed',
    code: 'clock-skew',
    message: `The clock of this machine is ${Math.round(skewMs / 60_000)} minutes ahead of Microsoft Graph's.`,
    advice: 'Set the clock right (NTP). Sign-in fails with such a clock, too.',
  };
}

function problem(
  state: MessageTraceCheck['state'],
  { code, message, advice }: MailflowError,
): MessageTraceCheck {
  return { state, code, message, advice };
}

/** The Date header has whole seconds: half a second is added, and half of the round trip taken off. */
function skew(asked: number, answered: number, date: number): number {
  return Math.round((asked + answered) / 2 - (date + 500));
}
