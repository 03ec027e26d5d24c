import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, type Letter, mail, trace } from '../testing/mail.ts';

let number = 2000;
const told = (ip: string, status: string, more: Partial<Letter> = {}) => {
  number += 1;
  return trace(
    { from: 'x@tailspin.example', to: 'anna@contoso.com', ip, id: number, ...more },
    status,
    'Incoming',
  );
};
const refused = (ip: string, status: string) =>
  mail({ from: 'x@tailspin.example', to: 'ben@contoso.com', ip }, 'SMTP RECEIVE', {
    step: 'AGENT FAIL',
    'recipient-status': `550 ${status} Refused`,
  });
const delivered = (ip: string) =>
  incoming({ from: 'y@wingtip.example', to: 'cleo@contoso.com', ip, subject: 'Offer' });

export const huntingCase: HuntingCase = {
  traces: [
    told('203.0.113.1', 'quarantined'),
    told('203.0.113.1', 'filteredasspam'),
    told('203.0.113.1', 'delivered', { to: 'dora@contoso.com', subject: 'Invoice' }),
    told('203.0.113.1', 'pending', { from: 'z@waiting.example' }),
    // All held; one bad message only; nothing bad; of our network; not to us.
    ...['quarantined', 'quarantined'].map((status) => told('203.0.113.2', status)),
    ...['quarantined', 'delivered'].map((status) => told('203.0.113.3', status)),
    ...['delivered', 'delivered'].map((status) => told('203.0.113.4', status)),
    ...['quarantined', 'quarantined', 'delivered'].map((status) => told('10.20.4.10', status)),
    ...['quarantined', 'quarantined', 'delivered'].map((status) => told('127.0.0.1', status)),
    ...['quarantined', 'quarantined', 'delivered'].map((status) => told('fd12::1', status)),
    ...['quarantined', 'quarantined', 'delivered'].map((status) => told('', status)),
    ...['quarantined', 'quarantined', 'delivered'].map((status) =>
      trace({ from: 'anna@contoso.com', to: 'x@tailspin.example', ip: '203.0.113.5' }, status, 'Outgoing'),
    ),
  ],
  records: [
    refused('203.0.113.6', '5.7.1'),
    // Malware that was taken out before the message was delivered.
    mail(
      { from: 'x@tailspin.example', to: 'ben@contoso.com', ip: '203.0.113.6' },
      'SMTP RECEIVE',
      { step: 'AGENT AGENTINFO', 'custom-data': 'S:AMA=SUM|v=1|action=d|error=|atch=1' },
      'STOREDRIVER DELIVER',
    ),
    delivered('203.0.113.6'),
    delivered('203.0.113.6'),
    delivered('203.0.113.6'),
    // An address that does not exist is no refusal.
    refused('203.0.113.7', '5.1.1'),
    refused('203.0.113.7', '5.1.1'),
    delivered('203.0.113.7'),
  ].flat(),
  finds: [
    {
      SenderIP: '203.0.113.1',
      BadPercent: 66.7,
      Bad: 2,
      Delivered: 1,
      Domains: ['tailspin.example'],
      DeliveredTo: ['dora@contoso.com'],
      DeliveredSubjects: ['Invoice'],
    },
    {
      SenderIP: '203.0.113.6',
      BadPercent: 40,
      Bad: 2,
      Delivered: 3,
      DeliveredTo: ['cleo@contoso.com'],
      DeliveredSubjects: ['Offer'],
    },
  ],
  changed: [{ settings: { trusted: "dynamic(['203.0.113.1'])" }, finds: [{ SenderIP: '203.0.113.6' }] }],
};
