import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, internal, mail, many } from '../testing/mail.ts';

/** One subject from so many domains, to as many mailboxes. */
const campaign = (subject: string, domains: number) =>
  many(domains, (index) =>
    incoming({ from: `info@shop${index}.example`, to: `p${index}@contoso.com`, subject }),
  );

const moved = (event: string, to: string) =>
  mail({ from: 'info@shop0.example', to, subject: 'Eight it' }, 'SMTP RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'p0@contoso.com',
    'related-recipient-address': to,
  });

export const huntingCase: HuntingCase = {
  records: [
    ...campaign('Your parcel 1 is waiting', 3),
    ...mail(
      { from: 'info@last.example', to: 'p4@contoso.com', subject: 'Your parcel 22 is waiting!' },
      'SMTP RECEIVE',
    ),
    ...campaign('Eight it', 4),
    // The same to a group and to a mailbox that forwards: these are no mailboxes that it reached.
    ...moved('EXPAND', 'all@contoso.com'),
    ...moved('REDIRECT', 'ben@contoso.com'),
    ...campaign('Seventy', 4),
    ...campaign('Price list for winter', 3),
    ...incoming({ from: '<>', to: 'p4@contoso.com', subject: 'Price list for winter' }),
    ...mail(
      { from: 'a@sixth.example', to: 'kim@fabrikam.com', subject: 'Price list for winter' },
      'SMTP RECEIVE',
    ),
    ...internal({ from: 'anna@contoso.com', to: 'ben@contoso.com', subject: 'Price list for winter' }),
  ],
  finds: [
    { Subject: 'Eight it', SenderDomains: 4, Mailboxes: 4 },
    { Subject: 'Your parcel 1 is waiting', SenderDomains: 4, Senders: 4, Mailboxes: 4, Delivered: 3 },
  ],
};
