import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, internal, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(25, () => internal({ from: 'erp@contoso.com', to: 'anna@contoso.com', bytes: 2 ** 20 })),
    ...many(20, () => incoming({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' })),
    ...many(19, () => internal({ from: 'ben@contoso.com', to: 'anna@contoso.com' })),
  ],
  finds: [
    { Sender: 'erp@contoso.com', Recipient: 'anna@contoso.com', Messages: 25, Megabytes: 25 },
    { Sender: 'kim@fabrikam.com', Recipient: 'anna@contoso.com', Messages: 20 },
  ],
  changed: [{ settings: { show: '1' }, finds: [{ Sender: 'erp@contoso.com' }] }],
};
