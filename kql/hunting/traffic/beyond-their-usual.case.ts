import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(5, (index) =>
      mail(
        { from: 'anna@contoso.com', to: 'kim@fabrikam.com', at: `11-1${index + 2} 09:00` },
        'STOREDRIVER RECEIVE',
      ),
    ),
    ...many(40, (index) =>
      mail({ from: 'anna@contoso.com', to: `p${index}@fabrikam.com`, at: '09:20' }, 'STOREDRIVER RECEIVE'),
    ),
    ...many(40, (index) =>
      mail(
        { from: 'news@contoso.com', to: `p${index}@fabrikam.com`, at: '11-14 09:20' },
        'STOREDRIVER RECEIVE',
      ),
    ),
    ...many(40, (index) =>
      mail({ from: 'news@contoso.com', to: `p${index}@fabrikam.com`, at: '09:20' }, 'STOREDRIVER RECEIVE'),
    ),
    ...many(6, (index) =>
      mail({ from: 'few@contoso.com', to: `p${index}@fabrikam.com` }, 'STOREDRIVER RECEIVE'),
    ),
  ],
  finds: [{ Sender: 'anna@contoso.com', Times: 40, MostAnHour: 40, UsualMost: 1, UsualMessages: 5 }],
  leaves: [{ Sender: 'few@contoso.com' }, { Sender: 'news@contoso.com' }],
  inSample: [{ Sender: 'it-support@c0ntoso.example', MostAnHour: 38 }],
};
