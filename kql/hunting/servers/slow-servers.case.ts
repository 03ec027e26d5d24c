import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: many(4, (index) =>
    mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE', {
      step: 'STOREDRIVER DELIVER',
      'message-info': `2026-11-21T11:00:00.000Z;SRV=MBX01.contoso.com:TOTAL-HUB=${index + 1}.5|CAT=0.1;SRV=MBX02.contoso.com:TOTAL-DEL=45.0|SDD=44`,
    }),
  ),
  finds: [
    { Server: 'MBX02.contoso.com', Role: 'DEL', P95Seconds: 45, Messages: 4, SlowerThanLimit: 4 },
    { Server: 'MBX01.contoso.com', Role: 'HUB', LongestSeconds: 4.5, MedianSeconds: 2.5, SlowerThanLimit: 0 },
  ],
  leaves: [{ Role: 'CAT' }],
};
