import type { HuntingCase } from '../testing/hunting-case.ts';
import { internal, mail, many, outgoing } from '../testing/mail.ts';

/** So many messages of so many megabytes. */
const parts = (from: string, count: number, megabytes: number, at = '09:00') =>
  many(count, (index) =>
    outgoing({
      from,
      to: 'drop@tailspin.example',
      at,
      bytes: Math.round(megabytes * 2 ** 20),
      subject: `Part ${index}`,
    }),
  );
const moved = (event: string, to: string) =>
  mail({ from: 'group@contoso.com', to, bytes: 10 * 2 ** 20 }, 'STOREDRIVER RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'x@tailspin.example',
    'related-recipient-address': to,
  });

export const huntingCase: HuntingCase = {
  records: [
    parts('anna@contoso.com', 2, 10),
    parts('anna@contoso.com', 1, 5),
    // Two large ones; just too small; on two days; to colleagues; reports; passed on.
    parts('ben@contoso.com', 2, 10),
    parts('cleo@contoso.com', 3, 4.9),
    parts('dora@contoso.com', 2, 10),
    parts('dora@contoso.com', 2, 10, '11-20 23:59'),
    many(3, () => internal({ from: 'emil@contoso.com', to: 'ben@contoso.com', bytes: 10 * 2 ** 20 })),
    parts('<>', 3, 10),
    parts('kim@fabrikam.com', 3, 10),
    // To a group, and to a mailbox that forwards: the addresses before are not outside.
    many(3, () => moved('EXPAND', 'all@contoso.com')),
    many(3, () => moved('REDIRECT', 'box@contoso.com')),
  ].flat(),
  finds: [
    { Sender: 'group@contoso.com', Address: 'x@tailspin.example', LargeMessages: 6 },
    {
      Sender: 'anna@contoso.com',
      Address: 'drop@tailspin.example',
      LargeMessages: 3,
      Megabytes: 25,
      SmallestMegabytes: 5,
      LargestMegabytes: 10,
      Subjects: ['Part 0', 'Part 1'],
    },
  ],
  changed: [
    {
      settings: { window: '3d', atLeast: '4' },
      finds: [{ Sender: 'group@contoso.com' }, { Sender: 'dora@contoso.com', LargeMessages: 4 }],
    },
  ],
};
