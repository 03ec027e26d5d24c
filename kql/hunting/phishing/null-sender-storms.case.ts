import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(8, (index) =>
      mail(
        { from: '<>', to: 'anna@contoso.com', subject: 'Undeliverable: Win', ip: `203.0.113.${index}` },
        'SMTP RECEIVE',
      ),
    ),
    ...mail({ from: '<>', to: 'ben@contoso.com', subject: 'Undeliverable: Offer' }, 'SMTP RECEIVE'),
    ...many(8, () => mail({ from: 'kim@fabrikam.com', to: 'ben@contoso.com' }, 'SMTP RECEIVE')),
    ...many(8, () =>
      mail({ from: '<>', to: 'cleo@contoso.com', subject: 'Undeliverable: Offer' }, 'DSN DSN'),
    ),
  ],
  finds: [{ Recipient: 'anna@contoso.com', Messages: 8, Hosts: 8, OrdinarySubjects: 0 }],
  leaves: [{ Recipient: 'cleo@contoso.com' }, { Recipient: 'ben@contoso.com' }],
};
