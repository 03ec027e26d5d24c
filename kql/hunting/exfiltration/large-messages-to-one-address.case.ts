import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(3, (index) =>
      mail(
        {
          from: 'anna@contoso.com',
          to: 'drop@tailspin.example',
          bytes: 10_485_760,
          subject: `Part ${index}`,
        },
        'STOREDRIVER RECEIVE',
        'SMTP SENDEXTERNAL',
      ),
    ),
    ...mail(
      { from: 'ben@contoso.com', to: 'kim@fabrikam.com', bytes: 10_485_760 },
      'STOREDRIVER RECEIVE',
      'SMTP SENDEXTERNAL',
    ),
    ...many(3, () =>
      mail(
        { from: 'cleo@contoso.com', to: 'kim@fabrikam.com', bytes: 104_857 },
        'STOREDRIVER RECEIVE',
        'SMTP SENDEXTERNAL',
      ),
    ),
    ...many(3, () =>
      mail(
        { from: 'dora@contoso.com', to: 'ben@contoso.com', bytes: 10_485_760 },
        'STOREDRIVER RECEIVE',
        'STOREDRIVER DELIVER',
      ),
    ),
  ],
  finds: [
    {
      Sender: 'anna@contoso.com',
      Address: 'drop@tailspin.example',
      LargeMessages: 3,
      Megabytes: 30,
      SmallestMegabytes: 10,
    },
  ],
  leaves: [{ Sender: 'dora@contoso.com' }, { Sender: 'ben@contoso.com' }, { Sender: 'cleo@contoso.com' }],
};
