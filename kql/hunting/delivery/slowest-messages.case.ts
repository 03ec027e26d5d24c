import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '09:00' }, 'SMTP RECEIVE', {
      step: 'STOREDRIVER DELIVER',
      after: '600',
      'message-info':
        '2026-11-21T09:00:00.000Z;SRV=MBX01.contoso.com:TOTAL-HUB=590.1|CAT=590;SRV=MBX02.contoso.com:TOTAL-DEL=0.2',
    }),
    ...mail({ from: 'kim@fabrikam.com', to: 'ben@contoso.com' }, 'SMTP RECEIVE', 'STOREDRIVER DELIVER'),
  ],
  finds: [
    {
      Latency: '00:10:00',
      Recipient: 'anna@contoso.com',
      Deferrals: 0,
      SlowestServer: 'MBX01.contoso.com (HUB)',
      SlowestSeconds: 590.1,
    },
  ],
  leaves: [{ Recipient: 'ben@contoso.com' }],
  inSample: [{ By: 'mail2.litware.example', Deferrals: 6 }],
};
