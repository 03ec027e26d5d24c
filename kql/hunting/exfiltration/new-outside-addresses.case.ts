import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, internal, mail, outgoing, Time } from '../testing/mail.ts';

const anna = 'anna@contoso.com';
const sent = (from: string, to: string, megabytes: number, at = '11:00') =>
  outgoing({ from, to, at, bytes: Math.round(megabytes * 2 ** 20) });
const moved = (event: string, to: string) =>
  mail({ from: anna, to, bytes: 6 * 2 ** 20 }, 'STOREDRIVER RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'kim@fabrikam.com',
    'related-recipient-address': to,
  });

export const huntingCase: HuntingCase = {
  records: [
    sent(anna, 'new@gmail.com', 4),
    sent(anna, 'new@gmail.com', 1),
    // A colleague knows the address; it is long ago.
    sent('ben@contoso.com', 'shared@gmail.com', 1, Time.inHistory),
    sent(anna, 'shared@gmail.com', 6, Time.inRecent),
    sent(anna, 'old@gmail.com', 6, Time.beforeHistory),
    sent(anna, 'old@gmail.com', 5),
    // Too little; known both ways; to us; groups and mailboxes of ours; reports; passed on; the day before.
    sent(anna, 'few@gmail.com', 4.9),
    incoming({ from: 'kim@fabrikam.com', to: anna, at: Time.inHistory }),
    sent(anna, 'kim@fabrikam.com', 6),
    sent(anna, 'yesterday@gmail.com', 6, Time.beforeRecent),
    sent(anna, 'yesterday@gmail.com', 6),
    internal({ from: anna, to: 'cleo@contoso.com', bytes: 6 * 2 ** 20 }),
    moved('EXPAND', 'all@contoso.com'),
    moved('REDIRECT', 'box@contoso.com'),
    sent('<>', 'x@gmail.com', 6),
    sent('x@tailspin.example', 'x@gmail.com', 6),
  ].flat(),
  finds: [
    { Sender: anna, Address: 'shared@gmail.com', Megabytes: 6, AddressKnown: true },
    {
      Sender: anna,
      Address: 'new@gmail.com',
      Megabytes: 5,
      AddressKnown: false,
      Messages: 2,
      LargestMegabytes: 4,
    },
    { Sender: anna, Address: 'old@gmail.com', AddressKnown: false },
  ],
  changed: [
    {
      page: ['2026-11-20T11:00:00Z', '2026-11-20T12:00:00Z'],
      finds: [{ Address: 'yesterday@gmail.com', FirstTime: '2026-11-20T11:30:00.0000000Z' }],
    },
  ],
  inSample: [{ Address: 'arjunmehta@postbox.example', AddressKnown: false }],
};
