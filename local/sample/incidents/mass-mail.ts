import { correspondents } from '../correspondents.ts';
import { route } from '../hops/categorizer.ts';
import { submitFromMailbox } from '../hops/submission.ts';
import { createMessage } from '../message.ts';
import { people } from '../organisation.ts';
import type { Incident } from './incident.ts';

const MINUTE = 60_000;

export const massMail: Incident = {
  name: 'mass-mail',
  story:
    'Somebody has the password of a sales account and sends 60 mails to three outside addresses each within ten minutes, from a client address on the internet; many addresses do not exist.',
  guilty: 'Every record of these mails, failures included; not the delivery reports that come back.',
  reach: 60 * MINUTE,
  stage({ random, start, ticket, guilty }) {
    const sender = {
      ...random.pick(people.filter((person) => person.department === 'Sales' && !person.cloud)),
      client: 'OWA',
    };
    return Array.from({ length: 60 }, () => {
      const correspondent = random.pick(correspondents);
      const to = Array.from(
        { length: 3 },
        () => `${random.pick(['info', 'sales', 'j', 'mail', 'k'])}.${random.hex(5)}@${correspondent.domain}`,
      );
      const message = createMessage(ticket(start + random.int(0, 10 * MINUTE)), {
        subject: 'Shared document: "Outstanding payment, please review"',
        sender: sender.address,
        bytes: random.around(33_000, 0.03),
        directionality: 'Originating',
        originalClientIp: '203.0.113.199',
        originalServerIp: sender.database.server.ip,
        incident: guilty,
      });
      const hub = submitFromMailbox(message, sender, to, ['Bcc', 'Bcc', 'Bcc']);
      route(message, hub, to, { unknown: new Set(to.filter(() => random.chance(0.4))) });
      return message;
    });
  },
};
