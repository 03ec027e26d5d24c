import { delivered, received, record, sentOutside, times, traced } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const ip = '203.0.113.66';
const person = (index: number) => `p${index}@contoso.com`;
const wave = (from: string, count = 20) =>
  times(count, (index) => received({ at: 20, from, to: person(index), ip }));
/** A record that is neither from outside nor from us. */
const outside = { directionality: 'Undefined' };

export default {
  rows: {
    MessageTrackingLog_CL: [
      // Mail that others sent there by way of us does not make a domain known.
      wave('win@new.example'),
      sentOutside({
        at: 900,
        from: 'a@fabrikam.com',
        to: 'x@new.example',
        fields: { directionality: 'Incoming' },
      }),
      record(
        { at: 900, from: 'p1@contoso.com', to: 'x@new.example' },
        { source: 'SMTP', 'event-id': 'FAIL' },
      ),
      times(20, (index) => traced({ at: 20, from: 'win@cloud.example', to: person(index), ip })),
      // Nineteen, what is relayed for the sender, and a group's members.
      wave('hello@small.example', 19),
      received({ at: 20, from: 'hello@small.example', to: 'x@fabrikam.com', ip, fields: outside }),
      delivered({ at: 20, from: 'hello@small.example', to: person(30), ip }),
      // Known from mail that came, of an hour or more ago, and from mail that went, in whatever way.
      received({ at: 9000, from: 'a@fabrikam.com', to: person(1) }),
      wave('b@fabrikam.com'),
      received({ at: 80, from: 'a@hour.example', to: person(1) }),
      wave('a@hour.example'),
      sentOutside({ at: 9000, from: person(1), to: 'a@agency.example' }),
      wave('a@agency.example'),
      sentOutside({ at: 30, from: person(1), to: 'a@answer.example' }),
      wave('a@answer.example'),
      record(
        { at: 30, from: person(1), to: 'a@old.example' },
        { source: 'SMTP', 'event-id': 'SEND', directionality: 'Originating' },
      ),
      wave('a@old.example'),
      traced({ at: 30, from: 'ann@services.contoso.com', to: 'a@trace.example' }),
      wave('a@trace.example'),
      // Delivery reports have no sender.
      wave(''),
    ].flat(),
  },
  finds: [
    { SenderDomain: 'new.example', SenderIP: ip, Messages: 20, DistinctRecipients: 20 },
    { SenderDomain: 'cloud.example', SenderIP: ip, Messages: 20, DistinctRecipients: 20 },
  ],
  // Less than three days of mail: everybody is new.
  quiet: {
    MessageTrackingLog_CL: [
      received({ at: 4300, from: 'a@fabrikam.com', to: person(1) }),
      wave('win@new.example'),
    ].flat(),
  },
  incidents: {
    'phishing-wave': {
      minutes: 30,
      finds: ([mail]) => [
        { SenderDomain: String(mail!.senderAddress).split('@')[1], SenderIP: ip, Messages: 38 },
      ],
    },
  },
} satisfies RuleCase;
