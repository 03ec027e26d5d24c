import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, Time, trace } from '../testing/mail.ts';

const anna = 'anna@contoso.com';
const letter = (from: string, to: string, subject: string, at = '11:00', event = 'SMTP RECEIVE') =>
  mail({ from, to, subject, at, ip: '203.0.113.9' }, event);

const moved = (event: string, to: string) =>
  mail({ from: 'kim@tailspin.example', to, subject: 'RE: Prices', ip: '203.0.113.9' }, 'SMTP RECEIVE', {
    step: `ROUTING ${event}`,
    'recipient-address': 'anna@contoso.com',
    'related-recipient-address': to,
  });

export const huntingCase: HuntingCase = {
  records: [
    letter('kim@tailspin.example', 'anna@contoso.com;ben@contoso.com', 'RE: Prices'),
    letter('kim@tailspin.example', anna, 'AW[2]: Prices'),
    mail({ from: 'kim@tailspin.example', to: anna, subject: 'FW: Prices', ip: '' }, 'SMTP RECEIVE'),
    // A group and a mailbox that forwards are no readers.
    moved('EXPAND', 'all@contoso.com'),
    moved('REDIRECT', 'box@contoso.com'),
    // We wrote to Kim, and Joe wrote to us; Lee's domain is known, he is not.
    letter(anna, 'kim@fabrikam.com', 'Prices', Time.inHistory, 'STOREDRIVER RECEIVE'),
    letter('kim@fabrikam.com', anna, 'RE: Prices'),
    letter('joe@adatum.example', anna, 'Prices', Time.beforeRecent),
    letter('joe@adatum.example', anna, 'RE: Prices'),
    letter('lee@fabrikam.com', anna, 'RE: Prices'),
    letter('lee@adatum.example', anna, 'RE: Prices'),
    // Long ago.
    letter('old@litware.example', anna, 'Prices', Time.beforeHistory),
    letter('old@litware.example', anna, 'RE: Prices', Time.inRecent),
    letter('yesterday@wingtip.example', anna, 'RE: Prices', Time.beforeRecent),
    // No answer, no step, nobody, not ours.
    letter('new@northwind.example', anna, 'Re prices: RE: all'),
    letter('new@northwind.example', anna, 'RE: Prices', '11:00', 'SMTP HARECEIVE'),
    letter('<>', anna, 'RE: Prices'),
    letter('new@northwind.example', 'kim@fabrikam.com', 'RE: Prices'),
    letter('ben@contoso.com', anna, 'RE: Prices', '11:00', 'STOREDRIVER RECEIVE'),
  ].flat(),
  traces: [trace({ from: 'new@online.example', to: anna, subject: 'WG: Prices' }, 'delivered', 'Incoming')],
  finds: [
    {
      Sender: 'kim@tailspin.example',
      NewDomain: true,
      Mailboxes: 2,
      Messages: 5,
      Subjects: ['RE: Prices', 'AW[2]: Prices', 'FW: Prices'],
      SenderIPs: ['203.0.113.9'],
    },
    { Sender: 'new@online.example' },
    { Sender: 'old@litware.example' },
  ],
  changed: [
    {
      settings: { newOnly: 'false' },
      finds: [
        { Sender: 'kim@tailspin.example', Mailboxes: 2 },
        { Sender: 'lee@adatum.example', NewDomain: false },
        { Sender: 'lee@fabrikam.com', NewDomain: false },
        { Sender: 'new@online.example', NewDomain: true },
        { Sender: 'old@litware.example' },
      ],
    },
    {
      page: ['2026-11-20T11:00:00Z', '2026-11-20T12:00:00Z'],
      finds: [{ Sender: 'yesterday@wingtip.example' }],
    },
  ],
};
