import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(25, () =>
      mail({ from: 'erp@contoso.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE', 'STOREDRIVER DELIVER'),
    ),
    ...many(3, () =>
      mail({ from: 'ben@contoso.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE', 'STOREDRIVER DELIVER'),
    ),
  ],
  finds: [{ Sender: 'erp@contoso.com', Recipient: 'anna@contoso.com', Messages: 25 }],
  leaves: [{ Sender: 'ben@contoso.com' }],
};
