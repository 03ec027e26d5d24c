import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(25, (index) =>
      mail(
        { from: 'hr@payroll.example', to: `p${index}@contoso.com`, subject: `Invoice ${index}` },
        'SMTP RECEIVE',
        'STOREDRIVER DELIVER',
      ),
    ),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com', subject: 'Lunch' },
      'SMTP RECEIVE',
      'STOREDRIVER DELIVER',
    ),
    ...many(25, (index) =>
      mail(
        { from: 'hr@contoso.com', to: `p${index}@contoso.com`, subject: 'Our news' },
        'STOREDRIVER RECEIVE',
        'STOREDRIVER DELIVER',
      ),
    ),
  ],
  finds: [{ Recipients: 25, Delivered: 25, Senders: 1, SomeSenders: ['hr@payroll.example'] }],
  leaves: [{ Subject: 'Our news' }, { Subject: 'Lunch' }],
  inSample: [{ SomeSenders: ['it-support@c0ntoso.example'], Senders: 1 }],
};
