import { route } from '../hops/categorizer.ts';
import { passInside } from '../hops/edge.ts';
import { trace } from '../hops/exchange-online.ts';
import { receiveFromExchangeOnline } from '../hops/hybrid.ts';
import { acceptByTransport } from '../hops/transport.ts';
import { createMessage, fork, type Message, type Ticket } from '../message.ts';
import { edge, groups, HYBRID_IP, type Mailbox, mailboxServers, people } from '../organisation.ts';
import { subjectOf } from '../subjects.ts';
import { companyActivity } from '../working-day.ts';
import { mailSize, pickSender, recipientCount } from './colleagues.ts';
import { onlineClientIp } from './online-mail.ts';
import { MINUTE, ORDINARY_REACH, type TrafficSource } from './traffic-source.ts';

const cloudPeople = people.filter((person) => person.cloud);
const localPeople = people.filter((person) => !person.cloud);
/** Groups are kept on premises: Exchange Online passes mail to them on, and gets back what is for members of its own. */
const mixedGroups = groups.filter(
  (group) => group.moderator === undefined && group.members.some((member) => member.cloud),
);

/** People whose mailbox is in Exchange Online write to colleagues on premises. */
export const hybridMail: TrafficSource = {
  name: 'hybrid',
  slot: MINUTE,
  reach: ORDINARY_REACH,
  expected: (time) => 0.2 * companyActivity(time),
  create(ticket) {
    const sender = pickSender(ticket.random, ticket.time, cloudPeople);
    const to = ticket.random.sample(localPeople, recipientCount(ticket.random));
    return fromOnline(
      ticket,
      sender,
      to.map((person) => person.address),
    );
  },
};

/** And to groups, at least every 20 minutes: from there the message returns to Exchange Online for some of the members. */
export const hybridGroupMail: TrafficSource = {
  name: 'hybrid-group',
  slot: 20 * MINUTE,
  reach: 20 * MINUTE + ORDINARY_REACH,
  exact: true,
  expected: () => 1,
  create(ticket) {
    const sender = pickSender(ticket.random, ticket.time, cloudPeople);
    return fromOnline(ticket, sender, [ticket.random.pick(mixedGroups).address]);
  },
};

/** Mail of somebody in Exchange Online comes by the hybrid connector to the Edge, and on to a mailbox server. */
function fromOnline(ticket: Ticket, sender: Mailbox, to: readonly string[]): Message {
  const { random } = ticket;
  const clientIp = onlineClientIp(sender.office);
  const message = createMessage(ticket, {
    subject: subjectOf('internal', random),
    sender: sender.address,
    bytes: mailSize(random),
    directionality: 'Originating',
    originalClientIp: clientIp,
    originalServerIp: edge.ip,
  });
  trace(message, message.start, to, { fromIP: clientIp, toIP: HYBRID_IP });
  message.clock += Math.round(random.around(1800, 0.4));
  receiveFromExchangeOnline(message, to);
  const hub = random.pick(mailboxServers);
  acceptByTransport(message, hub, to, {
    client: edge,
    connector: `${hub.name}\\Default ${hub.name}`,
    fromEntity: 'HybridOnPrem',
  });
  passInside(fork(message), hub, to);
  route(message, hub, to);
  return message;
}
