import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'berg@gmx.net', bytes: 3_145_728 },
      'STOREDRIVER RECEIVE',
      'SMTP SENDEXTERNAL',
    ),
    ...mail(
      { from: 'ben@contoso.com', to: 'kim@fabrikam.com', bytes: 3_145_728 },
      'STOREDRIVER RECEIVE',
      'SMTP SENDEXTERNAL',
    ),
    ...mail(
      { from: 'cleo@contoso.com', to: 'berg@gmx.net', bytes: 3_000 },
      'STOREDRIVER RECEIVE',
      'SMTP SENDEXTERNAL',
    ),
  ],
  finds: [{ Sender: 'anna@contoso.com', Address: 'berg@gmx.net', Megabytes: 3 }],
  leaves: [{ Sender: 'ben@contoso.com' }, { Sender: 'cleo@contoso.com' }],
};
