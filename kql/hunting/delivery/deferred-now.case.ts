import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com', at: '09:00' },
      'STOREDRIVER RECEIVE',
      { step: 'SMTP DEFER', 'recipient-status': '451 4.3.1 Insufficient resources' },
      'SMTP DEFER',
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'joe@tailspin.example' },
      'STOREDRIVER RECEIVE',
      'SMTP DEFER',
      'SMTP SENDEXTERNAL',
    ),
  ],
  finds: [{ Domain: 'fabrikam.com', Waiting: 1, LongestWait: '03:00:00', Attempts: 2 }],
  leaves: [{ Domain: 'tailspin.example' }],
  inSample: [{ Domain: 'litware.example', Example: '452 4.3.1 Insufficient system resources' }],
};
