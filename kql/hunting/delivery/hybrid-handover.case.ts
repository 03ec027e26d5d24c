import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, trace } from '../testing/mail.ts';

const domain = 'contoso.mail.onmicrosoft.com';
const handed = (to: string, id: number, step = 'SMTP SENDEXTERNAL', server = 'EDGE01') =>
  mail({ from: 'anna@contoso.com', to, id }, 'STOREDRIVER RECEIVE', {
    step,
    server,
    'message-id': `<${id}@contoso.com>`,
  });
const told = (to: string, id: number, status: string) =>
  trace({ from: 'anna@contoso.com', to: `${to}@${domain}`, id }, status, 'Internal');

export const huntingCase: HuntingCase = {
  records: [
    handed(`a@${domain}`, 801),
    handed(`b@${domain}`, 802),
    handed(`c@${domain}`, 803),
    handed(`d@${domain}`, 804),
    handed(`lost@${domain}`, 805),
    // From one server to the next, by the older event, and only once for each recipient.
    handed(`e@${domain}`, 806, 'SMTP SEND', 'MBX03'),
    handed(`e@${domain}`, 806, 'SMTP SEND', 'MBX03'),
    // Elsewhere; a domain that only ends alike; what did not leave.
    handed('kim@fabrikam.com', 807),
    handed('kim@notcontosomail.onmicrosoft.com', 808),
    handed(`f@${domain}`, 809, 'SMTP DEFER'),
  ].flat(),
  traces: [
    told('a', 801, 'delivered'),
    told('b', 802, 'quarantined'),
    told('c', 803, 'filteredasspam'),
    told('d', 804, 'failed'),
    // What Exchange Online sent on is not handed over by a server.
    { ...told('g', 810, 'delivered'), eventId: 'SEND' },
  ],
  finds: [
    {
      Domain: domain,
      WithoutTrace: 1,
      HandedOver: 5,
      DeliveredThere: 1,
      HeldThere: 2,
      FailedThere: 1,
      Server: 'EDGE01',
      SomeMessageIds: ['<805@contoso.com>'],
    },
    { Server: 'MBX03', WithoutTrace: 1, HandedOver: 1 },
  ],
  inSample: [{ Domain: domain, WithoutTrace: 0, FailedThere: 0 }],
};
