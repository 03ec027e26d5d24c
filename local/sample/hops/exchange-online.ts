import type { TraceVersion } from '../../../test/doubles/graph/tenant.ts';
import { isoTime, type Message } from '../message.ts';
import { createRandom, type Random } from '../random.ts';

/** What becomes of a message for one recipient. */
export type Outcome =
  | 'delivered'
  /** The host there answers only after some minutes. */
  | 'deferred'
  /** The host there does not answer for a day. */
  | 'expired'
  | 'failed'
  | 'expanded'
  | 'filteredAsSpam'
  /** One in four is released within hours. */
  | 'quarantined'
  /** Delivered, then called back by its sender. */
  | 'recalled';

export interface TraceOptions {
  readonly fromIP: string;
  /** Empty where Exchange Online keeps the message. */
  readonly toIP?: string;
  /** Default: delivered. */
  readonly outcome?: Outcome;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Exchange Online takes a message in at `time`: a row of its message trace for each recipient. Rows show up within about a
 * minute, one in 30 of them up to four hours late. Chance comes from a source of its own, so that the records of the
 * servers do not depend on it.
 */
export function trace(message: Message, time: number, to: readonly string[], options: TraceOptions): void {
  for (const recipientAddress of to) {
    const random = createRandom('trace', message.networkMessageId, recipientAddress, Math.round(time));
    const row = {
      id: message.networkMessageId,
      messageId: message.messageId,
      receivedDateTime: isoTime(Math.round(time)),
      senderAddress: message.sender,
      recipientAddress,
      subject: message.subject,
      size: message.bytes + random.int(6000, 14_000),
      fromIP: options.fromIP,
      toIP: '',
      versions: versionsOf(random, Math.round(time), options),
    };
    const { incident } = message;
    message.traces.push({ time: Math.round(time), row, ...(incident && { incident }) });
  }
}

function versionsOf(random: Random, received: number, options: TraceOptions): TraceVersion[] {
  const { outcome = 'delivered', toIP = '' } = options;
  const delay = random.chance(1 / 30) ? random.int(10 * MINUTE, 4 * HOUR) : random.around(35 * SECOND, 0.4);
  const appears = received + Math.round(delay);
  const first = (status: string): TraceVersion => ({ at: appears, status });
  const later = (status: string, wait: number): TraceVersion => ({
    at: Math.max(received + Math.round(wait), appears + 30 * SECOND),
    status,
    ...(toIP === '' ? {} : { toIP }),
  });
  switch (outcome) {
    case 'delivered':
      // Some are still on their way when a poller reads them first.
      if (random.chance(0.12))
        return [first('gettingStatus'), later('delivered', random.int(2 * MINUTE, 9 * MINUTE))];
      return [{ ...first('delivered'), toIP }];
    case 'deferred':
      return [first('pending'), later('delivered', random.int(5 * MINUTE, 25 * MINUTE))];
    case 'expired':
      return [first('pending'), later('failed', 24 * HOUR)];
    case 'recalled':
      return [{ ...first('delivered'), toIP }, later('recalled', random.int(5 * MINUTE, 40 * MINUTE))];
    case 'quarantined': {
      const released = random.chance(0.25);
      const wait = random.int(20 * MINUTE, 10 * HOUR);
      return released ? [first('quarantined'), later('delivered', wait)] : [first('quarantined')];
    }
    default:
      return [first(outcome)];
  }
}
