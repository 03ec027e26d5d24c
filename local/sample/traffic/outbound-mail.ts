import { route } from '../hops/categorizer.ts';
import { submitFromMailbox } from '../hops/submission.ts';
import { createMessage } from '../message.ts';
import { people } from '../organisation.ts';
import { subjectOf } from '../subjects.ts';
import { companyActivity } from '../working-day.ts';
import { addressAt, mailSize, pickColleagues, pickCorrespondent, pickSender } from './colleagues.ts';
import { MINUTE, ORDINARY_REACH, type TrafficSource } from './traffic-source.ts';

const writers = people.filter((person) => !person.cloud);

/** Mail to partners, customers and suppliers; now and then to an address that does not exist any more (5.1.1). */
export const outboundMail: TrafficSource = {
  name: 'outbound',
  slot: MINUTE,
  reach: ORDINARY_REACH,
  expected: (time) => 0.75 * companyActivity(time),
  create(ticket) {
    const { random, time } = ticket;
    const sender = pickSender(random, time, writers);
    const correspondent = pickCorrespondent(random);
    const gone = random.chance(0.025);
    const first = gone
      ? `former.${random.pick(correspondent.people)}@${correspondent.domain}`
      : addressAt(correspondent, random);
    const copies = random.chance(0.25)
      ? pickColleagues(random, sender, random.int(1, 2)).map((person) => person.address)
      : [];
    const more = random.chance(0.12)
      ? [addressAt(correspondent, random)].filter((address) => address !== first)
      : [];
    const to = [first, ...more, ...copies];
    const message = createMessage(ticket, {
      subject: subjectOf(sender.department === 'Support' ? 'support' : 'business', random),
      sender: sender.address,
      bytes: mailSize(random),
      directionality: 'Originating',
      originalClientIp: `10.2${['Amsterdam', 'Seattle', 'Singapore'].indexOf(sender.office) + 1}.${random.int(2, 9)}.${random.int(10, 250)}`,
      originalServerIp: sender.database.server.ip,
    });
    const kinds = to.map((address) => (copies.includes(address) ? 'Cc' : 'To'));
    const hub = submitFromMailbox(message, sender, to, kinds);
    route(message, hub, to, gone ? { unknown: new Set([first]) } : {});
    return message;
  },
};
