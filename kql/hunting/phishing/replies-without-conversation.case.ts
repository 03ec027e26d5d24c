import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com', at: '11-15 09:00', subject: 'Prices' },
      'STOREDRIVER RECEIVE',
    ),
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', subject: 'RE: Prices' }, 'SMTP RECEIVE'),
    ...mail({ from: 'kim@tailspin.example', to: 'anna@contoso.com', subject: 'RE: Prices' }, 'SMTP RECEIVE'),
    ...mail({ from: 'new@wingtip.example', to: 'anna@contoso.com', subject: 'Prices' }, 'SMTP RECEIVE'),
    ...mail(
      { from: 'ben@contoso.com', to: 'anna@contoso.com', subject: 'RE: Prices' },
      'STOREDRIVER RECEIVE',
    ),
    ...mail({ from: 'joe@fabrikam.com', to: 'anna@contoso.com', subject: 'RE: Prices' }, 'SMTP RECEIVE'),
  ],
  finds: [{ Sender: 'kim@tailspin.example', NewDomain: true, Mailboxes: 1, Subjects: ['RE: Prices'] }],
  leaves: [
    { Sender: 'ben@contoso.com' },
    { Sender: 'joe@fabrikam.com' },
    { Sender: 'kim@fabrikam.com' },
    { Sender: 'new@wingtip.example' },
  ],
};
