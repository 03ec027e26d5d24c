import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, many } from '../testing/mail.ts';

const reports = (to: string, count: number, subject: string, event = 'SMTP RECEIVE', from = '<>') =>
  many(count, (index) => mail({ from, to, subject, ip: `203.0.113.${index}` }, event));

export const huntingCase: HuntingCase = {
  records: [
    reports('anna@contoso.com', 4, 'Undeliverable: Win'),
    mail({ from: '<>', to: 'anna@contoso.com', subject: 'Your invoice', ip: '' }, 'SMTP RECEIVE'),
    reports('dora@contoso.com', 5, 'Unzustellbar: Win'),
    // Too few, of a sender, made by us, of us, a copy, without a recipient.
    reports('ben@contoso.com', 4, 'Undeliverable: Offer'),
    reports('ben@contoso.com', 5, 'Undeliverable: Offer', 'SMTP RECEIVE', 'kim@fabrikam.com'),
    reports('cleo@contoso.com', 5, 'Undeliverable: Offer', 'DSN RECEIVE'),
    reports('cleo@contoso.com', 5, 'Undeliverable: Offer', 'SMTP HARECEIVE'),
    many(5, () =>
      mail(
        { from: '<>', to: 'emil@contoso.com', subject: 'Out of office' },
        { step: 'SMTP RECEIVE', directionality: 'Originating' },
      ),
    ),
  ].flat(),
  finds: [
    {
      Recipient: 'anna@contoso.com',
      Messages: 5,
      Hosts: 4,
      OrdinarySubjects: 1,
      Subjects: ['Undeliverable: Win', 'Your invoice'],
      SenderIPs: ['203.0.113.0', '203.0.113.1', '203.0.113.2', '203.0.113.3'],
    },
    { Recipient: 'dora@contoso.com', Messages: 5, OrdinarySubjects: 0 },
  ],
};
