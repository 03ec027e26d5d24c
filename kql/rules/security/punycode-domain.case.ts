import { domainToASCII as ascii } from 'node:url';
import { received, storedAt, submitted, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const mixed = ascii('c\u043entoso.example');
const umlaut = ascii('m\u00fcller.example');
const to = 'mia.vos@contoso.com';
const ip = '203.0.113.66';

/** MAIL FROM of a name without such letters. */
const plain = { 'return-path': 'bounce@mailer.example' };
const found = (Domain: string, Shown = Domain, SenderAddress = `a@${Domain}`, Mixed = false) => ({
  Domain,
  SenderAddress,
  SenderIP: ip,
  Shown,
  Mixed,
  Messages: 1,
});

export default {
  rows: {
    MessageTrackingLog_CL: [
      // The second letter is a Cyrillic one.
      received({ at: 20, from: `it@${mixed}`, to, ip }),
      // A customer known for long, and a name that only has these letters.
      received({ at: 9000, from: `a@${umlaut}`, to, ip }),
      received({ at: 20, from: `a@${umlaut}`, to, ip }),
      received({ at: 20, from: 'a@boxn--x.example', to, ip }),
      received({ at: 20, from: 'a@xn.example', to, ip }),
      // Written as it is shown; the domain that takes the reports; the other way round; outside to outside.
      received({ at: 20, from: 'a@m\u00fcller.example', to, ip, fields: plain }),
      received({
        at: 20,
        from: 'a@fabrikam.com',
        to,
        ip,
        fields: { 'return-path': `a@bounce.${umlaut}` },
      }),
      received({ at: 20, from: `a@${ascii('stra\u00dfenb\u00e4ume.example')}`, to, ip, fields: plain }),
      received({
        at: 20,
        from: 'b@fabrikam.com',
        to,
        ip,
        fields: { 'return-path': 'b@m\u00fcnchen.example' },
      }),
      traced({ at: 20, from: `a@${ascii('f\u00fcrth.example')}`, to: 'b@litware.example', ip }),
      // Told of an hour ago; begun before that; what is past the first hour of mail that came late; a report for our own mail.
      received({ at: 62, from: `a@${ascii('gr\u00fcn.example')}`, to, ip }),
      received({ at: 110, from: `a@${ascii('h\u00f6he.example')}`, to, ip }),
      received({ at: 52, from: `a@${ascii('h\u00f6he.example')}`, to, ip }),
      [110, 52].flatMap((at) =>
        storedAt(20, received({ at, from: `a@${ascii('k\u00f6ln.example')}`, to, ip })),
      ),
      received({ at: 20, from: `a@${ascii('k\u00f6ln.example')}`, to, ip }),
      submitted({
        at: 20,
        from: to,
        to: 'a@fabrikam.com',
        fields: { 'return-path': `a@${ascii('n\u00fcrnberg.example')}` },
      }),
    ].flat(),
  },
  finds: [
    found(mixed, 'c\u043entoso.example', `it@${mixed}`, true),
    found('m\u00fcller.example'),
    found(`bounce.${umlaut}`, 'bounce.m\u00fcller.example', 'a@fabrikam.com'),
    ...['stra\u00dfenb\u00e4ume.example', 'f\u00fcrth.example'].map((name) => found(ascii(name), name)),
    found('m\u00fcnchen.example', 'm\u00fcnchen.example', 'b@fabrikam.com'),
    { ...found(ascii('k\u00f6ln.example'), 'k\u00f6ln.example'), Messages: 2 },
  ],
} satisfies RuleCase;
