import { route } from '../hops/categorizer.ts';
import { deliverToMailboxes } from '../hops/delivery.ts';
import { submitFromMailbox } from '../hops/submission.ts';
import { createMessage, followUp, isoTime, recipientFields, track } from '../message.ts';
import { groups, people } from '../organisation.ts';
import { subjectOf } from '../subjects.ts';
import { activity } from '../working-day.ts';
import { MINUTE, type TrafficSource } from './traffic-source.ts';

const HOUR = 60 * MINUTE;
const group = groups.find((entry) => entry.moderator !== undefined)!;
const announcers = people.filter(
  (person) => person.department === 'Human Resources' || person.department === 'Executive',
);

/** Announcements to all staff: a moderator approves them first (INITMESSAGECREATED and MODERATORAPPROVE in MSGTRKMA). */
export const moderatedMail: TrafficSource = {
  name: 'moderated',
  slot: HOUR,
  reach: 3 * HOUR,
  expected: (time) => 0.5 * activity('Amsterdam', time),
  create(ticket) {
    const { random } = ticket;
    const moderator = group.moderator!;
    const sender = random.pick(announcers.filter((person) => person !== moderator));
    const message = createMessage(ticket, {
      subject: subjectOf('staff', random),
      sender: sender.address,
      bytes: random.around(180_000, 0.6),
      directionality: 'Originating',
      originalClientIp: '10.21.3.40',
      originalServerIp: sender.database.server.ip,
    });
    const hub = submitFromMailbox(message, sender, [group.address], ['To']);
    const approval = {
      'server-hostname': hub.name,
      source: 'APPROVAL',
      'message-info': isoTime(message.start),
    };
    track(message, hub, 'MSGTRKMA', random.around(300, 0.4), {
      ...approval,
      'event-id': 'INITMESSAGECREATED',
      ...recipientFields([moderator.address]),
      'related-recipient-address': group.address,
      reference: message.messageId,
    });
    const request = createMessage(followUp(message), {
      subject: `Approval requested: ${message.subject}`,
      sender: sender.address,
      bytes: message.bytes + 12_000,
      directionality: 'Originating',
      originalClientIp: hub.ip,
      originalServerIp: hub.ip,
    });
    const asked = { ...request, records: message.records, traces: message.traces };
    deliverToMailboxes(asked, hub, moderator.database.server, [moderator]);
    track(message, hub, 'MSGTRKMA', random.int(4 * MINUTE, 45 * MINUTE), {
      ...approval,
      'event-id': 'MODERATORAPPROVE',
      ...recipientFields([group.address]),
      'related-recipient-address': moderator.address,
      reference: message.messageId,
    });
    route(message, hub, [group.address]);
    return message;
  },
};
