import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '11-15 09:00' }, 'SMTP RECEIVE'),
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE'),
    ...mail({ from: 'new@tailspin.example', to: 'anna@contoso.com;ben@contoso.com' }, 'SMTP RECEIVE'),
    ...mail({ from: 'anna@contoso.com', to: 'new@tailspin.example', at: '11:30' }, 'STOREDRIVER RECEIVE'),
    ...mail({ from: 'ben@contoso.com', to: 'anna@contoso.com' }, 'STOREDRIVER RECEIVE'),
    ...mail({ from: 'x@wingtip.example', to: 'anna@contoso.com', returnPath: '<>' }, 'SMTP RECEIVE'),
  ],
  finds: [{ Domain: 'tailspin.example', Mailboxes: 2, Messages: 1, Answered: 1 }],
  leaves: [{ Domain: 'contoso.com' }, { Domain: 'wingtip.example' }, { Domain: 'fabrikam.com' }],
  inSample: [{ Domain: 'c0ntoso.example' }],
};
