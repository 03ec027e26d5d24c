import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, internal, mail, many, outgoing } from '../testing/mail.ts';

const megabyte = 2 ** 20;
const withGroup = { from: 'kim@fabrikam.com', to: 'sales@contoso.com', bytes: megabyte };

export const huntingCase: HuntingCase = {
  records: [
    ...many(2, () => incoming({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', bytes: megabyte })),
    // Into a group and by a redirection: two members and one target, the addresses before them do not count.
    ...mail(
      withGroup,
      'SMTP RECEIVE',
      {
        step: 'ROUTING EXPAND',
        'recipient-address': 'anna@contoso.com;ben@contoso.com',
        'related-recipient-address': 'sales@contoso.com',
      },
      { step: 'STOREDRIVER DELIVER', 'recipient-address': 'anna@contoso.com;ben@contoso.com' },
    ),
    ...mail(
      { ...withGroup, to: 'cleo@contoso.com' },
      'SMTP RECEIVE',
      {
        step: 'ROUTING REDIRECT',
        'recipient-address': 'ben@contoso.com',
        'related-recipient-address': 'cleo@contoso.com',
      },
      { step: 'STOREDRIVER DELIVER', 'recipient-address': 'ben@contoso.com' },
    ),
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com', bytes: 2 * megabyte },
      'STOREDRIVER RECEIVE',
      'SMTP FAIL',
    ),
    // Passed on for others.
    ...mail({ from: 'x@wingtip.example', to: 'kim@fabrikam.com' }, 'SMTP RECEIVE', 'SMTP FAIL'),
    ...many(4, () => outgoing({ from: 'anna@contoso.com', to: 'joe@tailspin.example' })),
    ...many(5, () => internal({ from: 'anna@contoso.com', to: 'ben@contoso.com' })),
    ...many(5, () => mail({ from: '<>', to: 'ben@contoso.com' }, 'SMTP RECEIVE', 'STOREDRIVER DELIVER')),
  ],
  finds: [
    {
      Domain: 'fabrikam.com',
      Received: 4,
      Sent: 1,
      ReceivedMegabytes: 5,
      SentMegabytes: 2,
      FailedPercent: 16.7,
      OwnMailboxes: 2,
    },
  ],
  inSample: [{ Domain: 'c0ntoso.example', Received: 38 }],
};
