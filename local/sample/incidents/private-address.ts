import { correspondents } from '../correspondents.ts';
import { route } from '../hops/categorizer.ts';
import { submitFromMailbox } from '../hops/submission.ts';
import { createMessage } from '../message.ts';
import { people } from '../organisation.ts';
import type { Incident } from './incident.ts';

const MINUTE = 60_000;
const taken = [
  'Customer list',
  'Price calculation',
  'Tender 2027',
  'Contacts',
  'Drawings pump P-40',
  'Margins',
];

export const privateAddress: Incident = {
  name: 'private-address',
  story:
    'A colleague of Sales or Engineering takes work along: nine mails with attachments go to a private mailbox of the same name within half an hour.',
  guilty: 'Every record of these mails.',
  reach: 60 * MINUTE,
  stage({ random, start, ticket, guilty }) {
    const sender = random.pick(
      people.filter((person) => ['Sales', 'Engineering'].includes(person.department) && !person.cloud),
    );
    const provider = random.pick(correspondents.filter((entry) => entry.kind === 'private'));
    const to = [
      `${sender.address.slice(0, sender.address.indexOf('@')).replace('.', '')}@${provider.domain}`,
    ];
    return Array.from({ length: 9 }, (_, index) => {
      const message = createMessage(ticket(start + index * 3 * MINUTE + random.int(0, 2 * MINUTE)), {
        subject: `FW: ${random.pick(taken)} (${index + 1}/9)`,
        sender: sender.address,
        bytes: random.around(3_200_000, 0.2),
        directionality: 'Originating',
        originalClientIp: '10.21.6.34',
        originalServerIp: sender.database.server.ip,
        incident: guilty,
      });
      route(message, submitFromMailbox(message, sender, to, ['To']), to);
      return message;
    });
  },
};
