import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '10:30' }, 'SMTP RECEIVE'),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '11:59' },
      { step: 'SMTP RECEIVE', server: 'MBX02' },
    ),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '08:00' },
      { step: 'SMTP RECEIVE', server: 'MBX03' },
    ),
  ],
  finds: [
    { Server: 'MBX01', SilentFor: '01:30:00', Received: 0 },
    { Server: 'MBX02', SilentFor: '00:01:00', Received: 1 },
  ],
  leaves: [{ Server: 'MBX03' }],
};
