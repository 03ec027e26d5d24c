import { route } from '../hops/categorizer.ts';
import type { RemoteHost } from '../hops/edge.ts';
import { submitFromMailbox } from '../hops/submission.ts';
import { createMessage } from '../message.ts';
import { DOMAIN, people } from '../organisation.ts';
import type { Incident } from './incident.ts';
import { mailFromOutside } from './mail-from-outside.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/**
 * Domains that look like contoso at a glance, one for each day in turn: who is found out comes from another tomorrow. With
 * one for ever, rules would know it by the second day; so they have forgotten each, after two weeks, when it comes again.
 */
const lookalikes = [
  'contosso',
  'cont0so',
  'contoso-mail',
  'c0ntoso',
  'kontoso',
  'conttoso',
  'contoso-login',
  'contozo',
  'contos0',
  'c0nt0so',
  'conto5o',
  'contoso-helpdesk',
  'ccontoso',
  'c0ntos0',
  'contoso-it',
  'conntoso',
  'cont0s0',
].map((name) => `${name}.example`);

/** The domain of waves that start on the day (UTC) of a time in milliseconds since 1970. */
export function lookalikeOn(time: number): string {
  return lookalikes[Math.floor(time / DAY) % lookalikes.length]!;
}

const host: RemoteHost = { host: 'vps-88.hosting.example', ip: '203.0.113.66' };
const subjects = [
  'Action required: your password expires today',
  'Action required: your password expires today!',
  'ACTION REQUIRED, password expires today',
];

export const phishingWave: Incident = {
  name: 'phishing-wave',
  story:
    'Some 35 people get a mail from a domain that looks like ours, from one host, within five minutes; some addresses are guessed wrongly, one reader answers.',
  guilty: 'Every record of a mail from the lookalike domain; not the delivery reports and not the answer.',
  reach: 60 * MINUTE,
  stage({ random, start, ticket, guilty, bystander }) {
    const domain = lookalikeOn(start);
    const wrong = [`it-admin@${DOMAIN}`, `h.brandt@${DOMAIN}`, `ceo@${DOMAIN}`];
    const victims = random.sample(people, 35).map((person) => person.address);
    const targets = random.sample([...victims, ...wrong], victims.length + wrong.length);
    const wave = targets.map((target) =>
      mailFromOutside(ticket(start + random.int(0, 5 * MINUTE)), host, [target], {
        subject: random.pick(subjects),
        sender: `it-support@${domain}`,
        returnPath: `bounce@${domain}`,
        bytes: random.around(21_000, 0.05),
        incident: guilty,
      }),
    );

    const reader = people.find((person) => victims.includes(person.address) && !person.cloud)!;
    const answer = createMessage(ticket(start + random.int(9 * MINUTE, 20 * MINUTE)), {
      subject: `RE: ${subjects[0]}`,
      sender: reader.address,
      bytes: 26_000,
      directionality: 'Originating',
      originalClientIp: '10.21.5.19',
      originalServerIp: reader.database.server.ip,
      incident: bystander,
    });
    const to = [`it-support@${domain}`];
    route(answer, submitFromMailbox(answer, reader, to, ['To']), to, { hostOf: () => host });
    return [...wave, answer];
  },
};
