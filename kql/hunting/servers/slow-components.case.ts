import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE', {
    step: 'STOREDRIVER DELIVER',
    'message-info':
      '2026-11-21T11:00:00.000Z;SRV=MBX01.contoso.com:TOTAL-HUB=12.0|CAT=11.8(CATOS=11.5(CATSM=11.4(CATSM-Scan Agent=11.3))|CATRESL=0.004)|QDM=0.004',
  }),
  finds: [
    {
      Component: 'CATSM-Scan Agent',
      TotalSeconds: 11.3,
      LongestSeconds: 11.3,
      Messages: 1,
      Servers: ['MBX01'],
    },
    { Component: 'CAT', TotalSeconds: 11.8 },
  ],
  leaves: [{ Component: 'TOTAL-HUB' }, { Component: 'CATRESL' }],
};
