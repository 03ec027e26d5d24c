import type { HuntingCase } from '../testing/hunting-case.ts';
import { internal, mail, outgoing, Time } from '../testing/mail.ts';

const sent = (from: string, megabytes: number, at = '11:00', to = 'kim@fabrikam.com') =>
  outgoing({ from, to, at, bytes: megabytes * 2 ** 20 });

export const huntingCase: HuntingCase = {
  records: [
    // 56 megabytes in 14 days are 4 a day: 20 are five times as much.
    sent('five-times@contoso.com', 56, Time.inHistory),
    sent('five-times@contoso.com', 15),
    sent('five-times@contoso.com', 5, '11:00', 'joe@tailspin.example'),
    sent('not-quite@contoso.com', 57, Time.beforeRecent),
    sent('not-quite@contoso.com', 20),
    sent('forgotten@contoso.com', 57, Time.beforeHistory),
    sent('forgotten@contoso.com', 30, Time.inRecent),
    // 30 megabytes to a group with one member outside, counted once.
    mail(
      { from: 'new@contoso.com', to: 'group@contoso.com', bytes: 30 * 2 ** 20 },
      'STOREDRIVER RECEIVE',
      {
        step: 'ROUTING EXPAND',
        'recipient-address': 'kim@fabrikam.com',
        'related-recipient-address': 'group@contoso.com',
      },
      { step: 'SMTP SENDEXTERNAL', 'recipient-address': 'kim@fabrikam.com' },
    ),
    mail(
      { from: 'redirected@contoso.com', to: 'box@contoso.com', bytes: 25 * 2 ** 20 },
      'STOREDRIVER RECEIVE',
      {
        step: 'ROUTING REDIRECT',
        'recipient-address': 'kim@fabrikam.com',
        'related-recipient-address': 'box@contoso.com',
      },
    ),
    sent('few@contoso.com', 19),
    sent('yesterday@contoso.com', 30, Time.beforeRecent),
    internal({ from: 'inside@contoso.com', to: 'ben@contoso.com', bytes: 30 * 2 ** 20 }),
    sent('<>', 30),
    sent('kim@fabrikam.com', 30),
  ].flat(),
  finds: [
    { Sender: 'forgotten@contoso.com', Megabytes: 30, UsualMegabytes: 0, Times: null },
    { Sender: 'new@contoso.com', Megabytes: 30, Messages: 1, Domains: 1 },
    { Sender: 'redirected@contoso.com', Domains: 1 },
    {
      Sender: 'five-times@contoso.com',
      Megabytes: 20,
      UsualMegabytes: 4,
      Times: 5,
      Messages: 2,
      Domains: 2,
      LargestMegabytes: 15,
    },
  ],
  changed: [
    {
      page: ['2026-11-20T11:00:00Z', '2026-11-20T12:00:00Z'],
      finds: [{ Sender: 'not-quite@contoso.com', Megabytes: 57 }, { Sender: 'yesterday@contoso.com' }],
    },
  ],
};
