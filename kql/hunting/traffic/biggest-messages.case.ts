import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(100, (index) =>
      mail(
        { from: 'ben@contoso.com', to: `p${index}@contoso.com`, bytes: 1_048_576, subject: 'One of many' },
        'STOREDRIVER RECEIVE',
      ),
    ),
    ...mail(
      {
        from: 'anna@contoso.com',
        to: 'p1@contoso.com;p2@contoso.com',
        bytes: 20_971_520,
        subject: 'The film',
      },
      'STOREDRIVER RECEIVE',
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'p1@contoso.com', bytes: 4_000, subject: 'Small' },
      'STOREDRIVER RECEIVE',
    ),
  ],
  finds: [
    { Subject: 'The film', MovedMegabytes: 40, Megabytes: 20, Recipients: 2, Sender: 'anna@contoso.com' },
  ],
  leaves: [{ Subject: 'Small' }],
};
