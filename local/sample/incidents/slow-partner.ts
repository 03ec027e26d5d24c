import { hostOf } from '../hops/categorizer.ts';
import { deferOutside, passToEdge, sendOutside } from '../hops/edge.ts';
import { submitFromMailbox } from '../hops/submission.ts';
import { createMessage } from '../message.ts';
import { edge, people } from '../organisation.ts';
import { subjectOf } from '../subjects.ts';
import type { Incident } from './incident.ts';

const MINUTE = 60_000;
const BUSY = '452 4.3.1 Insufficient system resources';

export const slowPartner: Incident = {
  name: 'slow-partner',
  story:
    "A customer's mail host is out of resources for an hour: mails to it are deferred again and again and arrive late.",
  guilty: 'The DEFER records and the late SENDEXTERNAL of each mail.',
  reach: 150 * MINUTE,
  stage({ random, start, ticket, guilty, bystander }) {
    const senders = people.filter(
      (person) => ['Sales', 'Support'].includes(person.department) && !person.cloud,
    );
    return Array.from({ length: 14 }, () => {
      const sender = random.pick(senders);
      const to = [`${random.pick(['s.gruber', 'it-service', 'vera.lang', 'n.oconnor'])}@litware.example`];
      const peer = hostOf(to[0]!);
      const message = createMessage(ticket(start + random.int(0, 30 * MINUTE)), {
        subject: subjectOf('support', random),
        sender: sender.address,
        bytes: random.around(25_000, 0.8),
        directionality: 'Originating',
        originalClientIp: '10.21.4.61',
        originalServerIp: sender.database.server.ip,
        incident: bystander,
      });
      passToEdge(message, submitFromMailbox(message, sender, to, ['To']), to);
      message.incident = guilty;
      const over = start + random.int(60 * MINUTE, 75 * MINUTE);
      while (message.clock < over) deferOutside(message, peer, to, BUSY, 10 * MINUTE);
      sendOutside(message, edge, peer, to, { wait: random.around(9000, 0.4) });
      return message;
    });
  },
};
