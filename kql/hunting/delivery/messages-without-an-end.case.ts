import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '09:00' }, 'SMTP RECEIVE'),
    ...mail(
      { from: 'joe@tailspin.example', to: 'anna@contoso.com', at: '09:00' },
      'SMTP RECEIVE',
      'STOREDRIVER DELIVER',
    ),
    ...mail({ from: 'eve@wingtip.example', to: 'anna@contoso.com', at: '11:59' }, 'SMTP RECEIVE'),
  ],
  finds: [{ Server: 'MBX01', Messages: 1, SenderDomain: 'fabrikam.com', Recipients: ['anna@contoso.com'] }],
  leaves: [{ SenderDomain: 'tailspin.example' }, { SenderDomain: 'wingtip.example' }],
};
