import type { HuntingCase } from '../testing/hunting-case.ts';
import { forwarded, incoming, mail, many } from '../testing/mail.ts';

const forwards = (mailbox: string, count: number, to = 'drop@tailspin.example') =>
  many(count, () => forwarded(mailbox, to));

export const huntingCase: HuntingCase = {
  records: [
    many(4, () => incoming({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' })),
    mail({ from: 'kim@fabrikam.com', to: 'anna@contoso.com' }, 'SMTP RECEIVE', 'SMTP FAIL'),
    forwards('anna@contoso.com', 3),
    // All of it, without a copy that stays.
    many(3, () =>
      mail({ from: 'kim@fabrikam.com', to: 'dora@wingtip.example' }, 'SMTP RECEIVE', {
        step: 'ROUTING REDIRECT',
        'related-recipient-address': 'dora@contoso.com',
      }),
    ),
    forwards('emil@contoso.com', 3),
    // Too few, and inside.
    forwards('ben@contoso.com', 2),
    forwards('cleo@contoso.com', 4, 'dora@contoso.com'),
  ].flat(),
  finds: [
    { Mailbox: 'dora@contoso.com', ForwardedPercent: 100, Forwarded: 3, Delivered: 3, Kinds: ['Mailbox'] },
    { Mailbox: 'emil@contoso.com', ForwardedPercent: 100, Delivered: 0 },
    {
      Mailbox: 'anna@contoso.com',
      ForwardedPercent: 75,
      Forwarded: 3,
      Delivered: 4,
      Targets: ['drop@tailspin.example'],
    },
  ],
  changed: [
    {
      settings: { externalOnly: 'false', atLeast: '4' },
      finds: [{ Mailbox: 'cleo@contoso.com', Forwarded: 4 }],
    },
  ],
  inSample: [{ Forwarded: 9, Targets: ['backup.copy.4471@postbox.example'] }],
};
