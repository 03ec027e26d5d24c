import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many, trace } from '../testing/mail.ts';

/** Mail to 30 addresses outside; contoso.com is an hour ahead of UTC, and 19 November 2026 a Thursday. */
const mailing = (from: string, at: string, count = 30, returnPath = from) =>
  many(count, (index) => mail({ from, to: `p${index}@fabrikam.com`, at, returnPath }, 'STOREDRIVER RECEIVE'));
const members = Array.from({ length: 30 }, (_, index) => `m${index}@contoso.com`).join(';');

export const huntingCase: HuntingCase = {
  records: [
    mailing('night@contoso.com', '11-19 02:10'),
    mail(
      {
        from: 'night@contoso.com',
        to: 'ben@contoso.com;p1@fabrikam.com',
        at: '11-19 02:20',
        ip: '',
        subject: '',
      },
      'STOREDRIVER RECEIVE',
      { step: 'STOREDRIVER DELIVER', 'recipient-address': 'ben@contoso.com' },
    ),
    mail({ from: 'night@contoso.com', to: 'dora@contoso.net', at: '11-19 02:15' }, 'STOREDRIVER RECEIVE'),
    mailing('before-seven@contoso.com', '11-19 05:59'),
    mailing('at-seven@contoso.com', '11-19 06:00'),
    mailing('before-eight@contoso.com', '11-19 18:59'),
    mailing('at-eight@contoso.com', '11-19 19:00'),
    mailing('saturday@contoso.com', '11-21 10:00'),
    mailing('sunday@contoso.com', '11-15 10:00'),
    mailing('friday@contoso.com', '11-20 10:00'),
    mailing('few@contoso.com', '11-19 02:10', 29),
    mailing('automatic-reply@contoso.com', '11-19 02:10', 30, '<>'),
    mailing('news@fabrikam.com', '11-19 02:10'),
    many(30, (index) =>
      mail({ from: 'shop@fabrikam.com', to: `p${index}@contoso.com`, at: '11-19 02:10' }, 'SMTP RECEIVE'),
    ),
    // One message to a group.
    mail({ from: 'group@contoso.com', to: 'all@contoso.com', at: '11-19 02:10' }, 'STOREDRIVER RECEIVE', {
      step: 'ROUTING EXPAND',
      'recipient-address': members,
      'related-recipient-address': 'all@contoso.com',
    }),
  ].flat(),
  traces: many(30, (index) => {
    const letter = { to: `p${index}@fabrikam.com`, at: '11-19 02:10' };
    return [
      trace({ ...letter, from: 'online@contoso.com' }, 'delivered', 'Outgoing'),
      // Reports of Exchange Online.
      trace({ ...letter, from: '<>' }, 'delivered', 'Outgoing'),
    ];
  }),
  finds: [
    {
      Sender: 'night@contoso.com',
      Recipients: 32,
      OutsideRecipients: 30,
      Messages: 32,
      FirstLocalTime: '2026-11-19T03:10:00.0000000Z',
      LastLocalTime: '2026-11-19T03:20:00.0000000Z',
      SenderIPs: ['10.20.4.10'],
      Subjects: ['Minutes of the meeting'],
    },
    { Sender: 'at-eight@contoso.com', Recipients: 30 },
    { Sender: 'before-seven@contoso.com' },
    { Sender: 'online@contoso.com' },
    { Sender: 'saturday@contoso.com' },
    { Sender: 'sunday@contoso.com' },
  ],
  changed: [
    {
      settings: { programs: "dynamic(['night@contoso.com', 'online@contoso.com', 'saturday@contoso.com'])" },
      finds: [
        { Sender: 'at-eight@contoso.com' },
        { Sender: 'before-seven@contoso.com' },
        { Sender: 'sunday@contoso.com' },
      ],
    },
  ],
};
