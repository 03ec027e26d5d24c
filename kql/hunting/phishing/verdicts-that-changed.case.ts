import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail, trace } from '../testing/mail.ts';

export const huntingCase: HuntingCase = {
  traces: [
    trace(
      { from: 'x@tailspin.example', to: 'anna@contoso.com', subject: 'Invoice', id: 901 },
      'quarantined',
      'Incoming',
    ),
    trace(
      { from: 'x@tailspin.example', to: 'ben@contoso.com', subject: 'Invoice', id: 901 },
      'delivered',
      'Incoming',
    ),
    trace(
      { from: 'x@tailspin.example', to: 'cleo@contoso.com', subject: 'Held for all', id: 902 },
      'quarantined',
      'Incoming',
    ),
    trace(
      { from: 'kim@fabrikam.com', to: 'cleo@contoso.com', subject: 'Lunch', id: 903 },
      'delivered',
      'Incoming',
    ),
  ],
  records: mail(
    { from: 'y@wingtip.example', to: 'anna@contoso.com', subject: 'Macro' },
    {
      step: 'AGENT AGENTINFO',
      'custom-data': 'S:AMA=SUM|v=1|action=d|error=|atch=1',
    },
  ),
  finds: [
    {
      Subject: 'Invoice',
      Delivered: 1,
      Held: 1,
      DeliveredTo: ['ben@contoso.com'],
      HeldFor: ['anna@contoso.com'],
    },
    { Subject: 'Macro', Malware: true, Delivered: 0 },
  ],
  leaves: [{ Subject: 'Held for all' }, { Subject: 'Lunch' }],
};
