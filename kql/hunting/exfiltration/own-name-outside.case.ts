import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna.berg@contoso.com', to: 'AnnaBerg77@inbox.example', bytes: 10_485_760 },
      'STOREDRIVER RECEIVE',
      'SMTP SENDEXTERNAL',
    ),
    ...mail(
      { from: 'ben.falk@contoso.com', to: 'kim@fabrikam.com' },
      'STOREDRIVER RECEIVE',
      'SMTP SENDEXTERNAL',
    ),
    ...mail(
      { from: 'anna.berg@contoso.com', to: 'anna-berg@contoso.com' },
      'STOREDRIVER RECEIVE',
      'STOREDRIVER DELIVER',
    ),
  ],
  finds: [
    {
      Sender: 'anna.berg@contoso.com',
      PrivateAddress: 'annaberg77@inbox.example',
      Messages: 1,
      Megabytes: 10,
    },
  ],
  leaves: [{ PrivateAddress: 'anna-berg@contoso.com' }, { Sender: 'ben.falk@contoso.com' }],
};
