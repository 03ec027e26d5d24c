import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many, outgoing } from '../testing/mail.ts';

const failed = (from: string, to: string, status: string) =>
  mail({ from, to }, 'STOREDRIVER RECEIVE', { step: 'SMTP FAIL', 'recipient-status': status });

export const huntingCase: HuntingCase = {
  records: [
    many(3, (index) => failed(`p${index}@contoso.com`, 'orders@adatum.example', '550 5.4.1 Access denied')),
    failed('kim@fabrikam.com', 'gone@contoso.com', '550 5.1.1 User unknown'),
    outgoing({ from: 'anna@contoso.com', to: 'kim@fabrikam.com' }),
  ].flat(),
  finds: [
    {
      EnhancedStatus: '5.4.1',
      Domain: 'adatum.example',
      Failures: 3,
      Direction: 'Outgoing',
      Senders: 3,
      Recipients: 1,
      Example: '550 5.4.1 Access denied',
    },
    { EnhancedStatus: '5.1.1', Domain: 'contoso.com', Failures: 1, Direction: 'Incoming' },
  ],
  changed: [{ settings: { atLeast: '3' }, finds: [{ Domain: 'adatum.example' }] }],
  inSample: [{ EnhancedStatus: '5.4.1', Domain: 'adatum.example', Failures: 40 }],
};
