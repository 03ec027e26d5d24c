import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '09:00' },
      {
        step: 'SMTP RECEIVE',
        'connector-id': 'MBX01\\Default MBX01',
        'client-ip': '198.51.100.14',
        'client-hostname': 'mx.fabrikam.com',
      },
    ),
    ...mail(
      { from: 'x@tailspin.example', to: 'anna@contoso.com' },
      { step: 'STOREDRIVER DELIVER', 'connector-id': 'not SMTP' },
    ),
  ],
  finds: [
    {
      Connector: 'MBX01\\Default MBX01',
      Server: 'MBX01',
      Messages: 1,
      Way: 'Receive',
      Hosts: 1,
      SomeHosts: ['mx.fabrikam.com'],
    },
  ],
  leaves: [{ Connector: 'not SMTP' }],
  inSample: [{ Connector: 'MBX01\\Relay for applications', Way: 'Receive' }],
};
