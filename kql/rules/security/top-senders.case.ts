import { submitted, times } from '../testing/records.ts';
import type { RuleCase } from '../testing/rule-case.ts';

export default {
  rows: {
    MessageTrackingLog_CL: [
      times(51, () =>
        submitted({ at: 5, from: 'mia.vos@contoso.com', to: 'a@fabrikam.com', ip: '10.1.2.3' }),
      ),
      submitted({
        at: 5,
        from: 'tom.hart@contoso.com',
        to: Array.from({ length: 151 }, (_, index) => `p${index}@fabrikam.com`),
        ip: '10.1.2.4',
      }),
      // At the threshold, and above it but earlier.
      times(50, () => submitted({ at: 5, from: 'eva.roth@contoso.com', to: 'a@fabrikam.com' })),
      submitted({
        at: 5,
        from: 'ben.ode@contoso.com',
        to: Array.from({ length: 150 }, (_, index) => `p${index}@fabrikam.com`),
      }),
      times(90, () => submitted({ at: 25, from: 'ann.lee@contoso.com', to: 'a@fabrikam.com' })),
    ].flat(),
  },
  finds: [
    { SenderAddress: 'mia.vos@contoso.com', SenderIP: '10.1.2.3', Messages: 51 },
    { SenderAddress: 'tom.hart@contoso.com', SenderIP: '10.1.2.4', Messages: 1 },
  ],
  incidents: {
    'mass-mail': {
      minutes: 12,
      finds: ([mail]) => [{ SenderAddress: mail!.senderAddress, SenderIP: '203.0.113.199' }],
    },
  },
} satisfies RuleCase;
