import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com', at: '11-15 09:00', ip: '198.51.100.7' },
      'STOREDRIVER RECEIVE',
    ),
    ...mail({ from: 'anna@contoso.com', to: 'kim@fabrikam.com', ip: '198.51.100.7' }, 'STOREDRIVER RECEIVE'),
    ...mail({ from: 'anna@contoso.com', to: 'kim@fabrikam.com', ip: '203.0.113.199' }, 'STOREDRIVER RECEIVE'),
    ...mail({ from: 'ben@contoso.com', to: 'kim@fabrikam.com', ip: '10.21.4.60' }, 'STOREDRIVER RECEIVE'),
    ...mail(
      { from: 'cleo@contoso.com', to: 'kim@fabrikam.com', ip: '203.0.113.4' },
      { step: 'SMTP RECEIVE', 'connector-id': 'EDGE01Default EDGE01' },
    ),
    ...mail(
      { from: 'dora@contoso.com', to: 'kim@fabrikam.com', ip: '203.0.113.4' },
      { step: 'STOREDRIVER RECEIVE', directionality: 'Incoming' },
    ),
  ],
  finds: [{ Sender: 'anna@contoso.com', SenderIP: '203.0.113.199', SendersFromThere: 1, Recipients: 1 }],
  leaves: [
    { Sender: 'dora@contoso.com' },
    { SenderIP: '198.51.100.7' },
    { Sender: 'ben@contoso.com' },
    { Sender: 'cleo@contoso.com' },
  ],
  inSample: [{ SenderIP: '203.0.113.199', SendersFromThere: 1, Messages: 60 }],
};
