import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(4, () =>
      mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE', 'STOREDRIVER DELIVER'),
    ),
    ...many(2, () =>
      mail({ from: 'anna@contoso.com', to: 'kim@fabrikam.com' }, 'STOREDRIVER RECEIVE', 'SMTP SENDEXTERNAL'),
    ),
    ...mail({ from: 'kim@tailspin.example', to: 'anna@contoso.com' }, 'SMTP RECEIVE', 'STOREDRIVER DELIVER'),
  ],
  finds: [{ Domain: 'fabrikam.com', Received: 4, Sent: 2, FailedPercent: 0, OwnMailboxes: 1 }],
  leaves: [{ Domain: 'tailspin.example' }],
  inSample: [{ Domain: 'c0ntoso.example', Received: 38 }],
};
