import {
  networkMessageId,
  received,
  record,
  sentOutside,
  storedAt,
  submitted,
  traced,
} from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

const subject = 'Contract for pumps 2027, annex B';
const mia = 'mia.vos@contoso.com';
const ip = '203.0.113.66';

/** We write to partners, of whom each gets a message of its own. */
const wrote = (at: number, about: string, ...partners: string[]) =>
  partners.flatMap((partner) => sentOutside({ at, from: mia, to: `k@${partner}`, subject: about }));

/** Somebody outside writes to Mia. The message is named after his domain. */
const came = (at: number, domain: string, about: string, message = domain) =>
  received({ at, from: `x@${domain}`, to: mia, ip, subject: about, message });

/** He answers in a conversation with fabrikam.com, one for each. */
const answers = (at: number, domain: string, before = 3000) => [
  ...wrote(before, `${subject}, ${domain}`, 'fabrikam.com'),
  ...came(at, domain, `RE: ${subject}, ${domain}`),
];

const guilty = (domain: string, Partners = 'fabrikam.com') => ({
  SenderAddress: `x@${domain}`,
  Recipient: mia,
  NetworkMessageId: networkMessageId(domain),
  Partners,
  SenderIP: ip,
});

export default {
  rows: {
    MessageTrackingLog_CL: [
      submitted({ at: 3000, from: mia, to: ['tom.hart@contoso.com', 'k@fabrikam.com'], subject }),
      wrote(3000, subject, 'fabrikam.com'),
      came(2000, 'fabrikam.com', `RE: ${subject}`, 'answer'),
      came(20, 'fabrikarn.example', `RE: ${subject}`),
      // In Exchange Online: the conversation and the stranger.
      traced({ at: 3000, from: mia, to: 'k@fabrikam.com', subject: 'Pictures of pumps' }),
      traced({
        at: 20,
        from: 'x@cloud.example',
        to: mia,
        ip,
        subject: 'Aw: Pictures of pumps',
        message: 'cloud.example',
      }),
      // The second mail within an hour of his first, and one of somebody known for longer by then.
      came(110, 'second.example', 'Hello', 'hello'),
      storedAt(20, answers(52, 'second.example')),
      came(110, 'known.example', 'Hello', 'good day'),
      answers(47, 'known.example'),
      // Whom we have only answered, or copied into this conversation, is a stranger still.
      came(50, 'answered.example', 'Good morning', 'morning'),
      wrote(40, 'RE: Good morning', 'answered.example'),
      answers(20, 'answered.example'),
      wrote(40, `${subject}, copied.example`, 'copied.example'),
      answers(20, 'copied.example'),
      // Firms that we wrote to today; the partner itself, long known or new; a known supplier that joins.
      wrote(50, 'Request for an offer', 'asked.example'),
      answers(20, 'asked.example'),
      traced({ at: 50, from: mia, to: 'k@cloud-asked.example', subject: 'Request for an offer' }),
      answers(20, 'cloud-asked.example'),
      came(20, 'fabrikam.com', `RE: ${subject}`, 'again'),
      wrote(40, 'Offer for the fence', 'fence.example'),
      came(20, 'fence.example', 'RE: Offer for the fence'),
      came(4000, 'supplier.example', 'Price list', 'prices'),
      answers(20, 'supplier.example'),
      // Strangers with a subject of their own, that of a later conversation, without the prefix; a report; mail to others.
      came(20, 'parcel.example', 'Re: your parcel waits'),
      answers(20, 'before.example', 10),
      came(20, 'same.example', subject),
      received({ at: 20, to: mia, subject: `RE: ${subject}`, fields: { 'return-path': '<>' } }),
      record(
        { at: 19, from: 'x@fabrikarn.example', to: 'a@litware.example', subject: `RE: ${subject}` },
        { source: 'SMTP', 'event-id': 'RECEIVE', directionality: 'Originating' },
      ),
      // Twelve letters, and eleven; three partners, and four.
      record(
        { at: 3000, from: mia, to: 'k@fabrikam.com', subject: 'Budget 20271' },
        { source: 'SMTP', 'event-id': 'SEND', directionality: 'Originating' },
      ),
      came(20, 'twelve.example', 'Re: Budget 20271'),
      wrote(3000, 'Budget 2027', 'fabrikam.com'),
      came(20, 'eleven.example', 'Re: Budget 2027'),
      wrote(3000, 'Plan of three firms', 'fabrikam.com', 'litware.example', 'adatum.example'),
      came(20, 'three.example', 'Re: Plan of three firms'),
      wrote(
        3000,
        'Form of four firms',
        'fabrikam.com',
        'litware.example',
        'adatum.example',
        'wingtip.example',
      ),
      came(20, 'four.example', 'Re: Form of four firms'),
      // A log file of days ago that is collected at last.
      storedAt(5, answers(4000, 'late.example', 4200)),
    ].flat(),
  },
  finds: [
    ...['fabrikarn.example', 'cloud.example', 'second.example', 'answered.example', 'copied.example'].map(
      (domain) => guilty(domain),
    ),
    guilty('twelve.example'),
    guilty('three.example', 'fabrikam.com, litware.example, adatum.example'),
  ],
  // All that is stored began less than an hour before: whether the domain is a stranger's, nobody knows.
  quiet: { MessageTrackingLog_CL: answers(20, 'early.example', 78) },
  incidents: {
    'reply-chain-hijack': {
      minutes: 95,
      finds: (guilty) =>
        guilty
          .filter(({ Computer, eventId }) => Computer === 'EDGE01' && eventId === 'RECEIVE')
          .map((mail) => ({
            SenderAddress: mail.senderAddress,
            Recipient: mail.recipientAddress,
            NetworkMessageId: mail.networkMessageId,
          })),
    },
  },
} satisfies RuleCase;
