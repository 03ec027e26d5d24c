import type { HuntingCase } from '../testing/hunting-case.ts';
import { internal, outgoing } from '../testing/mail.ts';

const sent = (from: string, to: string, megabytes: number) =>
  outgoing({ from, to, bytes: Math.round(megabytes * 2 ** 20) });

export const huntingCase: HuntingCase = {
  records: [
    ...sent('anna@contoso.com', 'berg@gmx.net', 3),
    ...sent('anna@contoso.com', 'berg@gmx.net', 1),
    ...sent('dora@contoso.com', 'dora@gmail.com', 1),
    // Another domain, too little, a report, passed on, and to us.
    ...sent('ben@contoso.com', 'kim@fabrikam.com', 3),
    ...sent('cleo@contoso.com', 'berg@gmx.net', 0.9),
    ...sent('<>', 'berg@gmx.net', 3),
    ...sent('kim@fabrikam.com', 'berg@gmx.net', 3),
    ...internal({ from: 'ben@contoso.com', to: 'anna@contoso.com', bytes: 3 * 2 ** 20 }),
  ],
  finds: [
    { Sender: 'anna@contoso.com', Address: 'berg@gmx.net', Megabytes: 4, Messages: 2, LargestMegabytes: 3 },
    { Sender: 'dora@contoso.com', Megabytes: 1 },
  ],
};
