import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '11-15 09:00' }, 'SMTP RECEIVE'),
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '09:00' }, 'SMTP RECEIVE'),
    ...mail({ from: 'anna@contoso.com', to: 'kim@fabrikam.com', at: '10:00' }, 'STOREDRIVER RECEIVE'),
    ...mail(
      { from: 'new@tailspin.example', to: 'anna@contoso.com;ben@contoso.com', at: '09:00' },
      'SMTP RECEIVE',
    ),
    ...mail(
      { from: 'ben@contoso.com', to: 'new@tailspin.example', at: '10:00', subject: 'RE: Hello' },
      'STOREDRIVER RECEIVE',
      'SMTP RECEIVE',
    ),
    ...mail({ from: 'cleo@contoso.com', to: 'first@wingtip.example', at: '08:00' }, 'STOREDRIVER RECEIVE'),
    ...mail({ from: 'first@wingtip.example', to: 'cleo@contoso.com', at: '09:00' }, 'SMTP RECEIVE'),
  ],
  finds: [{ Reader: 'ben@contoso.com', Domain: 'tailspin.example', Answers: 1, Subjects: ['RE: Hello'] }],
  leaves: [{ Reader: 'cleo@contoso.com' }, { Reader: 'anna@contoso.com' }],
  inSample: [{ Domain: 'c0ntoso.example', Answers: 1 }],
};
