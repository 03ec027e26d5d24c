import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'ceo@contoso.com', to: 'kim@fabrikam.com', subject: 'Urgent payment' },
      { step: 'PICKUP RECEIVE', server: 'EDGE01' },
    ),
    ...mail({ from: 'anna@contoso.com', to: 'kim@fabrikam.com' }, 'STOREDRIVER RECEIVE'),
  ],
  finds: [
    {
      Sender: 'ceo@contoso.com',
      Server: 'EDGE01',
      Messages: 1,
      OutsideDomains: ['fabrikam.com'],
      Subjects: ['Urgent payment'],
    },
  ],
  leaves: [{ Sender: 'anna@contoso.com' }],
};
