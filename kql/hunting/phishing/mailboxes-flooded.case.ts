import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, internal, mail, many, Time } from '../testing/mail.ts';

/** So many messages within a minute. */
const flood = (to: string, at: string, count: number) =>
  many(count, (index) =>
    incoming({ from: `list@shop${index}.example`, to, at, subject: `Welcome ${index % 2}` }),
  );
const moved = (event: string, group: string) =>
  mail({ from: 'kim@fabrikam.com', to: group }, 'SMTP RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'dora@contoso.com',
    'related-recipient-address': group,
  });

export const huntingCase: HuntingCase = {
  records: [
    flood('new@contoso.com', Time.inRecent, 30),
    flood('five-times@contoso.com', '11-15 09:10', 6),
    flood('five-times@contoso.com', '09:10', 30),
    flood('not-quite@contoso.com', Time.inHistory, 7),
    flood('not-quite@contoso.com', '09:10', 30),
    flood('forgotten@contoso.com', Time.beforeHistory, 30),
    flood('forgotten@contoso.com', '09:10', 31),
    // Too few; over two hours; the day before; groups and mailboxes that forward; from a colleague.
    flood('few@contoso.com', '09:10', 29),
    flood('two-hours@contoso.com', '09:10', 20),
    flood('two-hours@contoso.com', '10:10', 20),
    flood('yesterday@contoso.com', Time.beforeRecent, 30),
    many(30, () => moved('EXPAND', 'group@contoso.com')),
    many(30, () => moved('REDIRECT', 'box@contoso.com')),
    many(30, () => internal({ from: 'anna@contoso.com', to: 'ben@contoso.com' })),
  ].flat(),
  finds: [
    // The member of the group.
    { Mailbox: 'dora@contoso.com', MostAnHour: 60, SenderDomains: 1 },
    { Mailbox: 'forgotten@contoso.com', Times: 31, UsualMost: null },
    { Mailbox: 'new@contoso.com', Times: 30, UsualMost: null },
    {
      Mailbox: 'five-times@contoso.com',
      Times: 5,
      MostAnHour: 30,
      UsualMost: 6,
      Senders: 30,
      SenderDomains: 30,
      Subjects: ['Welcome 0', 'Welcome 1'],
      Hour: '2026-11-21T09:00:00.0000000Z',
    },
  ],
  changed: [
    { page: ['2026-11-20T11:00:00Z', '2026-11-20T12:00:00Z'], finds: [{ Mailbox: 'yesterday@contoso.com' }] },
  ],
  inSample: [{ UsualMost: null, Senders: 48 }],
};
