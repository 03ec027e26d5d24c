import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '11-15 09:00' }, 'SMTP RECEIVE'),
    ...mail({ from: 'anna@contoso.com', to: 'kim@fabrikam.com' }, 'STOREDRIVER RECEIVE', 'SMTP SENDEXTERNAL'),
    ...mail(
      { from: 'anna@contoso.com', to: 'drop@tailspin.example', bytes: 5_242_880 },
      'STOREDRIVER RECEIVE',
      'SMTP SENDEXTERNAL',
    ),
    ...mail({ from: 'x@wingtip.example', to: 'anna@contoso.com' }, 'SMTP RECEIVE', 'STOREDRIVER DELIVER'),
  ],
  finds: [{ Domain: 'tailspin.example', Megabytes: 5, Messages: 1, Senders: ['anna@contoso.com'] }],
  leaves: [{ Domain: 'contoso.com' }, { Domain: 'wingtip.example' }, { Domain: 'fabrikam.com' }],
  inSample: [{ Domain: 'postbox.example' }],
};
