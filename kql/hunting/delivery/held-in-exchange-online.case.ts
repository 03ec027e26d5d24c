import type { HuntingCase } from '../testing/hunting-case.ts';
import { trace } from '../testing/mail.ts';

const told = (from: string, to: string, status: string) =>
  trace({ from, to: `${to}@contoso.com` }, status, from.endsWith('contoso.com') ? 'Internal' : 'Incoming');

export const huntingCase: HuntingCase = {
  traces: [
    told('x@tailspin.example', 'anna', 'quarantined'),
    told('y@tailspin.example', 'cleo', 'quarantined'),
    told('x@tailspin.example', 'ben', 'filteredasspam'),
    told('ben@contoso.com', 'anna', 'recalled'),
    told('kim@fabrikam.com', 'anna', 'delivered'),
    told('kim@fabrikam.com', 'anna', 'failed'),
  ],
  finds: [
    {
      SenderDomain: 'tailspin.example',
      Outcome: 'Quarantined',
      Messages: 2,
      Mailboxes: 2,
      Senders: ['x@tailspin.example', 'y@tailspin.example'],
      SomeMailboxes: ['anna@contoso.com', 'cleo@contoso.com'],
    },
    { SenderDomain: 'contoso.com', Outcome: 'Recalled', Messages: 1 },
    { SenderDomain: 'tailspin.example', Outcome: 'Filtered' },
  ],
  changed: [{ settings: { atLeast: '2' }, finds: [{ Outcome: 'Quarantined' }] }],
};
