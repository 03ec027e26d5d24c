import type { HuntingCase } from '../testing/hunting-case.ts';
import { incoming, mail, outgoing, trace } from '../testing/mail.ts';

const told = (id: number, to: string, status: string, subject: string, at = '11:00') =>
  trace({ from: 'x@tailspin.example', to: `${to}@contoso.com`, subject, id, at }, status, 'Incoming');
const agent = (id: number, subject: string, entries: string) =>
  mail(
    { from: 'y@wingtip.example', to: 'anna@contoso.com', subject, at: '10:00', id },
    { step: 'AGENT AGENTINFO', 'custom-data': entries },
  );

export const huntingCase: HuntingCase = {
  traces: [
    told(901, 'anna', 'quarantined', 'Invoice'),
    told(901, 'ben', 'delivered', 'Invoice'),
    told(901, 'emil', 'delivered', 'Invoice'),
    told(902, 'anna', 'filteredasspam', 'Offer', '10:00'),
    told(902, 'ben', 'delivered', 'Offer', '10:00'),
    told(903, 'cleo', 'quarantined', 'Released later', '09:00'),
    told(903, 'cleo', 'delivered', 'Released later', '09:00'),
    told(904, 'cleo', 'quarantined', 'Held for all'),
    told(905, 'cleo', 'delivered', 'Delivered to all'),
    told(906, 'cleo', 'quarantined', 'Refused by the other'),
    told(906, 'ben', 'failed', 'Refused by the other'),
    // Held in the cloud for one, delivered on a server to another.
    told(907, 'cleo', 'quarantined', 'Hybrid', '08:00'),
  ],
  records: [
    agent(911, 'Macro', 'S:AMA=SUM|v=1|action=d|error=|atch=1'),
    agent(911, 'Macro', 'S:SFA=SUM|SFV=SPM|SCL=9'),
    // Handed over to the cloud, which held it: that is no delivery.
    outgoing({ from: 'x@tailspin.example', to: 'cleo@contoso.com', subject: 'Held for all', id: 904 }),
    agent(912, 'Clean', 'S:AMA=SUM|v=0|action=|error=|atch=1'),
    incoming({ from: 'x@tailspin.example', to: 'dora@contoso.com', subject: 'Hybrid', at: '08:00', id: 907 }),
  ].flat(),
  finds: [
    {
      Subject: 'Invoice',
      Delivered: 2,
      Held: 1,
      Malware: false,
      DeliveredTo: ['ben@contoso.com', 'emil@contoso.com'],
      HeldFor: ['anna@contoso.com'],
    },
    { Subject: 'Offer', Delivered: 1, Held: 1, HeldFor: ['anna@contoso.com'], Verdicts: [] },
    { Subject: 'Released later', Delivered: 1, Held: 1 },
    { Subject: 'Hybrid', Delivered: 1, DeliveredTo: ['dora@contoso.com'], HeldFor: ['cleo@contoso.com'] },
    { Subject: 'Macro', Malware: true, Delivered: 0, Verdicts: ['SFV SPM'] },
  ],
  changed: [{ settings: { show: '1' }, finds: [{ Subject: 'Invoice' }] }],
};
