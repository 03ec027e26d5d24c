import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

const took = (step: string, tree: string) =>
  mail(
    { from: 'kim@fabrikam.com', to: 'anna@contoso.com' },
    { step, 'message-info': `2026-11-21T11:00:00.000Z;SRV=MBX01.contoso.com:${tree}` },
  );

export const huntingCase: HuntingCase = {
  records: [
    took(
      'STOREDRIVER DELIVER',
      'TOTAL-HUB=12.0|CAT=11.8(CATOS=11.5(CATSM=11.4(CATSM-Scan Agent=11.3))|CATRESL=0.004)|QDM=0.004',
    ),
    took('SMTP SENDEXTERNAL', 'TOTAL-HUB=2.0|CAT=1.0|QD=0.5|QDE=0.4'),
    // On the way, and nothing to tell.
    took('SMTP SEND', 'TOTAL-HUB=9.0|SND=9.0'),
    took('STOREDRIVER DELIVER', 'TOTAL-HUB=0.1'),
    mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'STOREDRIVER DELIVER'),
  ].flat(),
  finds: [
    { Component: 'CAT', TotalSeconds: 12.8, LongestSeconds: 11.8, Messages: 2, Servers: ['MBX01'] },
    { Component: 'CATOS', TotalSeconds: 11.5, P95Seconds: 11.5 },
    { Component: 'CATSM' },
    { Component: 'CATSM-Scan Agent', TotalSeconds: 11.3 },
    { Component: 'QD', TotalSeconds: 0.5 },
  ],
  changed: [{ settings: { show: '1' }, finds: [{ Component: 'CAT' }] }],
};
