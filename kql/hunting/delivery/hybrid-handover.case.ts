import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, trace } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'ben@contoso.mail.onmicrosoft.com', id: 801 },
      'STOREDRIVER RECEIVE',
      { step: 'SMTP SENDEXTERNAL', server: 'EDGE01' },
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'cleo@contoso.mail.onmicrosoft.com', id: 802 },
      'STOREDRIVER RECEIVE',
      { step: 'SMTP SENDEXTERNAL', server: 'EDGE01' },
    ),
    ...mail({ from: 'anna@contoso.com', to: 'kim@fabrikam.com' }, 'STOREDRIVER RECEIVE', {
      step: 'SMTP SENDEXTERNAL',
      server: 'EDGE01',
    }),
  ],
  traces: [
    trace(
      { from: 'anna@contoso.com', to: 'ben@contoso.mail.onmicrosoft.com', id: 801 },
      'delivered',
      'Internal',
    ),
  ],
  finds: [
    {
      Domain: 'contoso.mail.onmicrosoft.com',
      WithoutTrace: 1,
      HandedOver: 2,
      DeliveredThere: 1,
      Server: 'EDGE01',
    },
  ],
  leaves: [{ Domain: 'fabrikam.com' }],
  inSample: [{ Domain: 'contoso.mail.onmicrosoft.com', WithoutTrace: 0, FailedThere: 0 }],
};
