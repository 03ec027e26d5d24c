import { fail } from '../hops/bounce.ts';
import { hostOf } from '../hops/categorizer.ts';
import { passToEdge } from '../hops/edge.ts';
import { submitFromMailbox } from '../hops/submission.ts';
import { createMessage } from '../message.ts';
import { edge, people } from '../organisation.ts';
import { subjectOf } from '../subjects.ts';
import type { Incident } from './incident.ts';

const MINUTE = 60_000;
const DENIED = '550 5.4.1 Recipient address rejected: Access denied';

export const ndrSpike: Incident = {
  name: 'ndr-spike',
  story:
    'A supplier has moved its mail and refuses everything: 40 mails of Sales and Finance fail within fifteen minutes.',
  guilty: 'The FAIL records; not the way up to there, and not the delivery reports.',
  reach: 60 * MINUTE,
  stage({ random, start, ticket, guilty, bystander }) {
    const senders = people.filter(
      (person) => ['Sales', 'Finance'].includes(person.department) && !person.cloud,
    );
    return Array.from({ length: 40 }, () => {
      const sender = random.pick(senders);
      const to = [`${random.pick(['billing', 'orders', 'tessa.crowe', 'ivan.petrov'])}@adatum.example`];
      const message = createMessage(ticket(start + random.int(0, 15 * MINUTE)), {
        subject: subjectOf('business', random),
        sender: sender.address,
        bytes: random.around(18_000, 0.6),
        directionality: 'Originating',
        originalClientIp: '10.21.4.60',
        originalServerIp: sender.database.server.ip,
        incident: bystander,
      });
      const hub = submitFromMailbox(message, sender, to, ['To']);
      passToEdge(message, hub, to);
      message.incident = guilty;
      fail(message, edge, to, { source: 'SMTP', status: DENIED }, { peer: hostOf(to[0]!) });
      return message;
    });
  },
};
