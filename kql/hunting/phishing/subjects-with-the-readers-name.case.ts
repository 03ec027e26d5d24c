import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, internal, mail } from '../testing/mail.ts';

const names = ['anna', 'ben', 'cleo'];
/** One message to each of some people, with a subject that is made for each. */
const campaign = (people: readonly string[], subject: (name: string) => string, make = incoming) =>
  people.flatMap((name) =>
    make({ from: `info@${name}.example`, to: `${name}.berg@contoso.com`, subject: subject(name) }),
  );
const moved = (event: string, to: string) =>
  mail({ from: 'x@tailspin.example', to, subject: 'Anna, voicemail 7' }, 'SMTP RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'anna.berg@contoso.com',
    'related-recipient-address': to,
  });

export const huntingCase: HuntingCase = {
  records: [
    campaign(names, (name) => `${name.toUpperCase()}, voicemail ${name.length}`),
    // The same to an alias and a mailbox that forwards: these are no readers.
    moved('EXPAND', 'anna@contoso.net'),
    moved('REDIRECT', 'anna.box@contoso.net'),
    // Only two; no name, and no subject that is one; names that are too short; from a colleague.
    campaign(['dora', 'emil'], (name) => `Hello ${name}`),
    campaign(names, () => 'Winter sale'),
    campaign(names, (name) => `${name} ${name === 'ben' ? 'asks' : name === 'cleo' ? 'says' : 'writes'}`),
    campaign(['jo', 'al', 'ed'], (name) => `${name}, your parcel`),
    campaign(
      names,
      (name) => `${name}, the minutes`,
      (letter) => internal({ ...letter, from: 'zoe@contoso.com' }),
    ),
  ].flat(),
  finds: [
    {
      Pattern: '*, voicemail #',
      Mailboxes: 3,
      Delivered: 3,
      Senders: 4,
      SenderDomains: 4,
      SomeMailboxes: ['anna.berg@contoso.com', 'ben.berg@contoso.com', 'cleo.berg@contoso.com'],
    },
  ],
  changed: [
    {
      settings: { shortest: '2', atLeast: '2' },
      finds: [{ Pattern: '*, voicemail #' }, { Pattern: '*, your parcel' }, { Pattern: 'hello *' }],
    },
  ],
};
