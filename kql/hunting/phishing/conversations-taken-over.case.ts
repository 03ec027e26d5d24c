import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, Time, trace } from '../testing/mail.ts';

const anna = 'anna@contoso.com';
const kim = 'kim@fabrikam.com';
const letter = (from: string, to: string, at: string, subject: string, event = 'RECEIVE') =>
  mail({ from, to, at, subject, ip: '203.0.113.9' }, `SMTP ${event}`);

export const huntingCase: HuntingCase = {
  records: [
    // Anna and Kim write to each other; then a domain like Kim's goes on with it, twice.
    letter(anna, kim, '11-15 09:00', 'Contract 2027'),
    letter(kim, anna, '09:00', 'RE: Contract 2027'),
    letter('kim@fabrlkam.example', anna, '11:00', 'Re: AW: Contract 2027'),
    letter('kim@fabrlkam.example', anna, '11:30', 'Re: AW: Contract 2027'),
    // Another mailbox, another subject, no answer, a known domain: all as it should be.
    letter('kim@tailspin.example', 'ben@contoso.com', '11:00', 'RE: Contract 2027'),
    letter('kim@tailspin.example', anna, '11:00', 'RE: Contract 2028'),
    letter('kim@tailspin.example', anna, '11:00', 'Contract 2027'),
    letter('joe@adatum.example', 'ben@contoso.com', Time.inHistory, 'Hello'),
    letter('joe@adatum.example', anna, '11:00', 'RE: Contract 2027'),
    letter(anna, 'own@contoso.com', '11-15 09:30', 'WG: Contract 2027'),
    letter(anna, 'new@tailspin.example', '11:00', 'FW: Contract 2027'),
    // Known only since the day that is looked at, or forgotten: the domain is new, too.
    letter('lee@litware.example', 'ben@contoso.com', Time.beforeHistory, 'An earlier letter'),
    letter('lee@litware.example', anna, '11-20 12:00', 'RE: Contract 2027'),
    // It joined before the day, and it came before the partner did.
    letter('kim@wingtip.example', anna, Time.beforeRecent, 'RE: Contract 2027'),
    letter('kim@northwind.example', 'cleo@contoso.com', '08:00', 'RE: Delivery dates'),
    letter(kim, 'cleo@contoso.com', '09:00', 'RE: Delivery dates'),
    letter(kim, 'gina@contoso.com', '09:00', 'RE: Delivery dates'),
    letter('new@lamna.example', 'gina@contoso.com', '09:00', 'RE: Delivery dates'),
    // The partner is as new.
    letter('a@proseware.example', 'emil@contoso.com', '08:00', 'RE: Stock list'),
    letter('b@lucerne.example', 'emil@contoso.com', '09:00', 'RE: Stock list'),
    // Seven letters are too short; eight are enough.
    letter(kim, 'dora@contoso.com', '08:00', 'RE: Meeting'),
    letter('new@lamna.example', 'dora@contoso.com', '09:00', 'RE: Meeting'),
    letter(kim, 'dora@contoso.com', '08:00', 'RE: Meetings'),
    letter('new@lamna.example', 'dora@contoso.com', '09:30', 'RE: Meetings'),
    // Copies and reports.
    letter(kim, 'finn@contoso.com', '08:00', 'RE: Price list'),
    letter('new@vanarsdel.example', 'finn@contoso.com', '09:00', 'RE: Price list', 'HARECEIVE'),
    letter('<>', 'finn@contoso.com', '09:00', 'RE: Price list'),
    // Relayed, neither side ours.
    letter('new@vanarsdel.example', kim, '09:00', 'RE: Price list'),
  ].flat(),
  traces: [
    trace(
      { from: 'new@online.example', to: 'finn@contoso.com', at: '10:30', subject: 'RE: Price list' },
      'delivered',
      'Incoming',
    ),
  ],
  finds: [
    {
      Mailbox: anna,
      Subject: 'Re: AW: Contract 2027',
      JoinedBy: 'kim@fabrlkam.example',
      PartnerDomains: ['fabrikam.com', 'adatum.example', 'wingtip.example'],
      JoinedTime: '2026-11-21T11:00:00.0000000Z',
      SenderIP: '203.0.113.9',
    },
    { Mailbox: 'finn@contoso.com', JoinedBy: 'new@online.example' },
    { Mailbox: 'dora@contoso.com', Subject: 'RE: Meetings', LastPartnerTime: '2026-11-21T08:00:00.0000000Z' },
    { Mailbox: anna, JoinedBy: 'lee@litware.example' },
  ],
  changed: [
    {
      page: ['2026-11-20T11:00:00Z', '2026-11-20T12:00:00Z'],
      finds: [{ JoinedBy: 'kim@wingtip.example' }],
    },
  ],
};
