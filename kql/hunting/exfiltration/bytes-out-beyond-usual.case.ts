import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com', at: '11-15 09:00', bytes: 1_048_576 },
      'STOREDRIVER RECEIVE',
      'SMTP SENDEXTERNAL',
    ),
    ...many(4, () =>
      mail(
        { from: 'anna@contoso.com', to: 'kim@fabrikam.com', bytes: 10_485_760 },
        'STOREDRIVER RECEIVE',
        'SMTP SENDEXTERNAL',
      ),
    ),
    ...many(13, () =>
      mail(
        { from: 'ben@contoso.com', to: 'kim@fabrikam.com', at: '11-15 09:00', bytes: 20_971_520 },
        'STOREDRIVER RECEIVE',
        'SMTP SENDEXTERNAL',
      ),
    ),
    ...many(2, () =>
      mail(
        { from: 'ben@contoso.com', to: 'kim@fabrikam.com', bytes: 20_971_520 },
        'STOREDRIVER RECEIVE',
        'SMTP SENDEXTERNAL',
      ),
    ),
    ...many(4, () =>
      mail(
        { from: 'dora@contoso.com', to: 'ben@contoso.com', bytes: 10_485_760 },
        'STOREDRIVER RECEIVE',
        'STOREDRIVER DELIVER',
      ),
    ),
    ...mail(
      { from: 'emil@contoso.com', to: 'kim@fabrikam.com', bytes: 1_048_576 },
      'STOREDRIVER RECEIVE',
      'SMTP SENDEXTERNAL',
    ),
  ],
  finds: [
    {
      Sender: 'anna@contoso.com',
      Megabytes: 40,
      UsualMegabytes: 0.08,
      Messages: 4,
      Domains: 1,
      LargestMegabytes: 10,
    },
  ],
  leaves: [{ Sender: 'dora@contoso.com' }, { Sender: 'emil@contoso.com' }, { Sender: 'ben@contoso.com' }],
};
