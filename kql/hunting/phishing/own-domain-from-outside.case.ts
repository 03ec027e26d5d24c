import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      {
        from: 'ceo@contoso.com',
        to: 'anna@contoso.com',
        ip: '203.0.113.9',
        returnPath: 'x@tailspin.example',
      },
      {
        step: 'SMTP RECEIVE',
        directionality: 'Incoming',
        'custom-data': 'S:FromEntity=Internet',
      },
    ),
    ...mail({ from: 'ben@contoso.com', to: 'anna@contoso.com', ip: '10.20.4.36' }, 'SMTP RECEIVE'),
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', ip: '198.51.100.14' }, 'SMTP RECEIVE'),
    ...mail(
      { from: 'cleo@contoso.com', to: 'anna@contoso.com', ip: '10.20.4.37' },
      { step: 'SMTP RECEIVE', directionality: 'Incoming' },
    ),
    ...mail(
      { from: 'dora@contoso.com', to: 'anna@contoso.com', ip: '203.0.113.77' },
      { step: 'SMTP RECEIVE', directionality: 'Incoming', 'custom-data': 'S:FromEntity=HybridOnPrem' },
    ),
  ],
  finds: [{ SenderIP: '203.0.113.9', ReturnPathDomain: 'tailspin.example', Senders: ['ceo@contoso.com'] }],
  leaves: [
    { SenderIP: '10.20.4.37' },
    { SenderIP: '203.0.113.77' },
    { SenderIP: '10.20.4.36' },
    { SenderIP: '198.51.100.14' },
  ],
};
