import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  records: [
    ...mail(
      { from: 'anna@contoso.com', to: 'kim@fabrikam.com', at: '11-15 09:00', subject: 'Contract 2027' },
      'STOREDRIVER RECEIVE',
    ),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '11-15 10:00', subject: 'RE: Contract 2027' },
      'SMTP RECEIVE',
    ),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'anna@contoso.com', at: '09:00', subject: 'RE: Contract 2027' },
      'SMTP RECEIVE',
    ),
    ...mail(
      {
        from: 'kim@fabrlkam.example',
        to: 'anna@contoso.com',
        at: '11:00',
        subject: 'Re: RE: Contract 2027',
        ip: '203.0.113.9',
      },
      'SMTP RECEIVE',
    ),
    ...mail(
      { from: 'kim@tailspin.example', to: 'ben@contoso.com', subject: 'RE: Contract 2027' },
      'SMTP RECEIVE',
    ),
    ...mail(
      { from: 'kim@wingtip.example', to: 'cleo@contoso.com', at: '08:00', subject: 'RE: Delivery dates' },
      'SMTP RECEIVE',
    ),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'cleo@contoso.com', at: '09:00', subject: 'RE: Delivery dates' },
      'SMTP RECEIVE',
    ),
    ...mail(
      { from: 'kim@fabrikam.com', to: 'dora@contoso.com', at: '08:00', subject: 'RE: Lunch' },
      'SMTP RECEIVE',
    ),
    ...mail(
      { from: 'new@litware.example', to: 'dora@contoso.com', at: '09:00', subject: 'RE: Lunch' },
      'SMTP RECEIVE',
    ),
  ],
  finds: [
    {
      Mailbox: 'anna@contoso.com',
      JoinedBy: 'kim@fabrlkam.example',
      PartnerDomains: ['fabrikam.com'],
      SenderIP: '203.0.113.9',
    },
  ],
  leaves: [
    { Mailbox: 'cleo@contoso.com' },
    { Mailbox: 'dora@contoso.com' },
    { JoinedBy: 'kim@fabrikam.com' },
    { JoinedBy: 'kim@tailspin.example' },
  ],
};
