import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail({ from: 'anna@contoso.com', to: 'gone@fabrikam.com' }, 'STOREDRIVER RECEIVE', {
      step: 'SMTP FAIL',
      'recipient-status': '550 5.1.1 User unknown',
      'server-hostname': 'mx.fabrikam.com',
    }),
    ...mail({ from: 'anna@contoso.com', to: 'kim@fabrikam.com' }, 'STOREDRIVER RECEIVE', 'SMTP SENDEXTERNAL'),
  ],
  finds: [
    {
      Recipient: 'gone@fabrikam.com',
      Reason: '550 5.1.1 User unknown',
      EnhancedStatus: '5.1.1',
      By: 'mx.fabrikam.com',
    },
  ],
  leaves: [{ Recipient: 'kim@fabrikam.com' }],
  inSample: [{ EnhancedStatus: '5.4.1', By: 'smtp-out.adatum.example' }],
};
