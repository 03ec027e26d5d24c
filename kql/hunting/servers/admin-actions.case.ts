import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE', {
      step: 'ADMIN FAIL',
      'source-context': 'Deleted by administrator',
    }),
    ...mail({ from: 'joe@tailspin.example', to: 'anna@contoso.com' }, 'SMTP RECEIVE', 'SMTP FAIL'),
  ],
  finds: [
    {
      Server: 'MBX01',
      Action: 'FAIL',
      Messages: 1,
      Sender: 'kim@fabrikam.com',
      Reasons: ['Deleted by administrator'],
    },
  ],
  leaves: [{ Sender: 'joe@tailspin.example' }],
};
