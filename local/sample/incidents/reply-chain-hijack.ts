import { type Correspondent, correspondents } from '../correspondents.ts';
import { route } from '../hops/categorizer.ts';
import { submitFromMailbox } from '../hops/submission.ts';
import { createMessage, type Message } from '../message.ts';
import { type Mailbox, people } from '../organisation.ts';
import type { Incident, Stage } from './incident.ts';
import { mailFromOutside } from './mail-from-outside.ts';

const MINUTE = 60_000;
const trades = ['carpentry', 'bakery', 'dental', 'garage', 'florist', 'plumbing', 'roofing', 'studio'];
const names = ['lindqvist', 'okafor', 'marchetti', 'nowak', 'ferreira', 'dahl', 'petrov', 'mbeki', 'ortega'];

export const replyChainHijack: Incident = {
  name: 'reply-chain-hijack',
  story:
    'Somebody reads the mailbox of a partner. An hour after the partner and a colleague of Sales wrote about a contract, a stranger answers in their conversation from the mail host of a small firm, to four people.',
  guilty: 'Every record of the stranger’s mails; not the conversation before.',
  reach: 150 * MINUTE,
  stage(stage) {
    const { random, start, ticket, guilty } = stage;
    const partner = random.pick(correspondents.filter((entry) => entry.kind === 'partner'));
    const sales = people.filter((person) => person.department === 'Sales' && !person.cloud);
    const [owner, ...copied] = random.sample(sales, 4) as [Mailbox, ...Mailbox[]];
    const contact = `${random.pick(partner.people)}@${partner.domain}`;
    const subject = `Framework agreement ${random.int(100_000, 999_999)}, annex B`;
    const conversation = [
      write(stage, owner, contact, subject, start),
      answer(stage, partner, contact, owner, `RE: ${subject}`, start + random.int(4 * MINUTE, 8 * MINUTE)),
      write(stage, owner, contact, `RE: ${subject}`, start + random.int(11 * MINUTE, 16 * MINUTE)),
    ];

    const domain = `${random.pick(trades)}-${random.pick(names)}.example`;
    const peer = { host: `mail.${domain}`, ip: '203.0.113.87' };
    const hijack = [owner, ...copied].map((victim) =>
      mailFromOutside(ticket(start + random.int(75 * MINUTE, 80 * MINUTE)), peer, [victim.address], {
        subject: `RE: ${subject}`,
        sender: `office@${domain}`,
        bytes: random.around(92_000, 0.05),
        incident: guilty,
      }),
    );
    return [...conversation, ...hijack];
  },
};

/** A colleague writes to the contact at the partner. */
function write(
  { random, ticket, bystander }: Stage,
  from: Mailbox,
  contact: string,
  subject: string,
  time: number,
): Message {
  const message = createMessage(ticket(time), {
    subject,
    sender: from.address,
    bytes: random.around(38_000, 0.4),
    directionality: 'Originating',
    originalClientIp: '10.21.4.77',
    originalServerIp: from.database.server.ip,
    incident: bystander,
  });
  route(message, submitFromMailbox(message, from, [contact], ['To']), [contact]);
  return message;
}

/** The contact writes back. */
function answer(
  { random, ticket, bystander }: Stage,
  partner: Correspondent,
  contact: string,
  to: Mailbox,
  subject: string,
  time: number,
): Message {
  return mailFromOutside(ticket(time), partner, [to.address], {
    subject,
    sender: contact,
    bytes: random.around(41_000, 0.4),
    incident: bystander,
  });
}
