import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...many(3, (index) =>
      mail({ from: `p${index}@contoso.com`, to: 'orders@adatum.example' }, 'STOREDRIVER RECEIVE', {
        step: 'SMTP FAIL',
        'recipient-status': '550 5.4.1 Access denied',
      }),
    ),
    ...mail({ from: 'anna@contoso.com', to: 'kim@fabrikam.com' }, 'STOREDRIVER RECEIVE', 'SMTP SENDEXTERNAL'),
  ],
  finds: [
    {
      EnhancedStatus: '5.4.1',
      Domain: 'adatum.example',
      Failures: 3,
      Direction: 'Outgoing',
      Senders: 3,
      Recipients: 1,
    },
  ],
  leaves: [{ Domain: 'fabrikam.com' }],
  inSample: [{ EnhancedStatus: '5.4.1', Domain: 'adatum.example', Failures: 40 }],
};
