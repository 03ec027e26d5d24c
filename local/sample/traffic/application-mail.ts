import { route } from '../hops/categorizer.ts';
import { acceptByTransport } from '../hops/transport.ts';
import { createMessage } from '../message.ts';
import { applications, mailboxServers, people, sharedMailboxes } from '../organisation.ts';
import { subjectOf } from '../subjects.ts';
import { companyActivity } from '../working-day.ts';
import { addressAt, pickCorrespondent } from './colleagues.ts';
import { MINUTE, ORDINARY_REACH, type TrafficSource } from './traffic-source.ts';

/** Programs and devices: order confirmations to customers, scans, monitoring reports, reminders. */
export const applicationMail: TrafficSource = {
  name: 'application',
  slot: MINUTE,
  reach: ORDINARY_REACH,
  expected: (time) => 0.3 * companyActivity(time),
  create(ticket) {
    const { random } = ticket;
    const application = random.pick(applications);
    const to = recipientsOf(application.kind);
    const hub = random.pick(mailboxServers);
    const message = createMessage(ticket, {
      subject: subjectOf(application.kind, random),
      sender: application.address,
      bytes: application.kind === 'scan' ? random.around(900_000, 0.6) : random.around(9000, 0.4),
      directionality: 'Originating',
      originalClientIp: application.ip,
      originalServerIp: hub.ip,
    });
    acceptByTransport(message, hub, to, {
      client: { ip: application.ip, fqdn: application.name },
      connector: `${hub.name}\\Relay for applications`,
      fromEntity: 'OnPremises',
    });
    route(message, hub, to);
    return message;

    function recipientsOf(kind: (typeof applications)[number]['kind']): string[] {
      if (kind === 'erp') return [addressAt(pickCorrespondent(random), random)];
      if (kind === 'monitoring') return [sharedMailboxes[3]!.address];
      const readers = people.filter((person) =>
        kind === 'crm' ? person.department === 'Sales' : person.office === 'Amsterdam',
      );
      return [random.pick(readers).address];
    }
  },
};
