import type { HuntingCase } from '../testing/hunting-case.ts';
import { forwarded } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    // Two steps to the outside, the first of them used twice as often.
    forwarded('anna@contoso.com', 'ben@contoso.com', { at: '09:00' }),
    forwarded('anna@contoso.com', 'ben@contoso.com', { at: '10:00' }),
    forwarded('ben@contoso.com', 'drop@tailspin.example'),
    // Three steps inside; a ring of two, and one of three.
    forwarded('a1@contoso.com', 'a2@contoso.com'),
    forwarded('a2@contoso.com', 'a3@contoso.com'),
    forwarded('a3@contoso.com', 'a4@contoso.com'),
    forwarded('dora@contoso.com', 'emil@contoso.com'),
    forwarded('emil@contoso.com', 'dora@contoso.com'),
    forwarded('r1@contoso.com', 'r2@contoso.com'),
    forwarded('r2@contoso.com', 'r3@contoso.com'),
    forwarded('r3@contoso.com', 'r1@contoso.com'),
    // One step is no chain.
    forwarded('cleo@contoso.com', 'cleo@wingtip.example'),
  ].flat(),
  finds: [
    {
      Chain: 'anna@contoso.com > ben@contoso.com > drop@tailspin.example',
      EndsOutside: true,
      IsRing: false,
      FirstMailbox: 'anna@contoso.com',
      LastTarget: 'drop@tailspin.example',
      Messages: 1,
      LastTime: '2026-11-21T10:00:00.0000000Z',
    },
    { Chain: 'dora@contoso.com > emil@contoso.com > dora@contoso.com', EndsOutside: false, IsRing: true },
    { Chain: 'emil@contoso.com > dora@contoso.com > emil@contoso.com', IsRing: true },
    { Chain: 'r1@contoso.com > r2@contoso.com > r3@contoso.com > r1@contoso.com', IsRing: true },
    { FirstMailbox: 'r2@contoso.com', LastTarget: 'r2@contoso.com' },
    { FirstMailbox: 'r3@contoso.com', LastTarget: 'r3@contoso.com' },
    { Chain: 'a1@contoso.com > a2@contoso.com > a3@contoso.com > a4@contoso.com', IsRing: false },
    { Chain: 'a2@contoso.com > a3@contoso.com > a4@contoso.com', LastTarget: 'a4@contoso.com' },
  ],
  changed: [
    {
      settings: { endsOutsideOnly: 'true' },
      finds: [
        { FirstMailbox: 'anna@contoso.com' },
        ...['dora', 'emil', 'r1', 'r2', 'r3'].map((name) => ({ FirstMailbox: `${name}@contoso.com` })),
      ],
    },
  ],
};
