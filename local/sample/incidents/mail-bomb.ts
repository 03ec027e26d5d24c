import { correspondents } from '../correspondents.ts';
import { people } from '../organisation.ts';
import type { Incident } from './incident.ts';
import { mailFromOutside } from './mail-from-outside.ts';

const MINUTE = 60_000;
const themes = ['Garden', 'Travel', 'Kitchen', 'Cycling', 'Puzzle', 'Sailing', 'Yoga', 'Camera', 'Vinyl'];
const kinds = ['Weekly', 'Club', 'Shop', 'Deals', 'Forum'];
const subjects = [
  'Confirm your subscription to #',
  'Welcome to #',
  'Your # account: one more step',
  '#: hello!',
];

export const mailBomb: Incident = {
  name: 'mail-bomb',
  story:
    'Somebody has entered the address of a colleague into the forms of 45 sites: 160 confirmations within 18 minutes hide the bank’s notice of a transfer.',
  guilty: 'Every record of the confirmations; not the notice of the bank.',
  reach: 60 * MINUTE,
  stage({ random, start, ticket, guilty, bystander }) {
    const victim = random.pick(people.filter((person) => !person.cloud));
    const flood = Array.from({ length: 160 }, (_, index) => {
      const place = index % (themes.length * kinds.length);
      const [theme, kind] = [themes[place % themes.length]!, kinds[Math.floor(place / themes.length)]!];
      const domain = `${theme}-${kind}.example`.toLowerCase();
      const peer = { host: `mta.${domain}`, ip: `203.0.113.${140 + place}` };
      return mailFromOutside(ticket(start + random.int(0, 18 * MINUTE)), peer, [victim.address], {
        subject: random.pick(subjects).replace('#', `${theme} ${kind}`),
        sender: `no-reply@${domain}`,
        returnPath: `bounces-${random.hex(8)}@${domain}`,
        bytes: random.around(16_000, 0.3),
        incident: guilty,
      });
    });

    const bank = correspondents.find((entry) => entry.domain === 'woodgrove-bank.example')!;
    const notice = mailFromOutside(
      ticket(start + random.int(8 * MINUTE, 12 * MINUTE)),
      bank,
      [victim.address],
      {
        subject: `Transfer of ${random.int(20, 90)},${random.int(100, 999)}.00 EUR has been carried out`,
        sender: `treasury.desk@${bank.domain}`,
        bytes: random.around(9000, 0.1),
        incident: bystander,
      },
    );
    return [...flood, notice];
  },
};
