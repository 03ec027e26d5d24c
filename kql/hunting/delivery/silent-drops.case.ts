import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com' },
      { step: 'ROUTING DROP', 'source-context': 'Dropped by policy' },
    ),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'ben@contoso.com', id: 990 },
      { step: 'AGENT DROP', 'message-id': '<told@mail.example>' },
    ),
    ...mail({ from: '<>', to: 'kim@fabrikam.com' }, { step: 'DSN DSN', reference: '<told@mail.example>' }),
    ...mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE', 'STOREDRIVER DELIVER'),
  ],
  finds: [
    {
      Source: 'ROUTING',
      Server: 'MBX01',
      Reason: 'Dropped by policy',
      Messages: 1,
      Recipients: ['anna@contoso.com'],
    },
  ],
  leaves: [{ Source: 'AGENT' }, { Source: 'STOREDRIVER' }],
};
