import { route } from '../hops/categorizer.ts';
import { submitFromMailbox } from '../hops/submission.ts';
import { createMessage } from '../message.ts';
import { groups, people } from '../organisation.ts';
import { subjectOf } from '../subjects.ts';
import { companyActivity } from '../working-day.ts';
import { mailSize, pickColleagues, pickSender, recipientCount } from './colleagues.ts';
import { MINUTE, ORDINARY_REACH, type TrafficSource } from './traffic-source.ts';

const openGroups = groups.filter((group) => group.moderator === undefined);
const onPremises = people.filter((person) => !person.cloud);

/** Colleagues write to each other and to groups. */
export const internalMail: TrafficSource = {
  name: 'internal',
  slot: MINUTE,
  reach: ORDINARY_REACH,
  expected: (time) => 1.15 * companyActivity(time),
  create(ticket) {
    const { random, time } = ticket;
    const sender = pickSender(random, time, onPremises);
    const to = random.chance(0.09)
      ? [random.pick(openGroups).address]
      : pickColleagues(random, sender, recipientCount(random)).map((person) => person.address);
    const message = createMessage(ticket, {
      subject: subjectOf('internal', random),
      sender: sender.address,
      bytes: mailSize(random),
      directionality: 'Originating',
      originalClientIp: `10.2${['Amsterdam', 'Seattle', 'Singapore'].indexOf(sender.office) + 1}.${random.int(2, 9)}.${random.int(10, 250)}`,
      originalServerIp: sender.database.server.ip,
    });
    const kinds = to.map((_, index) => (index === 0 ? 'To' : random.pick(['To', 'Cc', 'Cc', 'Bcc'])));
    const hub = submitFromMailbox(message, sender, to, kinds);
    route(message, hub, to);
    return message;
  },
};
