import { newsletters } from '../correspondents.ts';
import { type Outcome, trace } from '../hops/exchange-online.ts';
import { createMessage, type Message, type Ticket } from '../message.ts';
import { people, SERVICES_GROUP, services } from '../organisation.ts';
import type { Office } from '../people.ts';
import type { Random } from '../random.ts';
import { subjectOf } from '../subjects.ts';
import { companyActivity } from '../working-day.ts';
import { addressAt, mailSize, pickCorrespondent, pickSender, recipientCount } from './colleagues.ts';
import { MINUTE, ORDINARY_REACH, type TrafficSource } from './traffic-source.ts';

/** Everybody whose mailbox is in Exchange Online. */
const online = [...people.filter((person) => person.cloud), ...services];
/** The addresses by which clients of the offices reach Exchange Online (documentation ranges). */
const offices: Readonly<Record<Office, string>> = {
  Amsterdam: '203.0.113.4',
  Seattle: '203.0.113.5',
  Singapore: '2001:db8:51:3::8',
};

export function onlineClientIp(office: Office): string {
  return offices[office];
}

/** Colleagues in Exchange Online write to each other and to the group of Contoso Services; no server of ours sees it. */
export const onlineInternalMail: TrafficSource = {
  name: 'online-internal',
  slot: MINUTE,
  reach: ORDINARY_REACH,
  expected: (time) => 0.45 * companyActivity(time),
  create(ticket) {
    const { random } = ticket;
    const { sender, message } = writtenOnline(ticket, subjectOf('internal', random));
    const fromIP = onlineClientIp(sender.office);
    const others = online.filter((person) => person !== sender);
    if (random.chance(0.08)) {
      const members = services.filter((person) => person !== sender).map((person) => person.address);
      trace(message, message.start, [SERVICES_GROUP], { fromIP, outcome: 'expanded' });
      trace(message, message.start, members, { fromIP });
    } else {
      const to = random.sample(others, recipientCount(random)).map((person) => person.address);
      trace(message, message.start, to, { fromIP, outcome: random.chance(0.02) ? 'recalled' : 'delivered' });
    }
    return message;
  },
};

/** From mailboxes in Exchange Online to the internet, without passing the Edge. */
export const onlineOutboundMail: TrafficSource = {
  name: 'online-outbound',
  slot: MINUTE,
  reach: ORDINARY_REACH,
  expected: (time) => 0.5 * companyActivity(time),
  create(ticket) {
    const { random } = ticket;
    const { sender, message } = writtenOnline(ticket, subjectOf('business', random));
    const correspondent = pickCorrespondent(random);
    const outcome: Outcome = random.chance(0.025)
      ? 'failed'
      : random.chance(0.004)
        ? 'expired'
        : correspondent.greylists && random.chance(0.4)
          ? 'deferred'
          : 'delivered';
    const to =
      outcome === 'failed'
        ? `former.${random.pick(correspondent.people)}@${correspondent.domain}`
        : addressAt(correspondent, random);
    const toIP = outcome === 'failed' || outcome === 'expired' ? '' : correspondent.ip;
    trace(message, message.start, [to], { fromIP: onlineClientIp(sender.office), toIP, outcome });
    return message;
  },
};

/** Mail from the internet to Contoso Services: partners, newsletters, and some that the filter does not like. */
export const onlineInboundMail: TrafficSource = {
  name: 'online-inbound',
  slot: MINUTE,
  reach: ORDINARY_REACH,
  expected: (time) => 0.7 * companyActivity(time),
  create(ticket) {
    const { random, time } = ticket;
    const outcome = random.weighted(filtered, ({ weight }) => weight).outcome;
    const { ip, ...draft } = outcome === 'delivered' ? wanted(random) : unwanted(random);
    const message = createMessage(ticket, {
      ...draft,
      directionality: 'Incoming',
      originalClientIp: ip,
      originalServerIp: '',
    });
    const count = random.chance(0.85) ? 1 : random.int(2, 4);
    const readers = new Set(Array.from({ length: count }, () => pickSender(random, time, services).address));
    trace(message, message.start, [...readers], { fromIP: ip, outcome });
    return message;
  },
};

/** What the filter of Exchange Online decides. */
const filtered: readonly { readonly outcome: Outcome; readonly weight: number }[] = [
  { outcome: 'delivered', weight: 92 },
  { outcome: 'filteredAsSpam', weight: 5 },
  { outcome: 'quarantined', weight: 3 },
];

interface Arriving {
  readonly sender: string;
  readonly subject: string;
  readonly bytes: number;
  readonly ip: string;
}

function wanted(random: Random): Arriving {
  if (random.chance(0.2)) {
    const { name, domain, ip } = random.pick(newsletters);
    return {
      sender: `${name}+${random.hex(6)}@${domain}`,
      subject: subjectOf('newsletter', random),
      bytes: random.around(75_000, 0.4),
      ip,
    };
  }
  const correspondent = pickCorrespondent(random);
  return {
    sender: addressAt(correspondent, random),
    subject: subjectOf('business', random),
    bytes: mailSize(random),
    ip: correspondent.ip,
  };
}

/** Mail of strangers; the domains are no correspondent's. */
function unwanted(random: Random): Arriving {
  const stranger = random.int(1, 60);
  return {
    sender: `offer${random.int(1, 900)}@bulk${stranger}.example`,
    subject: subjectOf('newsletter', random),
    bytes: random.around(20_000, 0.5),
    ip: `192.0.2.${150 + (stranger % 40)}`,
  };
}

function writtenOnline(
  ticket: Ticket,
  subject: string,
): { sender: (typeof online)[number]; message: Message } {
  const sender = pickSender(ticket.random, ticket.time, online);
  const message = createMessage(ticket, {
    subject,
    sender: sender.address,
    bytes: mailSize(ticket.random),
    directionality: 'Originating',
    originalClientIp: onlineClientIp(sender.office),
    originalServerIp: '',
  });
  return { sender, message };
}
