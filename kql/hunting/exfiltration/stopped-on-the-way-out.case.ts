import type { HuntingCase } from '../testing/hunting-case.ts';
import { mail } from '../testing/mail.ts';

const found = 'S:TRA=DC|dcid=cb353f78|count=3|conf=85';
const rule =
  'S:TRA=ETR|ruleId=7cd6b6d2-bdd1-463e-abad-99f1fe93d6db|st=2026-01-01|action=RejectMessage|mode=Enforce';
const stopped = (
  from: string,
  step: string,
  customData = '',
  to = 'kim@fabrikam.com',
  reason = '550 5.7.1 Refused',
) => mail({ from, to }, { step, 'custom-data': customData, 'recipient-status': reason });

export const huntingCase: HuntingCase = {
  records: [
    stopped('anna@contoso.com', 'AGENT FAIL', rule),
    stopped('anna@contoso.com', 'AGENT DROP', '', 'joe@tailspin.example;kim@fabrikam.com', ''),
    stopped('ben@contoso.com', 'AGENT AGENTINFO', `${found};S:TRA=CI|sndOverride=or|just=customer asked`),
    stopped('ben@contoso.com', 'AGENT AGENTINFO', found),
    // Only evaluated, refused by the other side, sent all the same, from outside, not by an agent.
    stopped('cleo@contoso.com', 'AGENT AGENTINFO', 'S:TRA=ETRP|ruleId=cb353f78|ExecW=1'),
    stopped('cleo@contoso.com', 'SMTP FAIL'),
    stopped('cleo@contoso.com', 'SMTP SENDEXTERNAL', found),
    stopped('cleo@contoso.com', 'AGENT DEFER'),
    stopped('dora@contoso.com', 'AGENT FAIL', '', 'anna@contoso.com'),
    stopped('kim@fabrikam.com', 'AGENT FAIL', '', 'anna@contoso.com'),
  ].flat(),
  finds: [
    {
      Sender: 'anna@contoso.com',
      What: 'Stopped',
      Messages: 2,
      Domains: ['fabrikam.com', 'tailspin.example'],
      Rules: ['7cd6b6d2-bdd1-463e-abad-99f1fe93d6db'],
      Reasons: ['550 5.7.1 Refused'],
      Overrides: [],
    },
    { Sender: 'ben@contoso.com', What: 'Classified', Messages: 1 },
    { Sender: 'ben@contoso.com', What: 'Overridden', Overrides: ['sndOverride=or|just=customer asked'] },
  ],
  changed: [{ settings: { atLeast: '2' }, finds: [{ Sender: 'anna@contoso.com' }] }],
};
