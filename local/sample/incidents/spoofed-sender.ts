import type { RemoteHost } from '../hops/edge.ts';
import { people } from '../organisation.ts';
import type { Incident } from './incident.ts';
import { mailFromOutside } from './mail-from-outside.ts';

const MINUTE = 60_000;
/** Somebody's rented server, not a host that may send for us. */
export const SPOOFING_HOST: RemoteHost = { host: 'vps-1043.hosting.example', ip: '203.0.113.71' };

export const spoofedSender: Incident = {
  name: 'spoofed-sender',
  story:
    'A host on the internet hands in mail in the name of one of the directors: eight people of Finance and Sales are asked for a payment that must stay secret.',
  guilty: 'Every record of these mails.',
  reach: 60 * MINUTE,
  stage({ random, start, ticket, guilty }) {
    const director = random.pick(people.filter((person) => person.department === 'Executive'));
    const asked = people.filter((person) => ['Finance', 'Sales'].includes(person.department));
    return random.sample(asked, 8).map((victim) =>
      mailFromOutside(ticket(start + random.int(0, 9 * MINUTE)), SPOOFING_HOST, [victim.address], {
        subject: random.pick(['Urgent and confidential', 'Are you at your desk?', 'Payment today, please']),
        sender: director.address,
        returnPath: 'www-data@vps-1043.hosting.example',
        bytes: random.around(4200, 0.1),
        incident: guilty,
      }),
    );
  },
};
