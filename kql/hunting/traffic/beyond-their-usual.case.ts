import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, Time } from '../testing/mail.ts';

/** One message to so many. */
const mailing = (from: string, at: string, count: number) =>
  mail(
    { from, to: Array.from({ length: count }, (_, index) => `p${index}@fabrikam.com`).join(';'), at },
    'STOREDRIVER RECEIVE',
  );

export const huntingCase: HuntingCase = {
  records: [
    mailing('five-times@contoso.com', '11-15 09:00', 6),
    mailing('five-times@contoso.com', '09:20', 30),
    mailing('not-quite@contoso.com', Time.inHistory, 7),
    mailing('not-quite@contoso.com', '09:20', 30),
    mailing('new@contoso.com', Time.inRecent, 30),
    mailing('forgotten@contoso.com', Time.beforeHistory, 30),
    mailing('forgotten@contoso.com', '09:20', 31),
    mailing('few@contoso.com', '09:20', 29),
    mailing('yesterday@contoso.com', Time.beforeRecent, 30),
  ].flat(),
  finds: [
    { Sender: 'forgotten@contoso.com', Times: 31, UsualMost: null },
    { Sender: 'new@contoso.com', Times: 30, MostAnHour: 30, UsualMost: null, Messages: 1, Domains: 1 },
    { Sender: 'five-times@contoso.com', Times: 5, MostAnHour: 30, UsualMost: 6, UsualMessages: 1 },
  ],
  changed: [
    {
      page: ['2026-11-20T11:00:00Z', '2026-11-20T12:00:00Z'],
      finds: [{ Sender: 'yesterday@contoso.com', LastTime: '2026-11-20T11:30:00.0000000Z' }],
    },
  ],
  inSample: [{ Sender: 'it-support@c0ntoso.example', MostAnHour: 38 }],
};
