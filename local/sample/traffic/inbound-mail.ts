import { newsletters } from '../correspondents.ts';
import { route } from '../hops/categorizer.ts';
import { passInside, type RemoteHost, receiveFromInternet } from '../hops/edge.ts';
import { acceptByTransport } from '../hops/transport.ts';
import { createMessage, fork, type Message, type Ticket } from '../message.ts';
import {
  DOMAIN,
  edge,
  forwardedMailboxes,
  mailboxServers,
  people,
  sharedMailboxes,
} from '../organisation.ts';
import { subjectOf } from '../subjects.ts';
import { companyActivity } from '../working-day.ts';
import { addressAt, mailSize, pickCorrespondent, pickSender } from './colleagues.ts';
import { MINUTE, ORDINARY_REACH, type TrafficSource } from './traffic-source.ts';

/** Mail from partners, customers, suppliers and private addresses. */
export const inboundMail: TrafficSource = {
  name: 'inbound',
  slot: MINUTE,
  reach: ORDINARY_REACH,
  expected: (time) => 0.85 * companyActivity(time),
  create(ticket) {
    const { random, time } = ticket;
    const correspondent = pickCorrespondent(random);
    const sender = addressAt(correspondent, random);
    const message = createMessage(ticket, {
      subject: subjectOf(random.chance(0.25) ? 'support' : 'business', random),
      sender,
      // Some providers send with an address of their own that finds bounces (VERP).
      returnPath:
        correspondent.kind === 'private'
          ? sender
          : random.chance(0.1)
            ? `bounce+${random.hex(8)}@${correspondent.domain}`
            : sender,
      bytes: mailSize(random),
      directionality: 'Incoming',
      originalClientIp: correspondent.ip,
      originalServerIp: edge.ip,
    });
    enter(message, { host: correspondent.host, ip: correspondent.ip }, pickRecipients(ticket, time));
    return message;
  },
};

/** Newsletters and offers: one mail a reader, in small bursts. */
export const newsletterMail: TrafficSource = {
  name: 'newsletter',
  slot: MINUTE,
  reach: ORDINARY_REACH,
  expected: (time) => 0.25 * companyActivity(time),
  create(ticket) {
    const { random } = ticket;
    const letter = random.pick(newsletters);
    const reader = random.pick(people);
    const message = createMessage(ticket, {
      subject: subjectOf('newsletter', random),
      sender: `${letter.name}@${letter.domain}`,
      returnPath: `bounces-${random.hex(10)}@${letter.domain}`,
      bytes: random.around(75_000, 0.4),
      directionality: 'Incoming',
      originalClientIp: letter.ip,
      originalServerIp: edge.ip,
    });
    enter(message, { host: letter.host, ip: letter.ip }, [reader.address]);
    return message;
  },
};

/** A message comes in from the internet: through the Edge to a mailbox server, and on to its recipients. */
export function enter(message: Message, peer: RemoteHost, to: readonly string[]): void {
  receiveFromInternet(message, peer, to);
  const hub = message.random.pick(mailboxServers);
  acceptByTransport(message, hub, to, {
    client: edge,
    connector: `${hub.name}\\Default ${hub.name}`,
    fromEntity: 'Internet',
  });
  passInside(fork(message), hub, to);
  route(message, hub, to, { origin: peer });
}

function pickRecipients({ random }: Ticket, time: number): string[] {
  if (random.chance(0.22)) return [random.pick(sharedMailboxes).address];
  if (random.chance(0.03)) return [random.pick(forwardedMailboxes).address];
  if (random.chance(0.02))
    return [`${random.pick(['j.smit', 'sales2', 'accounting', 'peter.hendrik'])}@${DOMAIN}`];
  const count = random.chance(0.85) ? 1 : random.int(2, 4);
  const chosen = new Set(Array.from({ length: count }, () => pickSender(random, time).address));
  return [...chosen];
}
