import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'scan@contoso.com', to: 'kim@fabrikam.com' },
      {
        step: 'SMTP RECEIVE',
        'client-ip': '10.20.7.80',
        'client-hostname': 'printer7.contoso.com',
        'connector-id': 'Relay',
      },
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com' },
      {
        step: 'SMTP RECEIVE',
        'client-ip': '10.20.1.11',
        'client-hostname': 'MBX01.contoso.com',
        'connector-id': 'Default',
      },
    ),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com' },
      {
        step: 'SMTP RECEIVE',
        'client-ip': '198.51.100.14',
        'client-hostname': 'mx.fabrikam.com',
        'connector-id': 'Default',
      },
    ),
  ],
  finds: [
    {
      Host: 'printer7.contoso.com',
      ClientIP: '10.20.7.80',
      OutsideRecipients: 1,
      SomeSenders: ['scan@contoso.com'],
    },
  ],
  leaves: [{ Host: 'MBX01.contoso.com' }, { Host: 'mx.fabrikam.com' }],
  inSample: [{ Host: 'crm01.contoso.com' }],
};
