import type { HuntingCase } from '../testing/hunting-case.ts';
import { trace } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  traces: [
    trace({ from: 'x@tailspin.example', to: 'anna@contoso.com' }, 'quarantined', 'Incoming'),
    trace({ from: 'x@tailspin.example', to: 'ben@contoso.com' }, 'filteredasspam', 'Incoming'),
    trace({ from: 'ben@contoso.com', to: 'anna@contoso.com' }, 'recalled', 'Internal'),
    trace({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'delivered', 'Incoming'),
  ],
  finds: [
    {
      SenderDomain: 'tailspin.example',
      Outcome: 'Quarantined',
      Messages: 1,
      SomeMailboxes: ['anna@contoso.com'],
    },
    { SenderDomain: 'tailspin.example', Outcome: 'Filtered' },
    { SenderDomain: 'contoso.com', Outcome: 'Recalled' },
  ],
  leaves: [{ SenderDomain: 'fabrikam.com' }],
};
