import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(5, (index) =>
      mail(
        {
          from: `info@shop${index}.example`,
          to: `p${index}@contoso.com`,
          subject: 'Your parcel 1 is waiting',
        },
        'SMTP RECEIVE',
        'STOREDRIVER DELIVER',
      ),
    ),
    ...many(5, (index) =>
      mail(
        { from: 'kim@fabrikam.com', to: `p${index}@contoso.com`, subject: 'Price list for winter' },
        'SMTP RECEIVE',
        'STOREDRIVER DELIVER',
      ),
    ),
    ...many(5, (index) =>
      mail(
        { from: `info@new${index}.example`, to: `p${index}@contoso.com`, subject: 'Hello' },
        'SMTP RECEIVE',
        'STOREDRIVER DELIVER',
      ),
    ),
  ],
  finds: [{ Subject: 'Your parcel 1 is waiting', SenderDomains: 5, Mailboxes: 5, Delivered: 5 }],
  leaves: [{ Subject: 'Hello' }, { Subject: 'Price list for winter' }],
};
