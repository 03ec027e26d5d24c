import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, internal, mail } from '../testing/mail.ts';

const megabyte = 2 ** 20;

export const huntingCase: HuntingCase = {
  records: [
    ...internal({ from: 'anna@contoso.com', to: 'ben@contoso.com', bytes: 5 * megabyte, subject: 'To one' }),
    // 30 megabytes in all: the group itself is no recipient.
    ...mail(
      { from: 'anna@contoso.com', to: 'sales@contoso.com', bytes: 15 * megabyte, subject: 'To a group' },
      'STOREDRIVER RECEIVE',
      {
        step: 'ROUTING EXPAND',
        'recipient-address': 'ben@contoso.com;cleo@contoso.com',
        'related-recipient-address': 'sales@contoso.com',
      },
    ),
    // Nor is a mailbox that forwards all.
    ...mail(
      { from: 'kim@fabrikam.com', to: 'dora@contoso.com', bytes: 20 * megabyte, subject: 'Redirected' },
      'SMTP RECEIVE',
      {
        step: 'ROUTING REDIRECT',
        'recipient-address': 'emil@contoso.com',
        'related-recipient-address': 'dora@contoso.com',
      },
    ),
    ...incoming({ from: 'kim@fabrikam.com', to: 'anna@contoso.com', bytes: 4_000, subject: 'Small' }),
  ],
  finds: [
    {
      Subject: 'To a group',
      MovedMegabytes: 30,
      Megabytes: 15,
      Recipients: 2,
      Sender: 'anna@contoso.com',
      SomeRecipients: ['ben@contoso.com', 'cleo@contoso.com'],
      Direction: 'Internal',
    },
    { Subject: 'Redirected', MovedMegabytes: 20, SomeRecipients: ['emil@contoso.com'] },
    { Subject: 'To one', MovedMegabytes: 5 },
    { Subject: 'Small', MovedMegabytes: 0, Direction: 'Incoming' },
  ],
  changed: [{ settings: { show: '1' }, finds: [{ Subject: 'To a group' }] }],
};
