import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(40, (index) =>
      mail(
        { from: 'anna@contoso.com', to: `p${index}@fabrikam.com`, at: '11-19 02:10' },
        'STOREDRIVER RECEIVE',
      ),
    ),
    ...many(40, (index) =>
      mail(
        { from: 'ben@contoso.com', to: `p${index}@fabrikam.com`, at: '11-19 10:10' },
        'STOREDRIVER RECEIVE',
      ),
    ),
    ...mail({ from: 'cleo@contoso.com', to: 'p1@fabrikam.com', at: '11-19 02:10' }, 'STOREDRIVER RECEIVE'),
    ...many(40, (index) =>
      mail({ from: 'news@fabrikam.com', to: `p${index}@contoso.com`, at: '11-19 02:10' }, 'SMTP RECEIVE'),
    ),
  ],
  finds: [{ Sender: 'anna@contoso.com', Recipients: 40, OutsideRecipients: 40 }],
  leaves: [{ Sender: 'news@fabrikam.com' }, { Sender: 'ben@contoso.com' }, { Sender: 'cleo@contoso.com' }],
};
