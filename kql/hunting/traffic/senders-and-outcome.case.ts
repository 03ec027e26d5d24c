import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(8, (index) =>
      mail({ from: 'anna@contoso.com', to: `old${index}@fabrikam.com` }, 'STOREDRIVER RECEIVE', {
        step: 'SMTP FAIL',
        'recipient-status': '550 5.1.1 User unknown',
      }),
    ),
    ...many(4, (index) =>
      mail(
        { from: 'anna@contoso.com', to: `kim${index}@fabrikam.com` },
        'STOREDRIVER RECEIVE',
        'SMTP SENDEXTERNAL',
      ),
    ),
    ...mail({ from: 'ben@contoso.com', to: 'kim@fabrikam.com' }, 'STOREDRIVER RECEIVE', 'SMTP SENDEXTERNAL'),
  ],
  finds: [{ Sender: 'anna@contoso.com', Recipients: 12, Failed: 8, FailedPercent: 66.7 }],
  leaves: [{ Sender: 'ben@contoso.com' }],
  inSample: [{ Sender: 'it-support@c0ntoso.example', Recipients: 38, Failed: 3 }],
};
