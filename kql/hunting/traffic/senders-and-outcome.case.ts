import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, mail, many, outgoing, trace } from '../testing/mail.ts';

const anna = 'anna@contoso.com';
const group = { 'recipient-address': 'a@fabrikam.com', 'related-recipient-address': 'list@contoso.com' };

export const huntingCase: HuntingCase = {
  records: [
    ...many(3, (index) =>
      mail({ from: anna, to: `old${index}@fabrikam.com`, bytes: 2 ** 20 }, 'STOREDRIVER RECEIVE', {
        step: 'SMTP FAIL',
        'recipient-status': '550 5.1.1 User unknown',
      }),
    ),
    ...many(2, (index) => outgoing({ from: anna, to: `kim${index}@tailspin.example`, bytes: 2 ** 20 })),
    ...mail({ from: anna, to: 'slow@fabrikam.com' }, 'STOREDRIVER RECEIVE', 'SMTP DEFER'),
    ...mail({ from: anna, to: 'lost@contoso.com' }, 'STOREDRIVER RECEIVE'),
    // The group and the redirected mailbox are no recipients.
    ...mail({ from: anna, to: 'list@contoso.com' }, 'STOREDRIVER RECEIVE', {
      step: 'ROUTING EXPAND',
      ...group,
    }),
    ...mail({ from: anna, to: 'list@contoso.com' }, 'STOREDRIVER RECEIVE', {
      step: 'ROUTING REDIRECT',
      ...group,
    }),
    ...many(10, (index) => incoming({ from: 'kim@fabrikam.com', to: `p${index}@contoso.com` })),
    ...many(9, (index) => incoming({ from: 'few@fabrikam.com', to: `p${index}@contoso.com` })),
    ...many(10, (index) => mail({ from: '<>', to: `p${index}@contoso.com` }, 'SMTP RECEIVE')),
  ],
  traces: [
    trace({ from: anna, to: 'held@fabrikam.com' }, 'quarantined', 'Outgoing'),
    trace({ from: anna, to: 'spam@fabrikam.com' }, 'filteredasspam', 'Outgoing'),
  ],
  finds: [
    {
      Sender: anna,
      Recipients: 11,
      Failed: 3,
      FailedPercent: 27.3,
      Waiting: 4,
      SpamOrHeld: 2,
      Messages: 11,
      Megabytes: 5.1,
      OutsideDomains: 2,
    },
    { Sender: 'kim@fabrikam.com', Recipients: 10, Failed: 0, OutsideDomains: 0 },
  ],
  inSample: [{ Sender: 'it-support@c0ntoso.example', Recipients: 38, Failed: 3 }],
};
